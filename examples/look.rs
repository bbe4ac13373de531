//! A look into a program that hangs: who runs what, who waits for whom, and what waits behind it.
//!
//! Run it with `cargo run --example look`; with `dot` or `mermaid` behind it, it prints a graph.

use std::error::Error;
use std::sync::Arc;

use switchboard::observe;
use switchboard::prelude::*;
use tokio::sync::Notify;

/// Asks a disk that does not answer.
#[derive(GenServer)]
#[server(name = "store")]
struct Store {
    disk: Arc<Notify>,
}

#[gen_server]
impl Store {
    #[init]
    fn open(disk: Arc<Notify>) -> Self {
        Self { disk }
    }

    #[call(timeout = infinity)]
    async fn load(&mut self, key: u64) -> u64 {
        self.disk.notified().await;
        key
    }
}

/// Looks things up in the store.
#[derive(GenServer, Default)]
struct Cart {
    total: u64,
}

#[gen_server]
impl Cart {
    #[cast]
    async fn add(&mut self, item: u64) {
        let store = StoreRef::from(ServerRef::named("store"));
        self.total += store.load(item).await.unwrap_or(0);
    }
}

#[derive(Supervisor)]
#[supervisor(args = Arc<Notify>)]
struct Shop {
    #[child(start = Store::child(args))]
    store: Child<Store>,
    #[child(start = Cart::child())]
    cart: Child<Cart>,
}

#[switchboard::main(flavor = current_thread)]
async fn main() -> Result<(), Box<dyn Error>> {
    let disk = Arc::new(Notify::new());
    let shop = Shop::start_link(Arc::clone(&disk)).await?;
    // ANCHOR: look
    for item in 1..=3 {
        shop.cart.add(item)?;
    }
    // Everybody does what can be done before the disk answers.
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    let tree = observe::tree();
    // ANCHOR_END: look
    match std::env::args().nth(1).as_deref() {
        Some("dot") => println!("{}", tree.to_dot()),
        Some("mermaid") => println!("{}", tree.to_mermaid()),
        Some("json") => println!("{}", tree.to_json()),
        _ => println!("{tree}"),
    }
    Ok(())
}
