//! Two servers of one name, in two functions.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

async fn first() -> Result<u8, CallError> {
    #[derive(GenServer, Default)]
    struct Local;

    #[gen_server]
    impl Local {
        #[call]
        fn get(&self) -> u8 {
            1
        }
    }

    Local::start().await.expect("a start").get().await
}

async fn second() -> Result<u8, CallError> {
    #[derive(GenServer, Default)]
    struct Local;

    #[gen_server]
    impl Local {
        #[call]
        fn get(&self) -> u8 {
            2
        }
    }

    Local::start().await.expect("a start").get().await
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async { assert_eq!((first().await, second().await), (Ok(1), Ok(2))) });
}
