//! Without `async` there is nothing to run.

#[switchboard::test]
fn not_async() {}

fn main() {}
