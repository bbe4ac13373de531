//! Protocols, of servers of this crate and of nobody.

use switchboard::prelude::*;

use crate::public::Idle;

/// What every worker can do.
#[protocol]
pub trait Worker {
    /// Does the job.
    #[call(timeout = "2s")]
    fn run(&mut self, job: u64) -> u64;

    /// Finds something, maybe.
    ///
    /// # Errors
    ///
    /// A text, when there is nothing.
    #[call]
    async fn find(&self, name: String) -> Result<usize, String>;

    /// How much fits.
    #[call(rename = space)]
    #[must_use]
    fn room(&self) -> usize {
        usize::MAX
    }

    /// Rests.
    #[cast]
    fn pause(&mut self, bytes: [u8; 512]);

    /// Rests, when there is time.
    #[cast]
    async fn pause_later(&mut self) {
        self.pause([0; 512]);
    }
}

/// Not the function `new`.
#[protocol(handle = New, derive(Clone, Debug), exhaustive)]
pub trait Stops: GenServer {
    /// Stops.
    #[cast]
    fn stop(&mut self, cx: &mut Context<Self>) {
        cx.stop(ExitReason::Shutdown);
    }

    /// Answers later.
    #[call]
    fn later(&mut self, reply: ReplyTo<u64>);
}

/// Nobody has it.
#[protocol(vis = pub(crate))]
pub(crate) trait Hidden {
    /// Nobody asks.
    #[call]
    fn nothing(&self) -> String;
}

impl Worker for Idle {
    fn run(&mut self, job: u64) -> u64 {
        job
    }

    async fn find(&self, name: String) -> Result<usize, String> {
        if name.is_empty() { Err(name) } else { Ok(name.len()) }
    }

    fn pause(&mut self, _bytes: [u8; 512]) {}
}

impl Stops for Idle {
    fn later(&mut self, reply: ReplyTo<u64>) {
        reply.send(4);
    }
}

impl Hidden for Idle {
    fn nothing(&self) -> String {
        String::new()
    }
}

/// What one answers by two of its protocols.
///
/// # Errors
///
/// `StartError`, when it does not start.
pub(crate) async fn asked() -> Result<u64, StartError> {
    let idle = Idle::start().await?;
    let run = WorkerProtocolRef::new(&idle).run(3).await.unwrap_or_default();
    let later = New::from(idle.server().clone()).later().await.unwrap_or_default();
    let hidden = HiddenProtocolRef::new(&idle).nothing().await.map_or(1, |_| 0);
    Ok(run.saturating_add(later).saturating_add(hidden))
}
