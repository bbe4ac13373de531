//! Children that cannot be started without being told how.

use switchboard::prelude::*;

#[derive(Agent)]
struct Hits {
    #[agent(get)]
    count: u64,
}

#[derive(Supervisor)]
#[supervisor(args = u8)]
struct Sized {
    #[child(start = HitsAgent::child(move || Hits { count: args.into() }))]
    hits: Child<Hits>,
}

#[derive(Supervisor)]
struct Shop {
    #[child]
    hits: Child<Hits>,
    #[child]
    total: Child<Agent<u64>>,
    #[child]
    sized: Child<Sized>,
}

fn main() {}
