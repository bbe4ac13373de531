//! A service that stays up until ctrl-c or SIGTERM, and then stops in order.
//!
//! ```text
//! cargo run --example service
//! ```

use switchboard::prelude::*;

/// Says when it comes and goes.
#[derive(GenServer)]
#[server(trap_exit, shutdown = "2s")]
struct Part {
    name: &'static str,
}

#[gen_server]
impl Part {
    #[init]
    fn open(name: &'static str) -> Self {
        println!("{name} is up");
        Self { name }
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        println!("{} goes down: {reason}", self.name);
    }
}

#[derive(Supervisor)]
#[supervisor(strategy = rest_for_one)]
struct Service {
    #[child(start = Part::child("store"))]
    _store: Child<Part>,
    #[child(start = Part::child("web"))]
    _web: Child<Part>,
}

#[switchboard::main]
async fn main() -> Result<Service, StartError> {
    Service::start().await
}
