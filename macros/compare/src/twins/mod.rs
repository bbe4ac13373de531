//! One program in several dialects: so many servers, each with the same handlers.
//!
//! Every handler is called once from `main`, because code that nobody calls is not generated. The
//! bodies are the same in all dialects; what differs is what a user of each library has to write.

mod by_hand;
mod kameo;
mod ractor;
mod switchboard;

use std::fmt::Write as _;

/// How many handlers each server has.
pub const HANDLERS: usize = 20;

/// One dialect.
#[derive(Clone, Copy, Debug)]
pub struct Twin {
    /// What the table calls it.
    pub name: &'static str,
    /// What its manifest depends on.
    pub dependencies: &'static str,
    /// A server, and the function `use_it` that calls all of its handlers.
    server: fn(&[Handler]) -> String,
    /// The smallest program that has a server, one that is asked once, where it is one of its own.
    pub hello: Option<&'static str>,
}

/// All of them, the one that the others are compared with first.
pub const TWINS: [Twin; 5] =
    [by_hand::TWIN, switchboard::TWIN, kameo::TWIN, ractor::TWIN, ractor::WITH_METHODS];

/// One handler: what it takes, what it gives back, what it does.
#[derive(Debug)]
pub struct Handler {
    name: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Adds a number, and gives the sum back.
    Add,
    /// Takes and gives a text.
    Greet,
    /// May fail.
    Take,
    /// Nobody waits for it.
    Note,
}

impl Handler {
    fn nth(n: usize) -> Self {
        let kind = [Kind::Add, Kind::Greet, Kind::Take, Kind::Note][n % 4];
        Self { name: format!("handler_{n}"), kind }
    }

    /// The name as a type's or a variant's.
    fn camel(&self) -> String {
        self.name.split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
    }

    fn is_cast(&self) -> bool {
        matches!(self.kind, Kind::Note)
    }

    /// The name and the type of its only argument.
    fn argument(&self) -> (&'static str, &'static str) {
        match self.kind {
            Kind::Add | Kind::Take | Kind::Note => ("amount", "u64"),
            Kind::Greet => ("name", "String"),
        }
    }

    fn reply(&self) -> &'static str {
        match self.kind {
            Kind::Add => "u64",
            Kind::Greet => "String",
            Kind::Take => "Result<u64, Overdrawn>",
            Kind::Note => "()",
        }
    }

    /// An argument to call it with.
    fn value(&self) -> &'static str {
        match self.kind {
            Kind::Greet => "String::from(\"joe\")",
            _ => "1",
        }
    }

    /// What it does with `this`, the state.
    fn body(&self, this: &str) -> String {
        match self.kind {
            Kind::Add => format!("{this}.total += amount; {this}.total"),
            Kind::Greet => format!("{this}.text.push_str(&name); format!(\"hello, {{name}}\")"),
            Kind::Take => format!(
                "match {this}.total.checked_sub(amount) {{ \
                 Some(left) => {{ {this}.total = left; Ok(left) }} None => Err(Overdrawn) }}"
            ),
            Kind::Note => format!("{this}.total = {this}.total.wrapping_add(amount);"),
        }
    }

    /// The handler as a method of the state.
    fn method(&self, attribute: &str, vis: &str) -> String {
        let (argument, ty) = self.argument();
        let reply = if self.is_cast() { String::new() } else { format!("-> {} ", self.reply()) };
        let (name, body) = (&self.name, self.body("self"));
        format!("    {attribute}{vis}fn {name}(&mut self, {argument}: {ty}) {reply}{{ {body} }}\n")
    }
}

/// The state that all servers keep, and the error of the handlers that fail.
const STATE: &str = "#[derive(Default)]\npub struct State { total: u64, text: String }\n";
const ERROR: &str = "#[derive(Debug)]\npub struct Overdrawn;\n";

/// The program: so many servers of this dialect, each in a module of its own.
#[must_use]
pub fn program(twin: &Twin, servers: usize) -> String {
    let handlers: Vec<Handler> = (0..HANDLERS).map(Handler::nth).collect();
    let server = (twin.server)(&handlers);
    let mut text = String::from("#![allow(dead_code)]\n");
    for n in 0..servers {
        let _ = writeln!(text, "mod server_{n} {{\n{ERROR}{server}}}");
    }
    text.push_str("#[tokio::main(flavor = \"current_thread\")]\nasync fn main() {\n");
    for n in 0..servers {
        let _ = writeln!(text, "    server_{n}::use_it().await;");
    }
    text.push_str("}\n");
    text
}

/// `use_it`: starts a server, and calls each handler once.
fn use_it(start: &str, handlers: &[Handler], call: impl Fn(&Handler) -> String) -> String {
    let mut text = format!("pub async fn use_it() {{\n    let server = {start};\n");
    for handler in handlers {
        let _ = writeln!(text, "    {};", call(handler));
    }
    text.push_str("}\n");
    text
}

/// `use_it` where the server has a handle with a method for each message.
fn use_methods(start: &str, handlers: &[Handler]) -> String {
    use_it(start, handlers, |handler| {
        let (name, value) = (&handler.name, handler.value());
        let wait = if handler.is_cast() { "" } else { ".await" };
        format!("let _ = server.{name}({value}){wait}.unwrap()")
    })
}

/// What `#[gen_server]` gets for one server, for the time that an expansion takes.
#[must_use]
pub fn annotated_impl() -> String {
    let handlers: Vec<Handler> = (0..HANDLERS).map(Handler::nth).collect();
    switchboard::annotated_impl(&handlers)
}
