//! A private handler may take and give private types.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

#[derive(Default)]
struct Ticket(u8);

#[derive(GenServer, Default)]
struct Desk {
    last: Ticket,
}

#[gen_server(vis = pub(self))]
impl Desk {
    #[call]
    fn swap(&mut self, new: Ticket) -> Ticket {
        std::mem::replace(&mut self.last, new)
    }
}

async fn number(desk: &DeskRef) -> Option<u8> {
    desk.swap(Ticket(1)).await.ok().map(|ticket| ticket.0)
}

fn main() {
    let _ = async {
        let desk = Desk::start().await.expect("a start");
        number(&desk).await
    };
}
