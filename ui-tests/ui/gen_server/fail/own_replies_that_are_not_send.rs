//! A reply that is bound to its thread is one error, at the type, whatever it is made of.

use switchboard::prelude::*;

struct View {
    inner: std::rc::Rc<u64>,
}

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn view(&self) -> View {
        View { inner: self.total.into() }
    }
}

#[derive(GenServer, Default)]
struct Slow;

#[gen_server]
impl Slow {
    #[call]
    async fn views(&self) -> Option<Vec<View>> {
        None
    }
}

async fn use_them(counter: CounterRef, slow: SlowRef) -> Result<u64, CallError> {
    let _ = slow.views().await?;
    Ok(*counter.view().await?.inner)
}

fn main() {}
