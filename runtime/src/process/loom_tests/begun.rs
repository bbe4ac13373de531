//! A handler that a caller begins and the process's task ends: it borrows from the body all the while.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::super::cell::{Begun, Borrowing, Tell};
use super::*;

/// A handler that waits once between its two marks.
fn handler(body: &mut Body, caller: char) -> Borrowing<'_, u8> {
    let mut begun = false;
    Box::pin(poll_fn(move |_| {
        body.log.push((caller, u8::from(begun) + 1));
        if std::mem::replace(&mut begun, true) { Poll::Ready(7) } else { Poll::Pending }
    }))
}

/// Begins the handler as a caller does; whether it got in.
fn begin(cell: &Arc<Cell>, caller: char, told: &Arc<Answer>) -> bool {
    let Ok(mut held) = cell::try_enter(Arc::clone(cell)) else {
        return false;
    };
    let told = Arc::clone(told);
    let poll = |future: Pin<&mut (dyn Future<Output = u8> + Send)>| {
        future.poll(&mut Context::from_waker(Waker::noop()))
    };
    let rest = |future: Borrowing<'static, u8>| -> Begun<Body> {
        Box::pin(async move {
            assert_eq!(future.await, 7);
            let tell: Tell<Body> = Box::new(move |_| told.give());
            tell
        })
    };
    let first = held.first(|_, body| handler(body, caller), poll, rest);
    assert_eq!(first, Some(Poll::Pending), "it waits once");
    drop(held.leave_work());
    true
}

/// Goes on with what a caller has begun.
fn resume(held: &mut Held<&Cell, Body, Letter>) {
    let Some(mut resumed) = held.resume() else {
        return;
    };
    let polled = Pin::new(&mut resumed).poll(&mut Context::from_waker(Waker::noop()));
    drop(resumed);
    let Poll::Ready(tell) = polled else { panic!("it waits once") };
    tell(held.body().as_mut().expect("the state is there"));
}

fn answer() -> Arc<Answer> {
    Arc::new(Answer { given: AtomicBool::new(false), bell: Notify::new() })
}

#[test]
fn loom_the_task_ends_what_a_caller_has_begun() {
    loom::model(|| {
        let cell = idle();
        let told = answer();
        let (caller, tells) = (Arc::clone(&cell), Arc::clone(&told));
        let caller = thread::spawn(move || {
            let begun = begin(&caller, 'c', &tells);
            if !begun {
                send(&caller, Letter::Cast(('q', 1)));
            }
            begun
        });
        let other = Arc::clone(&cell);
        let other = thread::spawn(move || send(&other, Letter::Cast(('s', 1))));
        let body = run(&cell, || {
            let mut held = cell.hold_if_work()?;
            loop {
                resume(&mut held);
                let mut batch = VecDeque::new();
                while let Some(letter) = held.next(&mut batch) {
                    if let Letter::Cast(mark) = letter {
                        handle(&mut held, mark);
                    }
                }
                let body = held.body().as_ref()?;
                let called = body.of('q') == [1] || told.given.load(Ordering::Acquire);
                if called && body.of('s') == [1] {
                    return held.body().take();
                }
                if held.rest() {
                    return None;
                }
            }
        });
        let begun = caller.join().expect("the caller leaves");
        assert_eq!(body.of('c'), if begun { vec![1, 2] } else { vec![] });
        other.join().expect("the sender ends");
    });
}

#[test]
fn loom_the_end_drops_what_a_caller_has_begun_before_the_body() {
    loom::model(|| {
        let cell = idle();
        let told = answer();
        let (caller, tells) = (Arc::clone(&cell), Arc::clone(&told));
        let caller = thread::spawn(move || begin(&caller, 'c', &tells));
        let body = end(&cell).expect("the caller leaves");
        let begun = caller.join().expect("the caller leaves");
        assert!(!told.given.load(Ordering::Acquire));
        assert!(body.of('c').len() <= usize::from(begun));
    });
}
