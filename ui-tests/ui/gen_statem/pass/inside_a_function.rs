//! A machine that is declared inside a function, by a macro.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

macro_rules! switch {
    ($name:ident, $handler:ident, $reply:ty) => {
        #[derive(GenStatem, Default)]
        struct $name;

        #[gen_statem(state = bool)]
        impl $name {
            #[on(_, call)]
            fn $handler(&mut self, state: &bool) -> ($reply, Next<bool>) {
                (*state, Next::to(!*state))
            }
        }
    };
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    switch!(Lamp, toggle, bool);
    run(async {
        let lamp = Lamp::start().await.expect("a start");
        assert_eq!((lamp.toggle().await, lamp.toggle().await), (Ok(false), Ok(true)));
    });
}
