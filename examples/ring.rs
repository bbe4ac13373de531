//! Servers that wait for each other in a ring: an error at once, and not a timeout.
//!
//! Run it with `cargo run --example ring`.

use std::error::Error;

use switchboard::prelude::*;

// ANCHOR: node
#[derive(GenServer, Default)]
struct Node;

#[gen_server]
impl Node {
    /// Calls the last node of `path`, which calls the one before it, and so on.
    #[call]
    async fn pass(&self, mut path: Vec<NodeRef>) -> Result<(), CallError> {
        match path.pop() {
            Some(next) => next.pass(path).await?,
            None => Ok(()),
        }
    }
}
// ANCHOR_END: node

#[switchboard::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // ANCHOR: use
    let (a, b, c) = (Node::start().await?, Node::start().await?, Node::start().await?);
    a.pass(vec![c.clone(), b.clone()]).await??;
    println!("a, b, c: each waited for the next");

    match a.pass(vec![a.clone(), c, b]).await? {
        Err(CallError::Deadlock { ring, .. }) => {
            println!("a, b, c, a: a ring of {}", ring.pids().count());
        }
        other => println!("unexpected: {other:?}"),
    }
    // ANCHOR_END: use
    Ok(())
}
