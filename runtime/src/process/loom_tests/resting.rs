//! What loom proves about a process that comes to rest without a task, while messages come in.

use std::sync::Arc;

use loom::thread;

use super::{Letter, idle, send};

#[test]
fn loom_who_lets_it_rest_or_who_brings_work_sees_to_it() {
    loom::model(|| {
        let cell = idle();
        let senders: Vec<_> = ['a', 'b']
            .map(|name| {
                let cell = Arc::clone(&cell);
                thread::spawn(move || send(&cell, Letter::Cast((name, 1))))
            })
            .into();
        let rests = cell.core.resting.begin(|| cell.token.has_work());
        for sender in senders {
            assert!(sender.join().expect("the sender ends"));
        }
        assert!(cell.token.has_work());
        assert!(!cell.core.resting.is_on(), "it rests, and nobody gives it a task");
        assert!(rests || !cell.core.take_over(), "there would be two that drive it");
    });
}
