//! Annotated code.

use super::{Handler, Twin, use_methods};

pub(super) const TWIN: Twin = Twin {
    name: "switchboard",
    dependencies: "switchboard = { path = \"@runtime\" }\n",
    server,
    hello: Some(
        "use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Greeter;

#[gen_server]
impl Greeter {
    #[call]
    fn greet(&mut self, name: String) -> String {
        format!(\"hello, {name}\")
    }
}

#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let greeter = Greeter::start().await.unwrap();
    println!(\"{}\", greeter.greet(\"joe\".into()).await.unwrap());
}
",
    ),
};

pub(super) fn annotated_impl(handlers: &[Handler]) -> String {
    let mut text = String::from("impl State {\n");
    for handler in handlers {
        let attribute = if handler.is_cast() { "#[cast] " } else { "#[call] " };
        text.push_str(&handler.method(attribute, "pub "));
    }
    text.push_str("}\n");
    text
}

fn server(handlers: &[Handler]) -> String {
    let state = "#[derive(GenServer, Default)]\npub struct State { total: u64, text: String }\n";
    let impl_ = annotated_impl(handlers);
    let used = use_methods("State::start().await.unwrap()", handlers);
    format!("use switchboard::prelude::*;\n{state}#[gen_server]\n{impl_}{used}")
}
