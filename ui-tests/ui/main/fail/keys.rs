//! The keys of `main`, each wrong in its own way.

#[switchboard::main(flavour = current_thread, worker_threads = "2", crate = switchboard)]
async fn main() {}
