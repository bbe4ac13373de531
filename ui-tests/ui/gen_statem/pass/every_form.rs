//! Every form of a handler, without a warning.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

use std::time::Duration;

use switchboard::prelude::*;

/// A lamp.
#[derive(GenStatem)]
#[statem(mailbox = 16, shutdown = "1s", trap_exit)]
pub struct Lamp {
    level: u8,
    waiting: Vec<ReplyTo<u8>>,
}

/// On or off.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Off.
    Off,
    /// On, for someone.
    On {
        /// For whom.
        whom: String,
    },
    /// Broken, so many times.
    Broken(u8),
}

/// A plain message.
pub struct Tick;

#[gen_statem(state = State, derive(Clone), exhaustive)]
impl Lamp {
    /// Makes it.
    #[init]
    async fn new(level: u8) -> Result<(State, Self), String> {
        if level == 0 { Err("dark".to_owned()) } else { Ok((State::Off, Self { level, waiting: Vec::new() })) }
    }

    /// Turns it on.
    #[on(Off, call, timeout = "2s", postpone = Broken(3..))]
    pub fn turn_on(&mut self, whom: String) -> (u8, Next<State>) {
        (self.level, Next::to(State::On { whom }))
    }

    #[on(On { .. } | Broken(_), call = turn_on)]
    async fn is_on(&mut self, _whom: String, state: &State) -> u8 {
        tokio::task::yield_now().await;
        if matches!(state, State::Broken(_)) { 0 } else { self.level }
    }

    /// Turns it off.
    #[on(_, call)]
    pub fn turn_off(&mut self) -> Next<State> {
        Next::to(State::Off)
    }

    /// Answers when it is on.
    #[on(_, call)]
    pub fn when_on(&mut self, reply: ReplyTo<u8>, cx: &mut StatemContext<Self>) -> Next<State> {
        self.waiting.push(reply);
        cx.event_timeout(Duration::from_secs(60), LampEventTimeout::Idle);
        Next::keep()
    }

    /// Breaks it, when it is on.
    #[on(_, cast, ignore = Broken)]
    pub fn hit(&mut self, how_hard: u8, state: &State) -> Result<Next<State>, Postpone> {
        if *state == State::Off { Err(Postpone) } else { Ok(Next::to(State::Broken(how_hard))) }
    }

    #[on(_, info)]
    fn tick(&mut self, _: Tick, cx: &mut StatemContext<Self>) {
        cx.next_internal(LampInternal::Dim { by: 1 });
    }

    #[on(_, internal)]
    fn dim(&mut self, by: u8) -> Result<(), Postpone> {
        self.level = self.level.checked_sub(by).ok_or(Postpone)?;
        Ok(())
    }

    #[on(Off, event_timeout, ignore = On | Broken)]
    fn idle(&mut self) -> Next<State> {
        Next::stop(ExitReason::Normal)
    }

    #[on(_, state_timeout)]
    fn burnt(&mut self) -> Next<State> {
        Next::to(State::Broken(1))
    }

    #[on(_, timeout)]
    fn flicker(&mut self) {}

    #[on(On, enter)]
    fn lit(&mut self, from: &State, state: &State, cx: &mut StatemContext<Self>) -> Enter {
        if from != state {
            cx.state_timeout(Duration::from_secs(3_600), LampStateTimeout::Burnt);
            cx.timeout(Duration::MAX, LampTimeout::Flicker);
        }
        for reply in self.waiting.drain(..) {
            reply.send(self.level);
        }
        Enter::keep()
    }

    #[on(Off, enter)]
    fn dark(&mut self) {}

    #[terminate]
    fn end(&mut self, reason: &ExitReason, state: &State) {
        assert!(reason.is_orderly() || *state != State::Off);
    }

    /// A helper.
    #[must_use]
    pub fn level(&self) -> u8 {
        self.level
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        assert!(Lamp::start(0).await.is_err());
        let lamp = Lamp::start(5).await.expect("a start");
        lamp.hit(1).expect("room");
        assert_eq!(lamp.turn_on("ann".to_owned()).await, Ok(5));
        assert_eq!(lamp.turn_on("bob".to_owned()).await, Ok(0));
        assert_eq!(lamp.turn_off().await, Ok(()));
        lamp.server().stop().await.expect("a stop");
    });
}
