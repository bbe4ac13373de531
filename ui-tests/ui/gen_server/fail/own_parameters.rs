//! Parameters of a handler's own, which no caller could choose.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn of<T>(&self) -> u64 {
        self.total
    }

    #[cast]
    fn take<'a, const N: usize>(&'a mut self, by: [u64; N]) {
        self.total += by.len() as u64;
    }

    #[cast]
    fn sized(&mut self)
    where
        Self: Sized,
    {
    }

    #[init]
    fn open<T: Into<u64>>() -> Self {
        Self { total: 0 }
    }
}

fn main() {}
