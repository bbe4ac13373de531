//! Threads need a flavor that has them.

#[switchboard::test(worker_threads = 2)]
async fn by_default() {}

#[switchboard::test(flavor = current_thread, worker_threads = 2)]
async fn by_name() {}

fn main() {}
