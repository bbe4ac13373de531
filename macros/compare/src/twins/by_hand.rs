//! What one writes without a library: an enum, a loop, and a handle with a method per message.

use std::fmt::Write as _;

use super::{Handler, STATE, Twin, use_it};

pub(super) const TWIN: Twin = Twin {
    name: "by-hand",
    dependencies: "",
    server,
    hello: "use tokio::sync::{mpsc, oneshot};

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
};

fn server(handlers: &[Handler]) -> String {
    let (mut messages, mut methods, mut arms, mut handle) =
        (String::new(), String::new(), String::new(), String::new());
    for handler in handlers {
        let (name, camel, (argument, ty)) = (&handler.name, handler.camel(), handler.argument());
        methods.push_str(&handler.method("", ""));
        if handler.is_cast() {
            let _ = writeln!(messages, "    {camel} {{ {argument}: {ty} }},");
            let _ = writeln!(
                arms,
                "            Message::{camel} {{ {argument} }} => state.{name}({argument}),"
            );
            let _ = writeln!(
                handle,
                "    pub fn {name}(&self, {argument}: {ty}) -> Result<(), Gone> {{\n        \
                 self.sender.try_send(Message::{camel} {{ {argument} }}).map_err(|_| Gone)\n    }}"
            );
            continue;
        }
        let reply = handler.reply();
        let _ = writeln!(
            messages,
            "    {camel} {{ {argument}: {ty}, reply: oneshot::Sender<{reply}> }},"
        );
        let _ = writeln!(
            arms,
            "            Message::{camel} {{ {argument}, reply }} => {{ \
             let _ = reply.send(state.{name}({argument})); }}"
        );
        let _ = writeln!(
            handle,
            "    pub async fn {name}(&self, {argument}: {ty}) -> Result<{reply}, Gone> {{\n        \
             let (reply, answer) = oneshot::channel();\n        \
             self.sender.send(Message::{camel} {{ {argument}, reply }}).await.map_err(|_| Gone)?;\n        \
             answer.await.map_err(|_| Gone)\n    }}"
        );
    }
    let used = use_it("start()", handlers, |handler| {
        let (name, value) = (&handler.name, handler.value());
        let wait = if handler.is_cast() { "" } else { ".await" };
        format!("let _ = server.{name}({value}){wait}.unwrap()")
    });
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
