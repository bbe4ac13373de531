//! ractor's side of the trials.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use ractor::{Actor, ActorProcessingErr, ActorRef, RpcReplyPort, call};
use tokio::sync::Notify;

use crate::{BACKLOG, Handled, backlog, bounded, calls, ring};

struct Desk;

enum Message {
    Wait(Arc<Notify>),
    Note,
    Fall,
    Ask(RpcReplyPort<bool>),
    AskOn(Vec<ActorRef<Message>>, RpcReplyPort<bool>),
}

impl Actor for Desk {
    type Msg = Message;
    type State = Handled;
    type Arguments = Handled;

    async fn pre_start(
        &self,
        _me: ActorRef<Message>,
        handled: Handled,
    ) -> Result<Handled, ActorProcessingErr> {
        Ok(handled)
    }

    async fn handle(
        &self,
        _me: ActorRef<Message>,
        message: Message,
        handled: &mut Handled,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Message::Wait(gate) => gate.notified().await,
            Message::Note => drop(handled.fetch_add(1, Ordering::SeqCst)),
            Message::Fall => panic!("told to"),
            Message::Ask(reply) => reply.send(true)?,
            Message::AskOn(mut path, reply) => {
                let Some(next) = path.pop() else { return Ok(reply.send(true)?) };
                reply.send(call!(next, Message::AskOn, path).unwrap_or(false))?;
            }
        }
        Ok(())
    }
}

async fn stopped(drains: bool) -> String {
    let (handled, gate) = (Handled::default(), Arc::new(Notify::new()));
    let (desk, end) = Desk::spawn(None, Desk, Arc::clone(&handled)).await.expect("a start");
    desk.cast(Message::Wait(Arc::clone(&gate))).expect("it runs");
    for _ in 0..BACKLOG {
        desk.cast(Message::Note).expect("it runs");
    }
    if drains {
        desk.drain().expect("it runs");
    } else {
        desk.stop(None);
    }
    gate.notify_one();
    end.await.expect("it ends");
    backlog(&handled, if drains { "`drain`" } else { "`stop`" })
}

pub(crate) async fn run(trial: &str) -> String {
    let (handled, gate) = (Handled::default(), Arc::new(Notify::new()));
    let (desk, _) = Desk::spawn(None, Desk, Arc::clone(&handled)).await.expect("a start");
    desk.cast(Message::Wait(Arc::clone(&gate))).expect("it runs");
    match trial {
        "backlog" => {
            let mut lines = Vec::new();
            for drains in [false, true] {
                lines.push(stopped(drains).await);
            }
            lines.join("; ")
        }
        "panic" => {
            desk.cast(Message::Fall).expect("it runs");
            let asked: Vec<_> = (0..5)
                .map(|_| {
                    let desk = desk.clone();
                    tokio::spawn(async move {
                        bounded(async { call!(desk, Message::Ask).is_ok() }).await
                    })
                })
                .collect();
            for _ in 0..1000 {
                tokio::task::yield_now().await;
            }
            gate.notify_one();
            let mut outcomes = Vec::new();
            for call in asked {
                outcomes.push(call.await.expect("a task"));
            }
            calls(&outcomes)
        }
        _ => {
            gate.notify_one();
            let (other, _) = Desk::spawn(None, Desk, handled).await.expect("a start");
            let path = vec![desk.clone(), other];
            let outcome = bounded(async { format!("{:?}", call!(desk, Message::AskOn, path)) });
            ring(outcome.await)
        }
    }
}
