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

/// Sent, whatever its parameter is.
#[derive(Clone, Default)]
struct Id<T>(u8, std::marker::PhantomData<fn() -> T>);

#[derive(Agent)]
struct Ids<T> {
    #[agent(get, set)]
    id: Id<T>,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let slot = SlotAgent::start(|| Slot { item: Some(1_u8) }).await.expect("a start");
        assert_eq!(slot.item().await, Ok(Some(1)));
        let slot = SlotAgent::start(|| Slot { item: None }).await.expect("a start");
        slot.set_item(Some(Ticket(2))).await.expect("a reply");
        let ids = IdsAgent::<std::rc::Rc<u8>>::start(|| Ids { id: Id::default() }).await;
        assert_eq!(ids.expect("a start").id().await.map(|id| id.0), Ok(0));
        assert_eq!(slot.update_item(Option::take).await, Ok(Some(Ticket(2))));
    });
}
