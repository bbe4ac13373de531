//! A pool of workers of several types behind one protocol: called, cast to, and followed over a restart.
//!
//! Run it with `cargo run --example workers`.

use std::error::Error;

use switchboard::prelude::*;

// ANCHOR: protocol
/// What every worker can do.
#[protocol]
trait Worker {
    /// Does the job.
    #[call(timeout = "2s")]
    fn run(&mut self, job: String) -> String;

    /// How many jobs are done. A worker that does not count has done none.
    #[call]
    async fn done(&self) -> usize {
        0
    }

    /// Begins anew.
    #[cast]
    fn reset(&mut self) {}
}
// ANCHOR_END: protocol

// ANCHOR: workers
/// Shouts, and counts.
#[derive(GenServer, Default)]
struct Shouter(usize);

#[gen_server]
impl Shouter {}

impl Worker for Shouter {
    fn run(&mut self, job: String) -> String {
        assert!(!job.is_empty(), "nothing to shout");
        self.0 += 1;
        job.to_uppercase()
    }

    async fn done(&self) -> usize {
        self.0
    }

    fn reset(&mut self) {
        self.0 = 0;
    }
}

/// Reverses, and has a message of its own.
#[derive(GenServer, Default)]
struct Mirror(String);

#[gen_server]
impl Mirror {
    #[call]
    fn last(&self) -> String {
        self.0.clone()
    }
}

impl Worker for Mirror {
    fn run(&mut self, job: String) -> String {
        self.0 = job.chars().rev().collect();
        self.last()
    }
}
// ANCHOR_END: workers

// ANCHOR: context
/// What can be sent home.
#[protocol]
trait Leaver: GenServer {
    #[call]
    fn leave(&mut self, cx: &mut Context<Self>) -> Pid {
        cx.stop(ExitReason::Shutdown);
        cx.pid()
    }
}

impl Leaver for Mirror {}
// ANCHOR_END: context

#[derive(Supervisor)]
struct Pool {
    #[child(start = Shouter::child())]
    shouter: Child<Shouter>,
    #[child(start = Mirror::child())]
    mirror: Child<Mirror>,
}

#[switchboard::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // ANCHOR: use
    let pool = Pool::start().await?;
    let workers = [WorkerProtocolRef::new(&pool.shouter), WorkerProtocolRef::new(&pool.mirror)];
    for worker in &workers {
        println!("{}, {} done", worker.run("abc".to_owned()).await?, worker.done().await?);
    }
    println!("the mirror still shows {}", pool.mirror.last().await?);
    // ANCHOR_END: use

    // ANCHOR: restart
    let before = workers[0].pid();
    let failed = workers[0].run(String::new()).await.is_err();
    while workers[0].pid() == before {
        tokio::task::yield_now().await;
    }
    println!("failed: {failed}, then {}", workers[0].run("again".to_owned()).await?);
    workers.iter().try_for_each(WorkerProtocolRef::reset)?;
    println!("{} done", workers[0].done().await?);
    // ANCHOR_END: restart

    let left = LeaverProtocolRef::new(&pool.mirror).leave().await?;
    println!("the mirror left: {}", !switchboard::process::is_alive(left));
    Ok(())
}
