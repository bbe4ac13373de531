//! kameo's side of the trials.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use kameo::Actor;
use kameo::actor::{ActorRef, Spawn};
use kameo::mailbox;
use kameo::message::{Context, Message};
use tokio::sync::Notify;

use crate::{BACKLOG, Handled, backlog, bounded, calls, ring};

#[derive(Actor)]
struct Desk {
    handled: Handled,
}

struct Wait(Arc<Notify>);
struct Note;
struct Fall;
struct Ask;
struct AskOn(Vec<ActorRef<Desk>>);

impl Message<Wait> for Desk {
    type Reply = ();

    async fn handle(&mut self, Wait(gate): Wait, _cx: &mut Context<Self, ()>) {
        gate.notified().await;
    }
}

impl Message<Note> for Desk {
    type Reply = ();

    async fn handle(&mut self, _note: Note, _cx: &mut Context<Self, ()>) {
        self.handled.fetch_add(1, Ordering::SeqCst);
    }
}

impl Message<Fall> for Desk {
    type Reply = ();

    async fn handle(&mut self, _fall: Fall, _cx: &mut Context<Self, ()>) {
        panic!("told to");
    }
}

impl Message<Ask> for Desk {
    type Reply = u8;

    async fn handle(&mut self, _ask: Ask, _cx: &mut Context<Self, u8>) -> u8 {
        1
    }
}

impl Message<AskOn> for Desk {
    type Reply = bool;

    async fn handle(&mut self, AskOn(mut path): AskOn, _cx: &mut Context<Self, bool>) -> bool {
        match path.pop() {
            Some(next) => Box::pin(next.ask(AskOn(path)).send()).await.unwrap_or(false),
            None => true,
        }
    }
}

pub(crate) async fn run(trial: &str) -> String {
    let (handled, gate) = (Handled::default(), Arc::new(Notify::new()));
    let open = || Desk { handled: Arc::clone(&handled) };
    let desk = Desk::spawn_with_mailbox(open(), mailbox::unbounded());
    desk.tell(Wait(Arc::clone(&gate))).send().await.expect("it runs");
    match trial {
        "backlog" => {
            for _ in 0..BACKLOG {
                desk.tell(Note).send().await.expect("it runs");
            }
            desk.stop_gracefully().await.expect("it runs");
            gate.notify_one();
            desk.wait_for_shutdown().await;
            backlog(&handled, "`stop_gracefully`")
        }
        "panic" => {
            desk.tell(Fall).send().await.expect("it runs");
            let asked: Vec<_> = (0..5)
                .map(|_| {
                    let desk = desk.clone();
                    tokio::spawn(async move { bounded(desk.ask(Ask).send()).await })
                })
                .collect();
            for _ in 0..1000 {
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
            let other = Desk::spawn_with_mailbox(open(), mailbox::unbounded());
            let path = vec![desk.clone(), other];
            ring(bounded(desk.ask(AskOn(path)).send()).await.map(|outcome| format!("{outcome:?}")))
        }
    }
}
