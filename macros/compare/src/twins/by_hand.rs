//! What one writes without a library: an enum, a loop, and a handle with a method per message.

use std::fmt::Write as _;

use super::{Handler, STATE, Twin, use_methods};

pub(super) const TWIN: Twin = Twin {
    name: "by-hand",
    dependencies: "",
    server,
    hello: Some(
        "use tokio::sync::{mpsc, oneshot};

struct Greet(String, oneshot::Sender<String>);

#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let (sender, mut receiver) = mpsc::channel::<Greet>(1024);
    tokio::spawn(async move {
        while let Some(Greet(name, reply)) = receiver.recv().await {
            let _ = reply.send(format!(\"hello, {name}\"));
        }
    });
    let (reply, answer) = oneshot::channel();
    sender.send(Greet(\"joe\".into(), reply)).await.unwrap();
    println!(\"{}\", answer.await.unwrap());
}
",
    ),
};

/// What a handler adds to each part of the program.
#[derive(Default)]
struct Parts {
    messages: String,
    methods: String,
    arms: String,
    handle: String,
}

impl Parts {
    fn add(&mut self, handler: &Handler) {
        self.methods.push_str(&handler.method("", ""));
        if handler.is_cast() { self.add_cast(handler) } else { self.add_call(handler) }
    }

    fn add_cast(&mut self, handler: &Handler) {
        let (name, camel, (argument, ty)) = (&handler.name, handler.camel(), handler.argument());
        let _ = writeln!(self.messages, "    {camel} {{ {argument}: {ty} }},");
        let _ = writeln!(
            self.arms,
            "            Message::{camel} {{ {argument} }} => state.{name}({argument}),"
        );
        let _ = writeln!(
            self.handle,
            "    pub fn {name}(&self, {argument}: {ty}) -> Result<(), Gone> {{\n        \
             self.sender.try_send(Message::{camel} {{ {argument} }}).map_err(|_| Gone)\n    }}"
        );
    }

    fn add_call(&mut self, handler: &Handler) {
        let (name, camel, (argument, ty)) = (&handler.name, handler.camel(), handler.argument());
        let reply = handler.reply();
        let _ = writeln!(
            self.messages,
            "    {camel} {{ {argument}: {ty}, reply: oneshot::Sender<{reply}> }},"
        );
        let _ = writeln!(
            self.arms,
            "            Message::{camel} {{ {argument}, reply }} => {{ \
             let _ = reply.send(state.{name}({argument})); }}"
        );
        let _ = writeln!(
            self.handle,
            "    pub async fn {name}(&self, {argument}: {ty}) -> Result<{reply}, Gone> {{\n        \
             let (reply, answer) = oneshot::channel();\n        \
             self.sender.send(Message::{camel} {{ {argument}, reply }}).await.map_err(|_| Gone)?;\n        \
             answer.await.map_err(|_| Gone)\n    }}"
        );
    }
}

fn server(handlers: &[Handler]) -> String {
    let mut parts = Parts::default();
    handlers.iter().for_each(|handler| parts.add(handler));
    let Parts { messages, methods, arms, handle } = parts;
    let used = use_methods("start()", handlers);
    format!(
        "use tokio::sync::{{mpsc, oneshot}};
{STATE}#[derive(Debug)]
pub struct Gone;
pub enum Message {{
{messages}}}
impl State {{
{methods}}}
async fn run(mut state: State, mut receiver: mpsc::Receiver<Message>) {{
    while let Some(message) = receiver.recv().await {{
        match message {{
{arms}        }}
    }}
}}
#[derive(Clone)]
pub struct Handle {{ sender: mpsc::Sender<Message> }}
impl Handle {{
{handle}}}
pub fn start() -> Handle {{
    let (sender, receiver) = mpsc::channel(1024);
    tokio::spawn(run(State::default(), receiver));
    Handle {{ sender }}
}}
{used}"
    )
}
