//! The handlers of one event take and reply the same, and the one that does not is told so at its type.

use switchboard::prelude::*;

#[derive(Clone, Debug, PartialEq)]
enum State {
    Open,
    Shut,
}

#[derive(GenStatem)]
struct Door;

#[gen_statem(state = State)]
impl Door {
    #[init]
    fn new() -> (State, Self) {
        (State::Open, Self)
    }

    #[on(Open, call)]
    fn count(&self) -> u32 {
        1
    }

    #[on(Shut, call = count)]
    fn count_shut(&self) -> Vec<u8> {
        vec![]
    }

    #[on(Open, call)]
    fn walk(&mut self, name: String) -> (bool, Next<State>) {
        (name.is_empty(), Next::to(State::Shut))
    }

    #[on(Shut, call = walk)]
    fn walk_shut(&mut self, name: Vec<u8>) -> (u8, Next<State>) {
        (u8::from(name.is_empty()), Next::keep())
    }

    #[on(Open, call)]
    fn ask(&mut self) -> bool {
        true
    }

    #[on(Shut, call = ask)]
    fn ask_shut(&mut self, reply: ReplyTo<String>) {
        reply.send(String::new());
    }

    #[on(Open, call)]
    fn same(&mut self, text: String) -> u8 {
        u8::from(text.is_empty())
    }

    #[on(Shut, call = same)]
    fn same_shut(&mut self, text: std::string::String) -> Result<core::primitive::u8, Postpone> {
        drop(text);
        Err(Postpone)
    }
}

fn main() {}
