//! The bar that keeps callers out of a process that is suspended or watched.

use std::sync::Arc;

use loom::thread;

use super::{Letter, handle, idle, inline, run, send};

/// Between the two, nobody touches the state; what is sent meanwhile is found, and afterwards callers
/// may enter again.
#[test]
fn loom_nobody_enters_while_the_bar_is_down() {
    loom::model(|| {
        let cell = idle();
        let other = Arc::clone(&cell);
        let caller = thread::spawn(move || {
            let entered = inline(&other, ('c', 1));
            (entered, send(&other, Letter::Cast(('c', 2))))
        });
        let mut before = None;
        let mut held = run(&cell, || {
            if before.is_none() {
                let mut held = cell.hold_for_end()?;
                cell.token.bar(true);
                before = Some(held.body().as_ref().map(|body| body.log.len()));
                if !held.rest() {
                    return Some(held);
                }
                assert!(!inline(&cell, ('t', 1)));
            }
            cell.hold_if_work()
        });
        let now = held.body().as_ref().map(|body| body.log.len());
        assert_eq!(Some(now), before, "nobody was in");
        let mut batch = std::collections::VecDeque::new();
        while let Some(letter) = held.next(&mut batch) {
            let Letter::Cast(mark) = letter else { panic!("nothing else was sent") };
            handle(&mut held, mark);
        }
        cell.token.bar(false);
        let (entered, sent) = caller.join().expect("the caller leaves");
        assert!(sent);
        assert!(held.rest(), "there is nothing more to do");
        assert!(inline(&cell, ('t', 2)), "the bar is up");
        let body = super::end(&cell).expect("everyone has left");
        assert_eq!(body.of('c'), if entered { vec![1, 2] } else { vec![2] });
        assert_eq!(body.of('t'), [2]);
    });
}
