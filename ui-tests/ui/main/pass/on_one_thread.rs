//! A documented main on one thread.

#![deny(warnings, missing_docs, clippy::all)]

/// Does nothing.
#[switchboard::main(flavor = current_thread)]
pub async fn main() -> Result<(), String> {
    std::future::ready(()).await;
    Ok(())
}
