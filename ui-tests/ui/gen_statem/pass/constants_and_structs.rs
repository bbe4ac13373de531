//! States that are named by constants, texts, and structs that have no variants.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

const IDLE: u8 = 0;

#[derive(GenStatem, Default)]
struct Gear;

#[gen_statem(state = u8)]
impl Gear {
    #[on(self::IDLE, call)]
    fn shift(&mut self) -> (&'static str, Next<u8>) {
        ("from idle", Next::to(3))
    }

    #[on(1..=3 | 5, call = shift)]
    fn shift_more(&mut self) -> (&'static str, Next<u8>) {
        ("from low", Next::to(Self::IDLE_AGAIN))
    }

    #[on(_, call = shift)]
    fn shift_any(&mut self) -> &'static str {
        "from high"
    }

    const IDLE_AGAIN: u8 = IDLE;
}

#[derive(GenStatem, Default)]
struct Word;

#[gen_statem(state = &'static str)]
impl Word {
    #[on("" | "a", call)]
    fn next(&mut self, state: &&'static str) -> (usize, Next<&'static str>) {
        (state.len(), Next::to("ab"))
    }

    #[on(_, call = next)]
    fn last(&mut self, state: &&'static str) -> usize {
        state.len()
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Level {
    height: u8,
    wet: bool,
}

#[derive(GenStatem, Default)]
struct Tank;

#[gen_statem(state = Level)]
impl Tank {
    #[on(Level { wet: false, .. }, call)]
    fn fill(&mut self) -> (bool, Next<Level>) {
        (true, Next::to(Level { height: 1, wet: true }))
    }

    #[on(Level { wet: true, .. }, call = fill)]
    fn fill_no_more(&mut self, state: &Level) -> bool {
        state.height == 0
    }
}

/// With a variant of its own name.
#[derive(Clone, Debug, PartialEq)]
enum Open {
    Open { width: u8 },
    Shut,
}

#[derive(GenStatem)]
struct Gate;

#[gen_statem(state = Open)]
impl Gate {
    #[init]
    fn new() -> (Open, Self) {
        (Open::Open { width: 1 }, Self)
    }

    #[on(Open { .. } | Shut, call)]
    fn turn(&mut self, state: &Open) -> (bool, Next<Open>) {
        (matches!(state, Open::Open { width: 1 }), Next::to(Open::Shut))
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let gear = Gear::start().await.expect("a start");
        assert_eq!(gear.shift().await, Ok("from idle"));
        assert_eq!(gear.shift().await, Ok("from low"));
        assert_eq!(gear.shift().await, Ok("from idle"));
        let word = Word::start().await.expect("a start");
        assert_eq!(word.next().await, Ok(0));
        assert_eq!(word.next().await, Ok(2));
        let gate = Gate::start().await.expect("a start");
        assert_eq!(gate.turn().await, Ok(true));
        assert_eq!(gate.turn().await, Ok(false));
        let tank = Tank::start().await.expect("a start");
        assert_eq!(tank.fill().await, Ok(true));
        assert_eq!(tank.fill().await, Ok(false));
    });
}
