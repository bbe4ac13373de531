//! All keys and all kinds of methods, used from outside of the module.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![allow(clippy::missing_errors_doc, reason = "this is no library")]

/// Where the protocol is.
pub mod protocol {
    use switchboard::prelude::*;

    /// What every worker can do.
    #[protocol(handle = AnyWorker, derive(Clone, PartialEq), exhaustive)]
    pub trait Worker: GenServer + Sync {
        /// How many jobs fit.
        const ROOM: usize = 3;
        /// What it makes of jobs, for its own use.
        type Made: Send;

        /// A call.
        #[call(timeout = "2s", rename = work)]
        fn run(&mut self, /** What to do. */ job: String, (times, _): (u32, u8)) -> usize
        where {
            job.len() * times as usize + self.room()
        }

        /// Reads.
        #[call(timeout = infinity)]
        fn room(&self) -> usize {
            Self::ROOM
        }

        /// Waits.
        #[call]
        async fn fetch(&mut self, url: String) -> Vec<u8>;

        /// Waits as well.
        ///
        /// # Errors
        ///
        /// When there is nothing.
        #[call]
        #[must_use]
        async fn try_fetch(&self, url: String) -> Result<u8, String> {
            tokio::task::yield_now().await;
            if url.is_empty() { Err(url) } else { Ok(1) }
        }

        /// Answers later.
        #[call]
        fn later(&mut self, reply: ReplyTo<u8>);

        /// Answers much later.
        #[call]
        async fn much_later(&mut self, cx: &mut Context<Self>, reply: ReplyTo<Option<Pid>>) {
            tokio::task::yield_now().await;
            reply.send(Some(cx.pid()));
        }

        /// A cast.
        #[cast(name = Off, rename = turn_off)]
        fn pause(&mut self, cx: &mut Context<Self>, r#for: u32);

        /// A cast that waits.
        #[cast]
        #[deprecated = "it is slow"]
        async fn slow(&mut self) {
            tokio::task::yield_now().await;
        }

        /// Never there.
        #[cfg(any())]
        #[cast]
        fn nowhere(&mut self, at: Nowhere);

        /// No message.
        fn helper<T: ?Sized>(&self, made: Self::Made, other: &T) -> Self::Made {
            let _ = other;
            made
        }
    }
}

use protocol::{AnyWorker, Worker, WorkerCast};
use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Resizer {
    seen: usize,
}

#[gen_server]
impl Resizer {}

impl Worker for Resizer {
    type Made = u8;

    async fn fetch(&mut self, url: String) -> Vec<u8> {
        self.seen += 1;
        url.into_bytes()
    }

    fn later(&mut self, reply: ReplyTo<u8>) {
        reply.send(4);
    }

    fn pause(&mut self, cx: &mut Context<Self>, r#for: u32) {
        if r#for == 0 {
            cx.stop(ExitReason::Shutdown);
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let resizer = Resizer::start().await.expect("a start");
    let worker = AnyWorker::new(&resizer);
    assert_eq!(worker.work("abc".to_owned(), (2, 0)).await, Ok(9));
    assert_eq!(worker.room().await, Ok(3));
    assert_eq!(worker.fetch("x".to_owned()).await, Ok(vec![b'x']));
    assert_eq!(worker.try_fetch(String::new()).await, Ok(Err(String::new())));
    assert_eq!(worker.later().await, Ok(4));
    assert_eq!(worker.much_later().await, Ok(worker.pid()));
    let off = WorkerCast::Off { r#for: 1 };
    assert!(off.clone() == off);
    match off {
        WorkerCast::Off { .. } | WorkerCast::Slow => {}
    }
    worker.cast(WorkerCast::Slow).expect("room");
    worker.turn_off(0).expect("room");
    assert_eq!(resizer.server().ended().await, ExitReason::Shutdown);
    assert_eq!(resizer.server().pid(), worker.pid());
    assert_eq!(Resizer::default().helper(1, "") + 1, 2);
}
