//! As kameo's users write it, with its macro for messages.

use super::{Handler, STATE, Twin, use_it};

pub(super) const TWIN: Twin = Twin {
    name: "kameo",
    dependencies: "kameo = \"0.22\"\n",
    server,
    hello: Some(
        "use kameo::prelude::*;

#[derive(Actor)]
struct Greeter;

#[messages]
impl Greeter {
    #[message]
    fn greet(&mut self, name: String) -> String {
        format!(\"hello, {name}\")
    }
}

#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let greeter = Greeter::spawn(Greeter);
    println!(\"{}\", greeter.ask(Greet { name: \"joe\".into() }).await.unwrap());
}
",
    ),
};

fn server(handlers: &[Handler]) -> String {
    let methods: String =
        handlers.iter().map(|handler| handler.method("#[message] ", "pub ")).collect();
    let state = STATE.replace("Default", "Actor, Default");
    let used = use_it("State::spawn(State::default())", handlers, |handler| {
        let (camel, (argument, _), value) = (handler.camel(), handler.argument(), handler.value());
        let verb = if handler.is_cast() { "tell" } else { "ask" };
        format!("let _ = server.{verb}({camel} {{ {argument}: {value} }}).await.unwrap()")
    });
    format!("use kameo::prelude::*;\n{state}#[messages]\nimpl State {{\n{methods}}}\n{used}")
}
