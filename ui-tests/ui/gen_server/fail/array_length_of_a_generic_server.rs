//! A length that depends on a parameter is the compiler's to refuse.

use switchboard::prelude::*;

#[derive(GenServer)]
struct Holder<T: Send + 'static>(T);

impl<T: Send + 'static> Holder<T> {
    const N: usize = 3;
}

#[gen_server]
impl<T: Send + 'static> Holder<T> {
    #[init]
    fn open(value: T) -> Self {
        Self(value)
    }

    #[cast]
    fn take(&mut self, numbers: [u8; Self::N]) {
        let _ = numbers;
    }
}

fn main() {}
