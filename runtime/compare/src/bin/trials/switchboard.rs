//! Switchboard's side of the trials.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use switchboard::prelude::*;
use tokio::sync::Notify;

use crate::{BACKLOG, Handled, backlog, bounded, calls, ring};

#[derive(GenServer)]
struct Desk {
    handled: Handled,
}

#[gen_server]
impl Desk {
    #[init]
    fn open(handled: Handled) -> Self {
        Self { handled }
    }

    #[cast]
    async fn wait(&mut self, gate: Arc<Notify>) {
        gate.notified().await;
    }

    #[cast]
    fn note(&mut self) {
        self.handled.fetch_add(1, Ordering::SeqCst);
    }

    #[cast]
    fn fall(&mut self) {
        panic!("told to");
    }

    #[call(timeout = infinity)]
    fn ask(&self) -> u8 {
        1
    }

    #[call(timeout = infinity)]
    async fn ask_back(&mut self, other: DeskRef, back: DeskRef) -> Result<u8, CallError> {
        other.ask_on(back).await?
    }

    #[call(timeout = infinity)]
    async fn ask_on(&mut self, back: DeskRef) -> Result<u8, CallError> {
        back.ask().await
    }
}

async fn desk() -> (DeskRef, Handled, Arc<Notify>) {
    let (handled, gate) = (Handled::default(), Arc::new(Notify::new()));
    let desk = Desk::start(Arc::clone(&handled)).await.expect("a start");
    desk.wait(Arc::clone(&gate)).expect("room");
    (desk, handled, gate)
}

pub(crate) async fn run(trial: &str) -> String {
    let (desk, handled, gate) = desk().await;
    match trial {
        "backlog" => {
            for _ in 0..BACKLOG {
                desk.note().expect("room");
            }
            let (stop, ()) = tokio::join!(desk.server().stop(), async {
                tokio::task::yield_now().await;
                gate.notify_one();
            });
            drop(stop);
            backlog(&handled, "`stop`")
        }
        "panic" => {
            desk.fall().expect("room");
            let asked: Vec<_> = (0..5)
                .map(|_| {
                    let desk = desk.clone();
                    tokio::spawn(async move { bounded(desk.ask()).await })
                })
                .collect();
            while desk.server().mailbox_len() < 6 {
                tokio::task::yield_now().await;
            }
            gate.notify_one();
            let mut outcomes = Vec::new();
            for call in asked {
                outcomes.push(call.await.expect("a task").map(|outcome| outcome.is_ok()));
            }
            calls(&outcomes)
        }
        _ => {
            gate.notify_one();
            let other = Desk::start(handled).await.expect("a start");
            let outcome = bounded(desk.ask_back(other, desk.clone())).await;
            ring(outcome.map(|outcome| match outcome {
                Ok(Err(CallError::Deadlock { .. })) => "an error that names the ring".to_owned(),
                other => format!("{other:?}"),
            }))
        }
    }
}
