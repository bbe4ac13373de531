//! Attributes by their paths, no prelude, a conditional handler, a state that is no enum.

#![deny(warnings, clippy::all)]
#![no_implicit_prelude]

use ::switchboard::{Next, StatemContext};

#[derive(::switchboard::GenStatem)]
struct Counter {
    turns: u64,
}

#[::switchboard::gen_statem(state = (bool, u8), vis = pub(crate))]
impl Counter {
    #[::switchboard::init]
    fn new() -> ((bool, u8), Self) {
        ((true, 0), Self { turns: 0 })
    }

    #[::switchboard::on((true, 0..=2), call)]
    fn turn(&mut self, state: &(bool, u8)) -> (u64, Next<(bool, u8)>) {
        self.turns += 1;
        (self.turns, Next::to((true, state.1 + 1)))
    }

    #[::switchboard::on((_, _), call = turn)]
    fn stuck(&mut self, cx: &mut StatemContext<Self>) -> u64 {
        let _pid = cx.pid();
        0
    }

    #[cfg(any())]
    #[::switchboard::on(_, call)]
    fn nowhere(&mut self) -> Nowhere {
        Nowhere
    }
}

fn main() {
    let runtime = ::tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = ::std::result::Result::expect(runtime, "a runtime");
    runtime.block_on(async {
        let counter = ::std::result::Result::expect(Counter::start().await, "a start");
        for turns in [1, 2, 3, 0] {
            ::std::assert_eq!(counter.turn().await, ::std::result::Result::Ok(turns));
        }
    });
}
