//! A state machine with an event of every type.

use std::time::Duration;

use switchboard::prelude::*;

/// Where a gate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody comes in.
    Shut,
    /// Everybody comes in.
    Open,
}

/// A gate.
#[derive(Clone, Copy, Debug, GenStatem)]
pub struct Gate {
    /// Who came in.
    guests: u32,
}

#[gen_statem(state = State)]
impl Gate {
    /// A gate that is shut.
    #[init]
    const fn build(guests: u32) -> (State, Self) {
        (State::Shut, Self { guests })
    }

    /// Opens it.
    #[on(Shut, cast, ignore = Open)]
    pub fn open(&mut self, cx: &mut StatemContext<Self>) -> Next<State> {
        cx.state_timeout(Duration::from_secs(9), GateStateTimeout::Close);
        cx.event_timeout(Duration::from_secs(5), GateEventTimeout::Quiet);
        cx.timeout(Duration::from_secs(7), GateTimeout::Look { times: 1 });
        cx.next_internal(GateInternal::Oil { drops: 3 });
        Next::to(State::Open)
    }

    /// Goes in, once it is open.
    #[on(Open, call, postpone = Shut)]
    pub const fn come(&mut self, guests: u32) -> (u32, Next<State>) {
        self.guests = self.guests.saturating_add(guests);
        (self.guests, Next::keep())
    }

    /// How many are in.
    #[on(_, call, timeout = "1s")]
    #[must_use]
    pub fn guests(&self, state: &State) -> (u32, bool) {
        (self.guests, *state == State::Open)
    }

    /// Answers later.
    #[on(_, call)]
    pub async fn later(&mut self, reply: ReplyTo<u32>) -> Next<State> {
        reply.send(self.guests);
        Next::keep()
    }

    /// May wait.
    ///
    /// # Errors
    ///
    /// `Postpone`, as long as nobody is in.
    #[on(_, call)]
    pub fn maybe(&mut self, name: String) -> Result<usize, Postpone> {
        if self.guests == 0 { Err(Postpone) } else { Ok(name.len()) }
    }

    /// Somebody ended.
    #[on(_, info)]
    fn down(&mut self, down: Down) -> Next<State> {
        drop(down);
        self.guests = 0;
        Next::to(State::Shut)
    }

    /// Some oil.
    #[on(_, internal)]
    const fn oil(&mut self, drops: u32) {
        self.guests = self.guests.saturating_add(drops);
    }

    /// Nothing happens.
    #[on(_, event_timeout)]
    const fn quiet(&mut self) {
        self.guests = 0;
    }

    /// Enough.
    #[on(_, state_timeout)]
    const fn close(&mut self) -> Next<State> {
        self.guests = 0;
        Next::to(State::Shut)
    }

    /// Looks.
    #[on(_, timeout)]
    const fn look(&mut self, times: u32) {
        self.guests = self.guests.saturating_sub(times);
    }

    /// It is open now.
    #[on(Open, enter)]
    fn opened(&mut self, from: &State) -> Enter {
        if *from == State::Open {
            self.guests = 0;
        }
        Enter::keep()
    }

    /// Says goodbye.
    #[terminate]
    fn end(&mut self, reason: &ExitReason, state: &State) {
        if *state == State::Open && *reason == ExitReason::Normal {
            self.guests = 0;
        }
    }
}
