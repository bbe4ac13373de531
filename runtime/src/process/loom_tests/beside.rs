//! What loom proves about the message that lies beside the queue.

use std::collections::VecDeque;
use std::sync::Arc;

use loom::thread;

use super::super::exit::ExitReason;
use super::{Letter, Server, call, idle, send};

#[test]
fn loom_those_who_send_to_a_process_at_rest_are_all_heard() {
    loom::model(|| {
        let cell = idle();
        let sender = Arc::clone(&cell);
        let sender = thread::spawn(move || {
            assert!(send(&sender, Letter::Cast(('a', 1))));
            assert!(send(&sender, Letter::Cast(('a', 2))));
        });
        let other = Arc::clone(&cell);
        let other = thread::spawn(move || assert!(send(&other, Letter::Cast(('b', 1)))));
        let body = Server::until(&cell, 3).run(None);
        sender.join().expect("both are in");
        other.join().expect("it is in");
        assert_eq!((body.of('a'), body.of('b')), (vec![1, 2], vec![1]));
    });
}

#[test]
fn loom_no_call_overtakes_it() {
    loom::model(|| {
        let cell = idle();
        let caller = Arc::clone(&cell);
        let caller = thread::spawn(move || {
            assert!(send(&caller, Letter::Cast(('c', 1))));
            call(&caller, ('c', 2));
            assert!(send(&caller, Letter::Stop));
        });
        let body = Server::until(&cell, usize::MAX).run(None);
        caller.join().expect("the call was answered");
        assert_eq!(body.of('c'), [1, 2]);
    });
}

/// The task is dropped with its runtime, and cannot wait for the sender.
#[test]
fn loom_it_is_let_fall_once_or_comes_back_when_the_task_is_dropped() {
    loom::model(|| {
        let cell = idle();
        let sender = Arc::clone(&cell);
        let sender = thread::spawn(move || sender.send(('s', 1)).is_ok());
        cell.mailbox().stop();
        let released = cell.release();
        let mut left = cell.mailbox().close();
        assert!(cell.core.end(&ExitReason::Killed).is_some());
        if released.is_none() {
            drop(cell.release());
        }
        left.extend(cell.mailbox().close());
        let accepted = sender.join().expect("the sender goes on");
        assert_eq!(left.len(), usize::from(accepted));
        assert!(cell.mailbox().close().is_empty());
    });
}

#[test]
fn loom_the_task_and_the_end_do_not_both_take_it() {
    loom::model(|| {
        let cell = idle();
        assert!(cell.send(('s', 1)).is_ok());
        let task = Arc::clone(&cell);
        let task = thread::spawn(move || {
            let mut batch = VecDeque::new();
            let mut held = task.hold_if_work()?;
            held.next(&mut batch)
        });
        cell.token.shut();
        let left = cell.mailbox().close();
        let taken = task.join().expect("the task looks once");
        assert_eq!(left.len() + usize::from(taken.is_some()), 1);
    });
}
