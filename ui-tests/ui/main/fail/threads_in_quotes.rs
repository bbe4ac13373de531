//! A number has no quotes.

#[switchboard::main(worker_threads = "4")]
async fn main() {}
