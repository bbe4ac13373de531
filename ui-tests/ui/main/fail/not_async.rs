//! Only an async main needs a runtime.

#[switchboard::main]
fn main() {}
