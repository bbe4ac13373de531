//! A server whose messages are written out.

use switchboard::prelude::*;

/// What a counter is told.
#[derive(Clone, Copy, Debug, Message)]
pub enum CounterMsg {
    /// Adds.
    #[call(reply = u64)]
    Add {
        /// How much.
        by: u64,
    },
    /// Answers later.
    #[call(reply = u64)]
    When {
        /// From which number on.
        at: u64,
    },
    /// Forgets.
    #[cast]
    Reset,
}

/// Counts.
#[derive(Clone, Copy, Debug, Default, GenServer)]
pub struct Counter {
    /// How much there is.
    count: u64,
}

#[gen_server(messages = CounterMsg)]
impl Counter {
    /// Adds.
    #[call]
    pub const fn add(&mut self, by: u64) -> u64 {
        self.count = self.count.saturating_add(by);
        self.count
    }

    /// Answers later.
    #[call]
    pub fn when(&mut self, at: u64, reply: ReplyTo<u64>) {
        reply.send(at.max(self.count));
    }

    /// Forgets.
    #[cast]
    pub const fn reset(&mut self) {
        self.count = 0;
    }
}
