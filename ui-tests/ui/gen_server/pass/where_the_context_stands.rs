//! Context and reply port at any place, in any form.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// Takes its context anywhere.
#[derive(GenServer, Default)]
pub struct Places;

#[gen_server]
impl Places {
    #[init]
    async fn open(cx: &mut Context<Self>, text: String) -> Result<Self, std::io::Error> {
        let _ = (cx.pid(), text);
        Ok(Self)
    }

    #[call]
    fn first(&self, cx: &mut Context<Self>, a: u8) -> (Pid, u8) {
        (cx.pid(), a)
    }

    #[call]
    fn last(&mut self, a: u8, cx: &mut switchboard::Context<Places>) -> (Pid, u8) {
        (cx.pid(), a)
    }

    #[call]
    async fn both(&mut self, reply: ReplyTo<u8>, a: u8, cx: &mut Context<Self>) {
        let _ = cx.pid();
        reply.send(a);
    }

    #[cast]
    async fn cast(&self, cx: &mut Context<Self>) {
        let _ = cx.pid();
    }

    #[terminate]
    fn close(&mut self, cx: &mut Context<Self>, reason: &ExitReason) {
        let _ = (cx.pid(), reason);
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let places = Places::start(String::new()).await.expect("a start");
        let pid = places.server().pid().expect("it runs");
        assert_eq!(places.first(1).await, Ok((pid, 1)));
        assert_eq!(places.last(2).await, Ok((pid, 2)));
        assert_eq!(places.both(3).await, Ok(3));
        places.cast().expect("room");
        places.server().stop().await.expect("a stop");
    });
}
