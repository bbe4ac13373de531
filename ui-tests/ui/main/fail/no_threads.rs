//! A runtime has at least one thread.

#[switchboard::main(worker_threads = 0)]
async fn main() {}
