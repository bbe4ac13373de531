//! A server that is declared inside a function.

#![deny(warnings)]

use switchboard::prelude::*;


fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    #[derive(GenServer, Default)]
    struct Local {
        total: Inner,
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq)]
    struct Inner(u64);

    #[gen_server]
    impl Local {
        #[call]
        fn add(&mut self, by: Inner) -> Inner {
            self.total.0 += by.0;
            self.total
        }
    }

    run(async {
        let local = Local::start().await.expect("a start");
        assert_eq!(local.add(Inner(2)).await, Ok(Inner(2)));
    });
}
