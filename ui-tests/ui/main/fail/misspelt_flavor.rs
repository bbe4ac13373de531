//! A misspelt flavor is told the nearest.

#[switchboard::main(flavor = curent_thread)]
async fn main() {}
