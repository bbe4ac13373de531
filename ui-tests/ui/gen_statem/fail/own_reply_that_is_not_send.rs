//! A reply that is bound to its thread is one error, at the type.

use switchboard::prelude::*;

struct View {
    inner: std::rc::Rc<u64>,
}

#[derive(GenStatem)]
struct Door;

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Open,
}

#[gen_statem(state = State)]
impl Door {
    #[init]
    fn new() -> (State, Self) {
        (State::Open, Self)
    }

    #[on(State::Open, call)]
    fn view(&mut self) -> (View, Next<State>) {
        (View { inner: 1.into() }, Next::keep())
    }
}

async fn use_it(door: DoorRef) -> Result<u64, CallError> {
    Ok(*door.view().await?.inner)
}

fn main() {}
