//! Words without their key, words of OTP, and words in the case of the runtime's types.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Worker;

#[gen_server]
impl Worker {}

#[derive(Supervisor)]
#[supervisor(one_for_all, intensity = 3, period = 5)]
struct Words {
    #[child(temporary)]
    first: Child<Worker>,
    #[child(brutal_kill)]
    second: Child<Worker>,
}

#[derive(Supervisor)]
#[supervisor(strategy = Strategy::OneForAll, auto_shutdown = "AnySignificant")]
struct Paths {
    #[child(restart = Transient, shutdown = BrutalKill)]
    first: Child<Worker>,
    #[child(shutdown = 5s, start_timeout = 250ms)]
    second: Child<Worker>,
    #[child(id = second)]
    third: Child<Worker>,
}

fn main() {}
