//! Every key, under the strictest lints; a private field of a private type has methods as well.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

use switchboard::prelude::*;

/// Settings of a page.
#[derive(Agent, Default)]
#[agent(name = "all_keys", timeout = "2s", handle = PageSettings)]
pub struct Settings {
    /// How it looks.
    #[agent(get, set, update)]
    pub theme: String,
    #[agent(get = true, set = false, rename = visits)]
    count: u64,
    #[agent(update)]
    r#type: Vec<u8>,
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let settings = PageSettings::start(Settings::default).await.expect("a start");
        settings.set_theme("dark".to_owned()).await.expect("a reply");
        assert_eq!(PageSettings::named("all_keys").theme().await.as_deref(), Ok("dark"));
        assert_eq!(settings.update_theme(|theme| theme.len()).await, Ok(4));
        assert_eq!(settings.visits().await, Ok(0));
        assert_eq!(settings.update_type(|all| all.pop()).await, Ok(None));
        assert_eq!(settings.agent().get(|state| state.count).await, Ok(0));
    });
}
