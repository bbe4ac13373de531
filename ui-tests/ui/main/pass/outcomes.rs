//! What main may return.

#![deny(warnings)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
#[supervisor(auto_shutdown = any_significant)]
struct Tree {
    #[child(start = Counter::child(), significant, restart = temporary)]
    counter: Child<Counter>,
}

#[switchboard::main(worker_threads = 2)]
async fn main() -> Result<Tree, StartError> {
    let tree = Tree::start_link().await?;
    // Its only child ends, so the tree does, so the program does.
    tree.counter.server().exit(ExitReason::Shutdown);
    Ok(tree)
}
