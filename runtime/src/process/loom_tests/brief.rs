//! What loom proves about a task that handles one message at once and leaves the rest to a shift, and
//! about callers that wait for room.

use std::sync::Arc;
use std::task::{Context, Waker};

use loom::sync::Notify;
use loom::thread;

use super::{Bell, Body, Cell, Held, Letter, Mark, Server, handle, inline, run, send};
use crate::process::core::Core;
use crate::process::lineage::Line;
use crate::process::mailbox::{Inlet, Overflow};
use crate::process::token::Found;

/// The cast that the token was taken for.
fn next(held: &mut Held<&Cell, Body, Letter>, found: Found) -> Option<Mark> {
    match found {
        Found::Placed => held.placed(),
        Found::InQueue => match held.next_of_few()? {
            Letter::Cast(mark) => Some(mark),
            _ => None,
        },
    }
}

#[test]
fn loom_a_shift_finds_what_the_short_way_leaves() {
    loom::model(|| {
        let cell = super::idle();
        let sender = Arc::clone(&cell);
        let sender = thread::spawn(move || {
            send(&sender, Letter::Cast(('s', 1)));
            send(&sender, Letter::Cast(('s', 2)));
        });
        let caller = Arc::clone(&cell);
        let caller = thread::spawn(move || inline(&caller, ('c', 1)));
        let mut server = Server::until(&cell, usize::MAX);
        let body = run(&cell, || {
            if !cell.token.has_work() {
                return None;
            }
            let mut held = match cell.hold_for_mail() {
                Some((mut held, found)) => {
                    if let Some(mark) = next(&mut held, found) {
                        handle(&mut held, mark);
                    }
                    held.keep();
                    cell.kept_hold()
                }
                None => cell.hold_if_work()?,
            };
            loop {
                server.work(&mut held);
                if held.body().as_ref()?.of('s').len() == 2 {
                    cell.token.shut();
                    return held.body().take();
                }
                if held.rest() {
                    return None;
                }
            }
        });
        sender.join().expect("the sender ends");
        let entered = caller.join().expect("the caller leaves");
        assert_eq!(body.of('s'), [1, 2]);
        assert_eq!(body.of('c'), if entered { vec![1] } else { vec![] });
    });
}

#[test]
fn loom_a_message_that_is_alone_is_handled_and_the_token_given_back() {
    loom::model(|| {
        let cell = super::idle();
        let sender = Arc::clone(&cell);
        let sender = thread::spawn(move || {
            send(&sender, Letter::Cast(('s', 1)));
            inline(&sender, ('s', 2))
        });
        let mut log = Vec::new();
        run(&cell, || {
            let (mut held, mut found) = cell.hold_for_mail()?;
            loop {
                if let Some(mark) = next(&mut held, found) {
                    handle(&mut held, mark);
                    log.push(mark);
                }
                found = Found::InQueue;
                if held.rest() {
                    return (log.len() == 1).then_some(());
                }
            }
        });
        let entered = sender.join().expect("the sender ends");
        let body = super::end(&cell).expect("everyone has left");
        assert_eq!(body.of('s'), if entered { vec![1, 2] } else { vec![1] });
    });
}

#[test]
fn loom_a_caller_that_waits_for_room_is_told() {
    loom::model(|| {
        let core = Core::new("model", None, false, Line::default());
        let cell = Arc::new(Cell::new(core, Inlet::new(1, Overflow::Refuse)));
        let mut held = cell.first_hold();
        *held.body() = Some(Body::default());
        assert!(held.rest());
        assert!(send(&cell, Letter::Cast(('f', 1))));
        let waiter = Arc::clone(&cell);
        let waiter = thread::spawn(move || {
            let mut place = None;
            while !send(&waiter, Letter::Cast(('w', 1))) {
                let bell = Arc::new(Bell(Notify::new()));
                let waker = Waker::from(Arc::clone(&bell));
                let place = place.get_or_insert_with(|| waiter.mailbox().line_up());
                while place.poll(&Context::from_waker(&waker)).is_pending() {
                    bell.0.wait();
                }
            }
        });
        let body = Server::until(&cell, 2).run(None);
        waiter.join().expect("the waiter is told");
        assert_eq!((body.of('f'), body.of('w')), (vec![1], vec![1]));
    });
}
