//! Who uses what was refused is not told about it.

use switchboard::prelude::*;

#[derive(GenServer)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[init]
    fn open(name: &str, total: u64) -> Self {
        drop(name);
        Self { total }
    }

    #[call]
    fn total(&self) -> u64 {
        self.total
    }

    #[call]
    fn greet(&self, name: &str) -> String {
        name.to_owned()
    }

    #[call]
    async fn name(&self, _cx: &mut Context<Self>, length: usize) -> &str {
        &"counter"[..length]
    }

    #[cast(rename = put)]
    fn take<T>(&mut self, _value: T, _others: Vec<T>) {}

    #[call]
    #[cast]
    fn both(self, _first: u8) -> u8 {
        1
    }
}

async fn use_it() -> Result<(), Box<dyn std::error::Error>> {
    let counter = Counter::start("joe", 4).await?;
    let text: String = counter.greet("you").await?;
    let length = counter.greet(&text).await?.len() + text.len();
    let first = counter.name(length).await?.chars().next();
    counter.put(1, Vec::new())?;
    counter.both(first.into()).await?;
    let task = tokio::spawn(async move { counter.greet("task").await });
    task.await??;
    Ok(())
}

fn main() {}
