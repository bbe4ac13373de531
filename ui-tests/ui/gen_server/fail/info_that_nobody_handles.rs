//! A timer brings what some `#[info]` takes.

use std::time::Duration;

use switchboard::prelude::*;

struct Tick;

#[derive(GenServer, Default)]
struct Clock;

#[gen_server]
impl Clock {
    #[cast]
    fn wind(&mut self, cx: &mut Context<Self>) {
        cx.send_after(Duration::from_secs(1), Tick);
    }

    #[info]
    fn down(&mut self, _down: Down) {}
}

async fn tell(clock: ClockRef) {
    let _ = clock.server().send(Tick);
}

fn main() {}
