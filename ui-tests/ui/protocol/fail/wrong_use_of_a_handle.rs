//! The handle takes what the methods take.

use switchboard::prelude::*;

#[protocol]
trait Worker {
    #[call]
    fn run(&mut self, job: u32) -> u32;
    #[cast]
    fn pause(&mut self);
}

async fn uses(worker: WorkerProtocolRef) -> Result<(), CallError> {
    let text: String = worker.run(1).await?;
    worker.run("text").await?;
    worker.pause().await;
    worker.stop().await;
    Ok(())
}

fn main() {}
