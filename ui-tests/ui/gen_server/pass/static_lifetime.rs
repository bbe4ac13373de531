//! A type with a lifetime is a server where the lifetime is `'static`.

use std::borrow::Cow;

use switchboard::prelude::*;
use switchboard::{ServerConfig, ServerOptions};

struct Greeter<'a> {
    greeting: Cow<'a, str>,
    last: &'a str,
}

impl ServerConfig for Greeter<'static> {
    const OPTIONS: ServerOptions = ServerOptions::new();
}

#[gen_server]
impl Greeter<'static> {
    #[init]
    fn new(greeting: &'static str) -> Self {
        Self { greeting: Cow::Borrowed(greeting), last: "" }
    }

    #[call]
    fn greet(&mut self, whom: &'static str) -> String {
        self.last = whom;
        format!("{}, {whom}", self.greeting)
    }

    #[call]
    async fn last(&self) -> &'static str {
        self.last
    }

    #[call]
    fn again(&self) -> Option<Cow<'static, str>> {
        Some(self.greeting.clone())
    }

    #[cast]
    fn forget(&mut self) {
        self.last = "";
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let greeter = Greeter::start("hello").await.expect("it starts");
    assert_eq!(greeter.greet("world").await.as_deref(), Ok("hello, world"));
    assert_eq!(greeter.last().await, Ok("world"));
    greeter.forget().expect("it runs");
    assert_eq!(greeter.last().await, Ok(""));
    assert_eq!(greeter.again().await, Ok(Some("hello".into())));
}
