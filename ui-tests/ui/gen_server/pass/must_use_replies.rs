//! Replies that must be used are sent, and so they are.

#![deny(warnings, missing_docs, unused_must_use, clippy::all)]

use switchboard::prelude::*;

/// Must be used.
#[must_use = "or nobody knows"]
pub struct Ticket;

/// Gives tickets.
#[derive(GenServer, Default)]
pub struct Desk;

#[gen_server]
impl Desk {
    #[call]
    fn ticket(&self) -> Ticket {
        Ticket
    }

    #[call]
    async fn later(&self) -> Result<Ticket, String> {
        Ok(Ticket)
    }

    #[call]
    fn deferred(&self, reply: ReplyTo<Ticket>) {
        reply.send(Ticket);
    }
}

fn main() {}
