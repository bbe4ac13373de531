//! Nobody passes arguments to main.

#[switchboard::main]
async fn main(args: Vec<String>) {}
