//! Servers, state machines and supervisors that take no arguments need no `start`.

#![deny(warnings, clippy::all)]

use switchboard::PartitionSupervisor;
use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    count: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn count(&mut self) -> u64 {
        self.count += 1;
        self.count
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Open,
    Shut,
}

#[derive(GenStatem, Default)]
struct Door;

#[gen_statem(state = State)]
impl Door {
    #[on(_, call)]
    fn turn(&mut self, state: &State) -> (bool, Next<State>) {
        let next = if *state == State::Open { State::Shut } else { State::Open };
        (*state == State::Open, Next::to(next))
    }
}

#[derive(Supervisor)]
struct Room {
    #[child]
    door: Child<Door>,
}

#[derive(Supervisor)]
struct House {
    #[child]
    counter: Child<Counter>,
    #[child(restart = temporary)]
    room: Child<Room>,
    #[child]
    rooms: PartitionSupervisor<Room>,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let house = House::start().await.expect("a start");
        assert_eq!(house.counter.count().await, Ok(1));
        assert_eq!(house.room.door.turn().await, Ok(true));
        assert_eq!(house.room.door.turn().await, Ok(false));
        assert_eq!(house.rooms.partition(&1).expect("it runs").door.turn().await, Ok(true));
    });
}
