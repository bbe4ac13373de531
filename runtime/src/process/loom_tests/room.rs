//! What loom proves about the line of those who wait for room in a full mailbox.

use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use loom::sync::Notify;
use loom::thread;

use super::{Bell, Body, Cell, Letter, Server, bell, send};
use crate::process::core::Core;
use crate::process::lineage::Line;
use crate::process::mailbox::{Inlet, Overflow, Place, Refused};

/// A process that rests, and whose mailbox is full of as many messages as it takes.
fn full(capacity: u8) -> Arc<Cell> {
    let core = Core::new("model", None, false, Line::default());
    let cell = Arc::new(Cell::new(core, Inlet::new(capacity.into(), Overflow::Refuse)));
    let mut held = cell.first_hold();
    *held.body() = Some(Body::default());
    assert!(held.rest());
    for n in 1..=capacity {
        assert!(send(&cell, Letter::Cast(('f', n))));
    }
    drop(held);
    cell
}

/// Sends, and waits for room as often as there is none; `false` when the door is not open.
fn send_in_line(cell: &Cell, sender: char) -> bool {
    let mut place = None;
    loop {
        match cell.send((sender, 1)) {
            Ok(()) => return true,
            Err(Refused::Stopping(_) | Refused::Closed(_)) => return false,
            Err(Refused::Full(_)) => {}
        }
        let (bell, waker) = bell();
        let place = place.get_or_insert_with(|| cell.mailbox().line_up());
        while place.poll(&Context::from_waker(&waker)).is_pending() {
            bell.0.wait();
        }
    }
}

/// A model with so few preemptions: one with loops on both sides would take hours at full depth.
fn with_preemptions(most: usize, model: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(most);
    builder.check(model);
}

fn waits(place: &mut Place<'_, Letter>, bell: &Arc<Bell>) -> bool {
    let waker = Waker::from(Arc::clone(bell));
    place.poll(&Context::from_waker(&waker)) == Poll::Pending
}

/// Sleeps until the one whose bell it is has a place with room.
fn until_called(place: &mut Place<'_, Letter>, bell: &Arc<Bell>) {
    while waits(place, bell) {
        bell.0.wait();
    }
}

fn ring() -> Arc<Bell> {
    Arc::new(Bell(Notify::new()))
}

#[test]
fn loom_room_goes_to_the_first_of_the_line() {
    with_preemptions(2, || {
        let cell = full(1);
        let (first_bell, second_bell) = (ring(), ring());
        let mut first = cell.mailbox().line_up();
        let mut second = cell.mailbox().line_up();
        assert!(waits(&mut first, &first_bell) && waits(&mut second, &second_bell));
        let server = Arc::clone(&cell);
        let server = thread::spawn(move || Server::until(&server, 3).run(None));
        until_called(&mut first, &first_bell);
        assert!(waits(&mut second, &second_bell), "the first has the room until its message is in");
        assert!(send(&cell, Letter::Cast(('a', 1))));
        drop(first);
        until_called(&mut second, &second_bell);
        assert!(send(&cell, Letter::Cast(('b', 1))));
        drop(second);
        let body = server.join().expect("it handles all of them");
        assert_eq!(body.log, [('f', 1), ('a', 1), ('b', 1)]);
    });
}

#[test]
fn loom_two_who_wait_for_one_place_both_get_it() {
    with_preemptions(1, || {
        let cell = full(1);
        let waiters = ['a', 'b'].map(|name| {
            let cell = Arc::clone(&cell);
            thread::spawn(move || send_in_line(&cell, name))
        });
        let body = Server::until(&cell, 3).run(None);
        for waiter in waiters {
            assert!(waiter.join().expect("it is told"));
        }
        assert_eq!((body.of('a'), body.of('b')), (vec![1], vec![1]));
    });
}

#[test]
fn loom_two_who_wait_for_two_places_both_get_one() {
    with_preemptions(2, || {
        let cell = full(2);
        let (first_bell, second_bell) = (ring(), ring());
        let mut first = cell.mailbox().line_up();
        let mut second = cell.mailbox().line_up();
        assert!(waits(&mut first, &first_bell) && waits(&mut second, &second_bell));
        let server = Arc::clone(&cell);
        let server = thread::spawn(move || Server::until(&server, 2).run(None));
        // Both have their place while neither has used it.
        until_called(&mut first, &first_bell);
        until_called(&mut second, &second_bell);
        assert_eq!(server.join().expect("it handles both").of('f'), [1, 2]);
    });
}

#[test]
fn loom_who_leaves_the_line_keeps_nobody_waiting() {
    with_preemptions(2, || {
        let cell = full(1);
        let bell = ring();
        let mut first = cell.mailbox().line_up();
        assert!(waits(&mut first, &bell));
        let waiter = Arc::clone(&cell);
        let waiter = thread::spawn(move || send_in_line(&waiter, 'w'));
        let server = Arc::clone(&cell);
        let server = thread::spawn(move || Server::until(&server, 2).run(None));
        // It may have been told of the room by now, which it does not take.
        drop(first);
        assert!(waiter.join().expect("it is told"));
        assert_eq!(server.join().expect("it handles both").of('w'), [1]);
    });
}

#[test]
fn loom_a_door_that_closes_lets_nobody_wait() {
    with_preemptions(2, || {
        let cell = full(1);
        let waiter = Arc::clone(&cell);
        let waiter = thread::spawn(move || send_in_line(&waiter, 'w'));
        assert_eq!(cell.mailbox().stop(), Some(1));
        assert!(!waiter.join().expect("it is told"), "it was full until the door closed");
        assert_eq!(cell.mailbox().close().len(), 1);
        assert_eq!(cell.mailbox().len(), 0);
    });
}
