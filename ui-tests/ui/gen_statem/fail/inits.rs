//! `#[init]` gives the first state and the data, once.

use switchboard::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Only,
}

#[derive(GenStatem)]
struct One;

#[gen_statem(state = State)]
impl One {
    #[init]
    fn new(&self) -> (State, Self) {
        (State::Only, One)
    }
}

#[derive(GenStatem)]
struct Two;

#[gen_statem(state = State)]
impl Two {
    #[init]
    fn new() {}
}

#[derive(GenStatem)]
struct Three;

#[gen_statem(state = State)]
impl Three {
    #[init]
    fn new(name: &str) -> (State, Self) {
        let _ = name;
        (State::Only, Three)
    }

    #[init]
    fn again() -> (State, Self) {
        (State::Only, Three)
    }
}

fn main() {}
