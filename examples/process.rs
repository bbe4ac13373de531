//! Plain processes: a typed mailbox, links, monitors and trapped exits, without a server.
//!
//! Run it with `cargo run --example process`.

use std::error::Error;

use switchboard::ExitReason;
use switchboard::process::{self, Inbox, Mail, NotInProcess, ProcessOptions, ProcessRef};

// ANCHOR: worker
enum Ask {
    Square { of: u64, answer_to: ProcessRef<u64> },
    Finish,
}

async fn squares(mut inbox: Inbox<Ask>) -> Result<(), Box<dyn Error + Send + Sync>> {
    while let Ask::Square { of, answer_to } = inbox.message().await {
        answer_to.send(of.checked_mul(of).ok_or("too large to square")?)?;
    }
    Ok(())
}
// ANCHOR_END: worker

// ANCHOR: monitor
/// Asks for squares, and watches who is asked.
async fn customer(mut inbox: Inbox<u64>, worker: ProcessRef<Ask>) -> Result<(), NotInProcess> {
    process::monitor(worker.pid())?;
    for of in [12, u64::MAX] {
        // A worker that is gone lets the message fall; its `Down` tells.
        let _full = worker.send(Ask::Square { of, answer_to: inbox.self_ref() });
        match inbox.recv().await {
            Mail::Message(square) => println!("{of} squared is {square}"),
            Mail::Down(down) => println!("the worker ended: {}", down.reason),
            other => println!("unexpected: {other:?}"),
        }
    }
    Ok(())
}
// ANCHOR_END: monitor

// ANCHOR: trap
/// Starts a worker that shares its fate, unless this process traps exits.
async fn parent(mut inbox: Inbox<()>) -> ExitReason {
    let linked = process::spawn_link(|_: Inbox<()>| async { ExitReason::custom("out of paper") });
    match (linked, inbox.recv().await) {
        (Ok(child), Mail::Exit(exit)) if exit.from == child.pid() => exit.reason,
        _ => ExitReason::Normal,
    }
}
// ANCHOR_END: trap

#[switchboard::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // ANCHOR: use
    let worker = process::spawn(squares)?;
    let asked = worker.clone();
    let customer = process::spawn(move |inbox| customer(inbox, asked))?;
    println!("the customer ended: {}", customer.ended().await);

    let worker = ProcessOptions::new().name("squares").mailbox(16).spawn(squares)?;
    println!("the name leads to it: {}", process::whereis("squares") == Some(worker.pid()));
    worker.send(Ask::Finish)?;
    println!("the worker ended: {}", worker.ended().await);
    println!("the name is free: {}", process::whereis("squares").is_none());

    let trapping = ProcessOptions::new().trap_exit(true).spawn(parent)?;
    println!("trapped: {}", trapping.ended().await);
    let linked = process::spawn(parent)?;
    println!("not trapped: {}", linked.ended().await);
    // ANCHOR_END: use
    Ok(())
}
