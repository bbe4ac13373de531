//! `Self` inside of a macro cannot be found by generated code.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

macro_rules! both {
    ($a:ty, $b:ty) => { ($a, $b) };
}

#[gen_server]
impl Counter {
    #[cast]
    fn merge(&mut self, others: both!(Self, u8)) {
        let _ = others;
    }

    #[call]
    fn pair(&self) -> Option<both!(u8, Vec<Self>)> {
        None
    }

    #[call]
    fn fine(&self, pair: both!(u8, Counter)) -> u8 {
        pair.0
    }
}

fn main() {}
