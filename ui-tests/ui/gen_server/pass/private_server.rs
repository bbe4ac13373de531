//! A private server in a private module, whose public items nobody can reach.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


mod hidden {
    use switchboard::prelude::*;

    #[derive(GenServer, Default)]
    struct Secret {
        total: Private,
    }

    #[derive(Clone, Default)]
    pub(super) struct Private(u64);

    #[gen_server(vis = pub(super))]
    impl Secret {
        #[call]
        fn total(&self) -> Private {
            self.total.clone()
        }
    }

    pub(super) async fn total() -> Result<u64, CallError> {
        let secret = Secret::start().await.expect("a start");
        secret.total().await.map(|total| total.0)
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async { assert_eq!(hidden::total().await, Ok(0)) });
}

/// Only for the prelude.
pub type Unused = Pid;
