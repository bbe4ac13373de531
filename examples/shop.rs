//! A checkout without side servers: rates fetched at once, background work, a cart that crashes.
//!
//! ```text
//! cargo run --example shop
//! ```

use std::collections::HashMap;
use std::time::Duration;

use switchboard::prelude::*;

/// What is in one customer's cart. Crashes on an item that cannot be.
#[derive(GenServer, Default)]
struct Cart {
    cents: Vec<u64>,
}

#[gen_server]
impl Cart {
    #[call]
    fn add(&mut self, cents: u64) -> usize {
        assert!(cents > 0, "nothing is free");
        self.cents.push(cents);
        self.cents.len()
    }

    #[call]
    fn total(&self) -> u64 {
        self.cents.iter().sum()
    }
}

/// Rates that were fetched before.
#[derive(GenServer, Default)]
struct Cache {
    rates: HashMap<&'static str, u64>,
}

#[gen_server]
impl Cache {
    #[call]
    fn get(&self, rate: &'static str) -> Option<u64> {
        self.rates.get(rate).copied()
    }

    #[cast]
    fn put(&mut self, rate: &'static str, cents: u64) {
        self.rates.insert(rate, cents);
    }
}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Cache::child())]
    cache: Child<Cache>,
    #[child(start = Cart::child())]
    cart: Child<Cart>,
    #[child]
    background: TaskSupervisor,
}

/// Asks a slow service, unless the cache knows.
async fn rate(cache: Child<Cache>, name: &'static str, cents: u64) -> Result<u64, CallError> {
    if let Some(known) = cache.get(name).await? {
        return Ok(known);
    }
    slow(80).await;
    // A full cache only means that the next customer asks again.
    cache.put(name, cents).ok();
    Ok(cents)
}

/// Tax, shipping and local carrier at once: as slow as the slowest.
async fn checkout(shop: &Shop) -> Result<u64, Box<dyn std::error::Error>> {
    let rates = [("tax", 190), ("shipping", 490), ("local carrier", 290)];
    let rates = rates.map(|(name, cents)| Task::spawn(rate(shop.cache.clone(), name, cents)));
    let mut total = shop.cart.total().await?;
    for rate in rates {
        total += rate.await??;
    }
    // Nobody waits for these; they end with the shop, and their crash is theirs alone.
    for (work, millis) in [("fraud check", 20), ("stock reservation", 10)] {
        let work = async move {
            slow(millis).await;
            println!("{work} done");
        };
        shop.background.start_child(work).await?;
    }
    Ok(total)
}

#[switchboard::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop::start().await?;
    shop.cart.add(1000).await?;
    println!("{}", shop.cart.add(0).await.expect_err("the cart crashes"));
    // The supervisor answers after the restart. The new cart is empty.
    shop.cart_is_back().await?;
    println!("{} item in the new cart", shop.cart.add(2500).await?);
    println!("to pay: {} cents", checkout(&shop).await?);
    println!("again, from the cache: {} cents", checkout(&shop).await?);
    slow(50).await;
    shop.supervisor().stop().await?;
    Ok(())
}

impl Shop {
    async fn cart_is_back(&self) -> Result<(), CallError> {
        self.supervisor().count_children().await.map(drop)
    }
}

#[expect(clippy::disallowed_methods, reason = "stands for a service on the network")]
async fn slow(millis: u64) {
    tokio::time::sleep(Duration::from_millis(millis)).await;
}
