//! actix's side of the trials: an actor has a thread of its own here, for a panic may end it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use actix::prelude::*;
use tokio::sync::{Notify, oneshot};

use crate::{BACKLOG, Handled, backlog, bounded, calls, ring};

struct Desk {
    handled: Handled,
    _ended: Option<oneshot::Sender<()>>,
}

impl Actor for Desk {
    type Context = Context<Self>;

    fn started(&mut self, cx: &mut Context<Self>) {
        cx.set_mailbox_capacity(usize::try_from(2 * BACKLOG).expect("few"));
    }
}

#[derive(Message)]
#[rtype(result = "()")]
struct Wait(Arc<Notify>);

#[derive(Message)]
#[rtype(result = "()")]
struct Note;

#[derive(Message)]
#[rtype(result = "()")]
struct Halt;

#[derive(Message)]
#[rtype(result = "()")]
struct Fall;

#[derive(Message)]
#[rtype(result = "bool")]
struct Ask;

#[derive(Message)]
#[rtype(result = "bool")]
struct AskOn(Vec<Addr<Desk>>);

impl Handler<Wait> for Desk {
    type Result = AtomicResponse<Self, ()>;

    fn handle(&mut self, Wait(gate): Wait, _cx: &mut Context<Self>) -> Self::Result {
        AtomicResponse::new(Box::pin(async move { gate.notified().await }.into_actor(self)))
    }
}

impl Handler<Note> for Desk {
    type Result = ();

    fn handle(&mut self, _note: Note, _cx: &mut Context<Self>) {
        self.handled.fetch_add(1, Ordering::SeqCst);
    }
}

impl Handler<Halt> for Desk {
    type Result = ();

    fn handle(&mut self, _halt: Halt, cx: &mut Context<Self>) {
        cx.stop();
    }
}

impl Handler<Fall> for Desk {
    type Result = ();

    fn handle(&mut self, _fall: Fall, _cx: &mut Context<Self>) {
        panic!("told to");
    }
}

impl Handler<Ask> for Desk {
    type Result = bool;

    fn handle(&mut self, _ask: Ask, _cx: &mut Context<Self>) -> bool {
        true
    }
}

impl Handler<AskOn> for Desk {
    type Result = AtomicResponse<Self, bool>;

    fn handle(&mut self, AskOn(mut path): AskOn, _cx: &mut Context<Self>) -> Self::Result {
        let on = async move {
            match path.pop() {
                Some(next) => next.send(AskOn(path)).await.unwrap_or(false),
                None => true,
            }
        };
        AtomicResponse::new(Box::pin(on.into_actor(self)))
    }
}

pub(crate) fn run(trial: &str) -> String {
    System::new().block_on(trial_of(trial))
}

async fn trial_of(trial: &str) -> String {
    let (handled, gate) = (Handled::default(), Arc::new(Notify::new()));
    let (ended, end) = oneshot::channel();
    let own = Arc::clone(&handled);
    let desk = Desk::start_in_arbiter(&Arbiter::new().handle(), move |_| Desk {
        handled: own,
        _ended: Some(ended),
    });
    desk.do_send(Wait(Arc::clone(&gate)));
    match trial {
        "backlog" => {
            for _ in 0..BACKLOG / 2 {
                desk.do_send(Note);
            }
            desk.do_send(Halt);
            for _ in 0..BACKLOG / 2 {
                desk.do_send(Note);
            }
            gate.notify_one();
            // The other side is dropped with the actor.
            drop(bounded(end).await);
            backlog(&handled, "`Context::stop` in the middle")
        }
        "panic" => {
            desk.do_send(Fall);
            let asked: Vec<_> = (0..5).map(|_| desk.send(Ask)).collect();
            gate.notify_one();
            let mut outcomes = Vec::new();
            for call in asked {
                outcomes.push(bounded(call).await.map(|outcome| outcome.is_ok()));
            }
            calls(&outcomes)
        }
        _ => {
            gate.notify_one();
            let other = Desk::start_in_arbiter(&Arbiter::new().handle(), move |_| Desk {
                handled,
                _ended: None,
            });
            let path = vec![desk.clone(), other];
            ring(bounded(desk.send(AskOn(path))).await.map(|outcome| format!("{outcome:?}")))
        }
    }
}
