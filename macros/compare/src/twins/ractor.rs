//! As ractor's users write it: an enum of messages, and one `handle`; and the same with a method for each
//! message, as the others have it.

use std::fmt::Write as _;

use super::{Handler, STATE, Twin, use_it, use_methods};

pub(super) const TWIN: Twin = Twin {
    name: "ractor",
    dependencies: "ractor = \"0.16\"\n",
    server: bare,
    hello: Some(
        "use ractor::{Actor, ActorProcessingErr, ActorRef, RpcReplyPort};

struct Greeter;

struct Greet(String, RpcReplyPort<String>);

impl Actor for Greeter {
    type Msg = Greet;
    type State = ();
    type Arguments = ();

    async fn pre_start(&self, _: ActorRef<Greet>, _: ()) -> Result<(), ActorProcessingErr> {
        Ok(())
    }

    async fn handle(
        &self,
        _: ActorRef<Greet>,
        Greet(name, reply): Greet,
        _: &mut (),
    ) -> Result<(), ActorProcessingErr> {
        reply.send(format!(\"hello, {name}\"))?;
        Ok(())
    }
}

#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    let (greeter, _) = Actor::spawn(None, Greeter, ()).await.unwrap();
    println!(\"{}\", ractor::call!(greeter, Greet, String::from(\"joe\")).unwrap());
}
",
    ),
};

pub(super) const WITH_METHODS: Twin = Twin {
    name: "ractor-with-methods",
    dependencies: TWIN.dependencies,
    server: with_methods,
    hello: None,
};

fn bare(handlers: &[Handler]) -> String {
    let used = use_it(START, handlers, |handler| {
        let (camel, value) = (handler.camel(), handler.value());
        if handler.is_cast() {
            format!("server.cast(Message::{camel}({value})).unwrap()")
        } else {
            format!("let _ = ractor::call!(server, Message::{camel}, {value}).unwrap()")
        }
    });
    format!("{}{used}", server(handlers))
}

/// What ractor leaves to its users: a type that says what the server can be asked.
fn with_methods(handlers: &[Handler]) -> String {
    let mut methods = String::new();
    for handler in handlers {
        let (name, camel, (argument, ty)) = (&handler.name, handler.camel(), handler.argument());
        let (wait, reply, sent) = if handler.is_cast() {
            let error = "ractor::MessagingErr<Message>";
            ("", format!("(), {error}"), format!("self.0.cast(Message::{camel}({argument}))"))
        } else {
            let error = "ractor::RactorErr<Message>";
            let sent = format!("ractor::call!(self.0, Message::{camel}, {argument})");
            ("async ", format!("{}, {error}", handler.reply()), sent)
        };
        let _ = writeln!(
            methods,
            "    pub {wait}fn {name}(&self, {argument}: {ty}) -> Result<{reply}> {{ {sent} }}"
        );
    }
    let used = use_methods(&format!("Handle({START})"), handlers);
    let server = server(handlers);
    format!(
        "{server}#[derive(Clone)]\npub struct Handle(ActorRef<Message>);\n\
         impl Handle {{\n{methods}}}\n{used}"
    )
}

const START: &str = "Actor::spawn(None, Server, ()).await.unwrap().0";

fn server(handlers: &[Handler]) -> String {
    let (mut messages, mut methods, mut arms) = (String::new(), String::new(), String::new());
    for handler in handlers {
        let (name, camel, (argument, ty)) = (&handler.name, handler.camel(), handler.argument());
        methods.push_str(&handler.method("", ""));
        if handler.is_cast() {
            let _ = writeln!(messages, "    {camel}({ty}),");
            let _ = writeln!(
                arms,
                "            Message::{camel}({argument}) => state.{name}({argument}),"
            );
        } else {
            let reply = handler.reply();
            let _ = writeln!(messages, "    {camel}({ty}, RpcReplyPort<{reply}>),");
            let _ = writeln!(
                arms,
                "            Message::{camel}({argument}, reply) => \
                 {{ let _ = reply.send(state.{name}({argument})); }}"
            );
        }
    }
    format!(
        "use ractor::{{Actor, ActorProcessingErr, ActorRef, RpcReplyPort}};
{STATE}pub struct Server;
pub enum Message {{
{messages}}}
impl State {{
{methods}}}
impl Actor for Server {{
    type Msg = Message;
    type State = State;
    type Arguments = ();
    async fn pre_start(&self, _: ActorRef<Message>, _: ()) -> Result<State, ActorProcessingErr> {{
        Ok(State::default())
    }}
    async fn handle(
        &self,
        _: ActorRef<Message>,
        message: Message,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {{
        match message {{
{arms}        }}
        Ok(())
    }}
}}
"
    )
}
