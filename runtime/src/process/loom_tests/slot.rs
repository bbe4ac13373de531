//! The reply slot: a reply, a time-out, the end of the server and a caller that leaves, all at once.

use std::sync::Arc;
use std::task::{Context, Poll};

use loom::thread;

use super::super::exit::ExitReason;
use super::super::pid::Pid;
use super::super::reply::{AnySlot, Due, Parties, Settled, Slot};
use super::bell;

/// A reply; the count of its owners shows whether it is still somewhere.
type Value = Arc<()>;

/// Waits as a caller does.
fn wait(slot: &Slot<Value>) -> Settled<Value> {
    let (bell, waker) = bell();
    loop {
        if let Poll::Ready(outcome) = slot.poll(&Context::from_waker(&waker)) {
            return outcome;
        }
        bell.0.wait();
    }
}

/// Answers on a thread of its own; whether the answer was taken.
fn answer(slot: &Arc<Slot<Value>>, value: &Value) -> thread::JoinHandle<bool> {
    let (slot, value) = (Arc::clone(slot), Arc::clone(value));
    thread::spawn(move || slot.settle(Settled::Reply(value)))
}

fn is_spent(slot: &Slot<Value>) -> bool {
    let (_, waker) = bell();
    let again = slot.poll(&Context::from_waker(&waker));
    matches!(again, Poll::Ready(Settled::Dropped)) && slot.leave().is_none()
}

/// The caller hears of one of them, of that of which its sender was told that it counts, and nothing
/// is left in the slot.
#[test]
fn loom_a_wait_ends_once_and_in_one_way() {
    loom::model(|| {
        let (slot, value) = (Slot::new(), Value::default());
        let server = answer(&slot, &value);
        let alarm = Arc::clone(&slot);
        let alarm = thread::spawn(move || alarm.time_out());
        let end = Arc::clone(&slot);
        let end = thread::spawn(move || end.release(&ExitReason::Killed));
        let outcome = wait(&slot);
        let taken = server.join().expect("the server goes on");
        alarm.join().expect("the alarm goes on");
        end.join().expect("the end goes on");
        match &outcome {
            Settled::Reply(_) => assert!(taken),
            Settled::TimedOut | Settled::Released(ExitReason::Killed) => assert!(!taken),
            other => panic!("nobody has said this: {other:?}"),
        }
        drop(outcome);
        assert!(is_spent(&slot) && !slot.has_caller());
        assert_eq!(Arc::strong_count(&value), 1);
        assert_eq!(Arc::strong_count(&slot), 1);
    });
}

/// Whoever answers knows whether the caller has it; a reply to nobody is dropped.
#[test]
fn loom_a_reply_meets_a_caller_that_leaves() {
    loom::model(|| {
        let (slot, value) = (Slot::new(), Value::default());
        let (_bell, waker) = bell();
        let polled = slot.poll(&Context::from_waker(&waker));
        assert!(polled.is_pending());
        let server = answer(&slot, &value);
        let alarm = Arc::clone(&slot);
        let alarm = thread::spawn(move || alarm.time_out());
        let last = slot.leave();
        let taken = server.join().expect("the server goes on");
        alarm.join().expect("the alarm goes on");
        match &last {
            Some(Settled::Reply(_)) => assert!(taken),
            Some(Settled::TimedOut) => assert!(!taken),
            None => assert!(!taken, "a reply that was taken is lost"),
            other => panic!("nobody has said this: {other:?}"),
        }
        drop(last);
        assert!(is_spent(&slot));
        assert_eq!(Arc::strong_count(&value), 1);
    });
}

/// A port that is kept for later and answered, or dropped unanswered, while its server ends.
#[test]
fn loom_a_port_that_was_kept_meets_the_end_of_its_server() {
    loom::model(|| {
        let parties = Parties { server: Pid::next(), caller: None };
        let (slot, value) = (Slot::of_call(None, parties), Value::default());
        let (keeper, other) = (Arc::clone(&slot), Arc::clone(&slot));
        keeper.defer();
        let server = answer(&slot, &value);
        let dropper = thread::spawn(move || keeper.drop_unanswered());
        let end = thread::spawn(move || other.release(&ExitReason::Normal));
        assert!(!slot.is_outstanding(), "nobody waits for a handler");
        let outcome = wait(&slot);
        let taken = server.join().expect("the keeper goes on");
        dropper.join().expect("the keeper goes on");
        end.join().expect("the end goes on");
        match &outcome {
            Settled::Reply(_) => assert!(taken),
            Settled::Dropped | Settled::Released(ExitReason::Normal) => assert!(!taken),
            other => panic!("nobody has said this: {other:?}"),
        }
        drop(outcome);
        assert_eq!(Arc::strong_count(&value), 1);
    });
}

/// A wait that moves to another task is woken there.
#[test]
fn loom_a_wait_that_moves_is_woken_where_it_is() {
    loom::model(|| {
        let (slot, value) = (Slot::new(), Value::default());
        let server = answer(&slot, &value);
        let (_elsewhere, waker) = bell();
        let outcome = match slot.poll(&Context::from_waker(&waker)) {
            Poll::Ready(outcome) => outcome,
            Poll::Pending => wait(&slot),
        };
        assert!(matches!(outcome, Settled::Reply(_)));
        assert!(server.join().expect("the server goes on"));
    });
}

/// Looking whether there is an outcome leaves it where it is.
#[test]
fn loom_an_outcome_that_was_seen_is_there() {
    loom::model(|| {
        let (slot, value) = (Slot::new(), Value::default());
        let server = answer(&slot, &value);
        let alarm = Arc::clone(&slot);
        let alarm = thread::spawn(move || alarm.time_out());
        let (bell, waker) = bell();
        while slot.poll_settled(&Context::from_waker(&waker)).is_pending() {
            bell.0.wait();
        }
        let outcome = slot.leave().expect("it was seen");
        let taken = server.join().expect("the server goes on");
        alarm.join().expect("the alarm goes on");
        assert_eq!(taken, matches!(outcome, Settled::Reply(_)));
        drop(outcome);
        assert_eq!(Arc::strong_count(&value), 1);
    });
}
