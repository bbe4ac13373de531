//! One thread is one thread.

#[switchboard::main(flavor = current_thread, worker_threads = 2)]
async fn main() {}
