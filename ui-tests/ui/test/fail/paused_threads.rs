//! A clock is paused on one thread only.

#[switchboard::test(flavor = multi_thread, clock = paused)]
async fn paused() {}

fn main() {}
