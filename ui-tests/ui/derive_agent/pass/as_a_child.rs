//! The struct is a child whose handle has the methods; names of std may be taken by others.

#![deny(warnings, clippy::all)]

use switchboard::{Agent, Child, Supervisor};

#[allow(dead_code)]
struct Option;
#[allow(dead_code)]
struct Result;
#[allow(dead_code)]
trait Clone {}
#[allow(dead_code)]
trait Into {}

#[derive(Agent)]
pub(crate) struct Settings {
    #[agent(get, set)]
    theme: u8,
}

#[derive(Supervisor)]
struct Site {
    #[child(start = SettingsAgent::child(|| Settings { theme: 1 }))]
    settings: Child<Settings>,
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let site = Site::start().await.expect("a start");
        site.settings.set_theme(2).await.expect("a reply");
        assert_eq!(site.settings.theme().await, Ok(2));
        site.supervisor().stop().await.expect("a stop");
    });
}
