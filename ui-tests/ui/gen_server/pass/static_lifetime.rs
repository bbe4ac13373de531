//! A server of which one instance, that of the program's lifetime, runs.

#![deny(warnings, missing_docs, clippy::all)]

use std::borrow::Cow;

use switchboard::prelude::*;
use switchboard::{ServerConfig, ServerOptions};

/// Reads text.
pub struct Reader<'a> {
    text: Cow<'a, str>,
    last: &'a str,
}

impl ServerConfig for Reader<'static> {
    const OPTIONS: ServerOptions = ServerOptions::new();
}

#[gen_server]
impl Reader<'static> {
    #[init]
    fn open(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), last: "" }
    }

    #[cast]
    fn read(&mut self, text: &'static str) {
        self.text = Cow::Borrowed(text);
    }

    #[call]
    fn find(&mut self, what: &'static str) -> Option<usize> {
        self.last = what;
        self.text.find(what)
    }

    #[call]
    async fn last(&self) -> &'static str {
        self.last
    }

    #[call]
    fn text(&self) -> Cow<'static, str> {
        self.text.clone()
    }

    #[call]
    fn answer(&self, reply: ReplyTo<&'static str>) {
        reply.send(self.last);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let reader = Reader::start("to be").await.expect("it starts");
    assert_eq!(reader.find("be").await, Ok(Some(3)));
    assert_eq!(reader.last().await, Ok("be"));
    assert_eq!(reader.answer().await, Ok("be"));
    reader.read("or not").expect("it runs");
    assert_eq!(reader.text().await.as_deref(), Ok("or not"));
    let task = tokio::spawn({
        let reader = reader.clone();
        async move { reader.last().await }
    });
    assert_eq!(task.await.expect("it ends"), Ok("be"));
}
