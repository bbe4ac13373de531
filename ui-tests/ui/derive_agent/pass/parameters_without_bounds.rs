//! Parameters of the struct need no bounds: what its methods ask for, they ask for themselves.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

#[derive(Agent)]
struct Slot<T> {
    #[agent(get, set, update)]
    item: Option<T>,
}

/// Not `Clone`, so the handle has no getter for it.
#[derive(Debug, PartialEq)]
struct Ticket(u8);

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let slot = SlotAgent::start(|| Slot { item: Some(1_u8) }).await.expect("a start");
        assert_eq!(slot.item().await, Ok(Some(1)));
        let slot = SlotAgent::start(|| Slot { item: None }).await.expect("a start");
        slot.set_item(Some(Ticket(2))).await.expect("a reply");
        assert_eq!(slot.update_item(Option::take).await, Ok(Some(Ticket(2))));
    });
}
