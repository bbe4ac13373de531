//! Who uses an event that was refused is not told about it.

use switchboard::prelude::*;

#[derive(GenStatem)]
struct Door;

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Open,
    Closed,
}

#[gen_statem(state = State)]
impl Door {
    #[init]
    fn new(name: &str) -> (State, Self) {
        drop(name);
        (State::Open, Self)
    }

    #[on(State::Open, call = close)]
    fn close_it(&mut self, by: &str) -> (u64, Next<State>) {
        drop(by);
        (1, Next::to(State::Closed))
    }

    #[on(_, cast)]
    fn kick(&mut self, hard: bool) -> Next<State> {
        drop(hard);
        Next::keep()
    }
}

async fn use_it() -> Result<u64, Box<dyn std::error::Error>> {
    let door = Door::start("front").await?;
    door.kick(true)?;
    Ok(door.close("me").await? + 1)
}

fn main() {}
