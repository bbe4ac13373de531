//! What a handler may give back depends on who waits.

use switchboard::prelude::*;

#[derive(GenStatem, Default)]
struct Door {
    code: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    #[default]
    Locked,
    Open,
}

#[gen_statem(state = State)]
impl Door {
    #[on(_, cast)]
    fn a(&mut self) -> u32 {
        1
    }

    #[on(_, info)]
    fn b(&mut self, _down: Down) -> (u32, Next<State>) {
        (1, Next::keep())
    }

    #[on(_, timeout)]
    fn c(&mut self) -> bool {
        true
    }

    #[on(Locked, enter)]
    fn d(&mut self) -> Next<State> {
        Next::keep()
    }

    #[on(Open, enter)]
    fn e(&mut self) -> Result<(), Postpone> {
        Ok(())
    }

    #[on(_, call)]
    fn f(&self) -> ! {
        panic!()
    }

    #[on(_, call)]
    fn g(&self, reply: ReplyTo<u32>) -> u32 {
        1
    }

    #[on(_, call)]
    fn h(&self) -> impl Future<Output = u32> {
        std::future::ready(1)
    }
}

fn main() {}
