//! More work than a server can do: senders that wait for room, callers that leave, and a stop that says what
//! became of every message.
//!
//! ```text
//! cargo run --example printer
//! ```

use std::error::Error;
use std::time::Duration;

use switchboard::StopMode;
use switchboard::prelude::*;
use switchboard::process;

// ANCHOR: server
/// Prints one page after the other.
#[derive(GenServer, Default)]
#[server(mailbox = 8, shutdown = "1s")]
struct Printer {
    pages: u32,
}

#[gen_server]
impl Printer {
    #[cast]
    async fn print(&mut self, pages: u32) {
        for _ in 0..pages {
            process::sleep(Duration::from_millis(1)).await;
            self.pages += 1;
        }
    }

    /// A page for somebody who waits for it, as long as somebody does.
    #[call(timeout = "10ms")]
    async fn proof(&mut self, cx: &mut Context<Self>) -> u32 {
        for _ in 0..100 {
            if cx.caller_left() {
                println!("nobody waits for the proof any more");
                break;
            }
            process::sleep(Duration::from_millis(1)).await;
        }
        self.pages
    }
}
// ANCHOR_END: server

// ANCHOR: send
/// Sends a job, and waits for room if there is none.
async fn send(printer: &PrinterRef, pages: u32) -> Result<(), CallError> {
    while let Err(CastError::Full(_)) = printer.print(pages) {
        printer.server().ready().await?;
    }
    Ok(())
}
// ANCHOR_END: send

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let printer = Printer::start().await?;
    for _ in 0..20 {
        send(&printer, 1).await?;
    }
    println!("20 jobs are sent");
    if let Err(error) = printer.proof().await {
        println!("{error}");
    }
    // ANCHOR: stop
    for _ in 0..8 {
        send(&printer, 1).await?;
    }
    let report = printer.server().stop_mode(StopMode::DrainFor(Duration::from_secs(5))).await?;
    println!("{} jobs were printed after the stop, {} were lost", report.drained, report.lost());
    // ANCHOR_END: stop
    Ok(())
}
