//! Attributes with their path, and behind `cfg_attr`.

#![deny(warnings, missing_docs, clippy::all)]

/// Counts.
#[derive(switchboard::GenServer, Default)]
pub struct Counter;

#[switchboard::gen_server]
impl Counter {
    #[switchboard::call]
    fn one(&self) -> u8 {
        1
    }

    #[::switchboard::call(timeout = "1s")]
    fn two(&self) -> u8 {
        2
    }

    #[cfg_attr(all(), call)]
    fn three(&self) -> u8 {
        3
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let counter = Counter::start().await.expect("a start");
        let all = (counter.one().await, counter.two().await, counter.three().await);
        assert_eq!(all, (Ok(1), Ok(2), Ok(3)));
    });
}
