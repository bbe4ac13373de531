//! Start expressions see `args`, and raw names are ids.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Counts.
#[derive(GenServer, Default)]
pub struct Counter;

#[gen_server]
impl Counter {
    #[call]
    fn ping(&self) -> u8 {
        1
    }
}

/// What it needs.
pub struct Config {
    name: &'static str,
}

/// Configured.
#[derive(Supervisor)]
#[supervisor(args = Config, name = "ui.arguments", auto_shutdown = any_significant)]
pub struct Configured {
    /// Named by the configuration.
    #[child(start = Counter::child().name(args.name), significant, restart = transient)]
    pub r#type: Child<Counter>,
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let configured = Configured::start(Config { name: "ui.counter" }).await.expect("a start");
        assert_eq!(Child::id(&configured.r#type), "type");
        assert_eq!(switchboard::process::whereis("ui.counter"), Child::pid(&configured.r#type));
    });
}
