//! The keys of `test`, each wrong in its own way.

#[switchboard::test(clok = real, leaks = "allow", flavor = single, worker_threads = 0, crate = switchboard)]
async fn keys() {}

fn main() {}
