//! The type of a child where what makes its specification belongs.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Worker;

#[gen_server]
impl Worker {}

#[derive(Supervisor)]
struct Types {
    #[child(start = Worker)]
    path: Child<Worker>,
    #[child(start = "Worker")]
    text: Child<Worker>,
    #[child(start = Worker {})]
    value: Child<Worker>,
}

#[derive(Supervisor)]
struct Keyless {
    #[child(Worker::child())]
    function: Child<Worker>,
    #[child(Worker)]
    path: Child<Worker>,
}

fn main() {}
