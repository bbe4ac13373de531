//! A handler that never comes back would keep its server for ever.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[init]
    fn open() -> ! {
        panic!()
    }

    #[call]
    fn a(&self) -> ! {
        panic!()
    }

    #[cast]
    fn b(&mut self) -> ! {
        panic!()
    }

    #[every("1s")]
    async fn c(&mut self) -> ! {
        panic!()
    }
}

fn main() {}
