//! A struct with default parameters, and one of its instances as a server.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Keeps some.
#[derive(GenServer)]
pub struct Buffer<T: Send + 'static = u8, const N: usize = 4>([T; N]);

#[gen_server]
impl<T: Clone + Send + 'static, const N: usize> Buffer<T, N> {
    #[init]
    fn open(first: [T; N]) -> Self {
        Self(first)
    }

    #[call]
    fn all(&self) -> [T; N] {
        self.0.clone()
    }
}

/// The handle of the default.
pub type Bytes = BufferRef<u8, 4>;

/// Starts the default.
pub async fn start() -> Result<Bytes, StartError> {
    Buffer::<u8>::start([0; 4]).await
}

fn main() {}
