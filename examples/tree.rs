//! A supervision tree: start order, a crash and what comes back, children on demand, an orderly stop.
//!
//! Run it with `cargo run --example tree`.

use std::error::Error;

use switchboard::prelude::*;
use switchboard::report::{self, Event, Reports};

// ANCHOR: children
/// What is on the shelf.
#[derive(GenServer)]
#[server(trap_exit)]
struct Stock {
    left: u32,
}

#[gen_server]
impl Stock {
    #[init]
    fn fill(left: u32) -> Self {
        println!("stock starts with {left}");
        Self { left }
    }

    #[call]
    fn take(&mut self, wanted: u32) -> u32 {
        self.left = self.left.checked_sub(wanted).expect("nobody takes more than there is");
        self.left
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        println!("stock ends with {}, by a crash: {}", self.left, reason.is_abnormal());
    }
}
// ANCHOR_END: children

/// What one customer has put together.
#[derive(GenServer)]
#[server(trap_exit, restart = transient)]
struct Cart {
    owner: String,
    items: u32,
}

#[gen_server]
impl Cart {
    #[init]
    fn open(owner: String) -> Self {
        Self { owner, items: 0 }
    }

    #[call]
    fn put(&mut self, items: u32) -> u32 {
        self.items += items;
        self.items
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        println!("{}'s cart ends: {reason}", self.owner);
    }
}

// ANCHOR: tree
#[derive(Supervisor)]
#[supervisor(strategy = rest_for_one, max_restarts = 3, max_seconds = 5, args = u32)]
struct Shop {
    #[child(start = Stock::child(args))]
    stock: Child<Stock>,
    #[child(start = Cart::dynamic().max_children(100))]
    carts: DynamicSupervisor<Cart>,
}

#[derive(Supervisor)]
struct Town {
    #[child(start = Shop::tree(5))]
    shop: Child<Shop>,
    #[child]
    tasks: TaskSupervisor,
}
// ANCHOR_END: tree

// ANCHOR: settled
/// Waits for a crash, and until the supervisor has dealt with it.
async fn settled(reports: &mut Reports, supervisor: &SupervisorRef) -> Result<(), CallError> {
    while !matches!(reports.next().await.event, Event::ChildTerminated { .. }) {}
    // One mailbox, one order: this is answered after the restart.
    supervisor.count_children().await.map(|_| ())
}
// ANCHOR_END: settled

#[switchboard::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut reports = report::subscribe();
    // ANCHOR: use
    let town = Town::start().await?;
    let shop = &town.shop;
    let cart = shop.carts.start_child(Cart::child("ann".to_owned())).await?;
    println!("ann has {}, {} are left", cart.put(2).await?, shop.stock.take(2).await?);

    let crash = shop.stock.take(99).await;
    settled(&mut reports, &shop.supervisor()).await?;
    println!("asking for 99 failed: {}", matches!(crash, Err(CallError::Exited { .. })));
    println!("{} are left, ann has a cart: {}", shop.stock.take(0).await?, Child::is_alive(&cart));
    // ANCHOR_END: use

    // ANCHOR: stop
    let census = town.tasks.spawn_nolink(async { 12_000 }).await?;
    println!("{} live here", census.await?);
    town.supervisor().stop().await?;
    println!("the stock is alive: {}", Child::is_alive(&shop.stock));
    // ANCHOR_END: stop
    Ok(())
}
