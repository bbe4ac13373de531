//! An impl for one instance of a generic struct.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


mod inner {
    use switchboard::prelude::*;

    /// Keeps anything.
    #[derive(GenServer)]
    pub struct Holder<T: Send + 'static> {
        pub(crate) value: T,
    }
}

#[gen_server]
impl inner::Holder<u32> {
    #[init]
    fn open(value: u32) -> Self {
        Self { value }
    }

    #[call]
    fn value(&self) -> u32 {
        self.value
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let holder = inner::Holder::<u32>::start(4).await.expect("a start");
        assert_eq!(holder.value().await, Ok(4));
    });
}
