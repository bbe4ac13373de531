//! An expression that is not complete yet: nothing of it gets into what is generated.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Worker;

#[gen_server]
impl Worker {}

#[derive(Supervisor)]
struct Half {
    #[child(start = Worker::child().)]
    dot: Child<Worker>,
    #[child(start = if true { Worker::child() } else)]
    branch: Child<Worker>,
    #[child(start = Worker::child() Worker::child())]
    two: Child<Worker>,
}

fn main() {
    let _starts = Half::start();
}
