//! The end of a process, against callers and senders who know nothing of it.

use std::collections::VecDeque;
use std::sync::Arc;

use loom::thread;

use super::super::exit::ExitReason;
use super::{Cell, Letter, Refused, cell, end, handle, idle, inline};

#[test]
fn loom_nobody_enters_a_process_that_is_shut() {
    loom::model(|| {
        let cell = idle();
        let caller = Arc::clone(&cell);
        // `handle` panics when the state is gone.
        let caller = thread::spawn(move || [1, 2].map(|number| inline(&caller, ('c', number))));
        let ended = Arc::clone(&cell);
        let ended = thread::spawn(move || end(&ended));
        let body = ended.join().expect("the process ends").expect("it had a state");
        assert!(!inline(&cell, ('c', 3)));
        let entered = caller.join().expect("the caller found the state");
        let entered = entered.into_iter().filter(|entered| *entered).count();
        assert_eq!(body.log.len(), entered);
    });
}

/// A caller that is in, and leaves in a thread of its own.
fn caller_in(cell: &Arc<Cell>) -> thread::JoinHandle<()> {
    let mut held = cell::try_enter(Arc::clone(cell)).ok().expect("nobody else is here yet");
    thread::spawn(move || {
        handle(&mut held, ('c', 1));
        drop(held);
    })
}

#[test]
fn loom_the_end_waits_for_a_caller_and_is_woken_by_it() {
    loom::model(|| {
        let cell = idle();
        let caller = caller_in(&cell);
        let body = end(&cell).expect("it had a state");
        assert_eq!(body.of('c'), [1]);
        caller.join().expect("the caller leaves");
    });
}

#[test]
fn loom_the_end_finds_work_that_a_caller_leaves() {
    loom::model(|| {
        let cell = idle();
        let held = cell::try_enter(Arc::clone(&cell)).ok().expect("nobody else is here yet");
        let caller = thread::spawn(move || drop(held.leave_work()));
        assert!(end(&cell).is_some());
        caller.join().expect("the caller leaves");
    });
}

/// The task is dropped with its runtime, and cannot wait for the caller.
#[test]
fn loom_the_body_goes_although_the_task_is_dropped_while_a_caller_is_in() {
    loom::model(|| {
        let cell = idle();
        let caller = caller_in(&cell);
        cell.token.shut();
        let released = cell.release();
        assert!(cell.core.end(&ExitReason::Killed).is_some());
        if released.is_none() {
            drop(cell.release());
        }
        caller.join().expect("the caller leaves");
        let mut held = cell.hold_for_end().expect("nobody is in");
        assert!(held.body().is_none(), "nobody has dropped it");
    });
}

#[test]
fn loom_nobody_enters_once_the_door_is_shut() {
    loom::model(|| {
        let cell = idle();
        let caller = Arc::clone(&cell);
        let caller = thread::spawn(move || inline(&caller, ('c', 1)));
        cell.token.shut();
        assert!(!inline(&cell, ('c', 2)));
        let entered = caller.join().expect("the caller leaves");
        let body = end(&cell).expect("everyone has left");
        assert_eq!(body.of('c'), if entered { vec![1] } else { vec![] });
    });
}

#[test]
fn loom_a_message_is_accepted_and_found_or_comes_back() {
    loom::model(|| {
        let cell = idle();
        let sender = Arc::clone(&cell);
        let sender = thread::spawn(move || {
            let cast = |number| match sender.send(('s', number)) {
                Ok(()) => true,
                Err(Refused::Closed(mark) | Refused::Stopping(mark)) => {
                    assert_eq!(mark, ('s', number));
                    false
                }
                Err(Refused::Full(_)) => panic!("there is room for more"),
            };
            let casts = [cast(1), cast(2)].into_iter().filter(|accepted| *accepted).count();
            (casts, sender.mailbox().push_control(Letter::Stop).is_ok())
        });
        cell.mailbox().stop();
        let mut batch = VecDeque::new();
        let mut found = Vec::new();
        if let Some(mut held) = cell.hold_if_work() {
            found.extend(held.next(&mut batch));
        }
        found.extend(batch);
        found.extend(cell.mailbox().close());
        let (casts, stop) = sender.join().expect("the sender ends");
        let stops = found.iter().filter(|letter| matches!(letter, Letter::Stop)).count();
        assert_eq!((found.len() - stops, stops), (casts, usize::from(stop)));
        assert!(cell.mailbox().close().is_empty());
    });
}
