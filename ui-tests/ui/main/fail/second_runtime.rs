//! One attribute starts the runtime.

#[switchboard::main]
#[tokio::main]
async fn main() {}
