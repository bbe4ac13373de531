//! Aliases: closed, or used up, while somebody sends.

use std::sync::Arc;

use loom::thread;

use super::super::exit::ExitReason;
use super::super::inbox::Inbox;
use super::watched::{born, die, dies, mail};

/// What came before may be in the mailbox, but it is not handed out.
#[test]
fn loom_a_closed_alias_hands_nothing_out() {
    loom::model(|| {
        let me = born(false);
        let alias = Inbox::of(Arc::clone(&me)).alias(|value: u8| value);
        let sender = alias.clone();
        let sender = thread::spawn(move || sender.send(1));
        assert!(alias.close());
        assert!(mail(&me).is_empty());
        sender.join().expect("the sender goes on");
        assert!(mail(&me).is_empty() && !alias.is_open());
        die(&me, &ExitReason::Normal);
    });
}

#[test]
fn loom_an_alias_for_one_answer_takes_one() {
    loom::model(|| {
        let me = born(false);
        let alias = Inbox::of(Arc::clone(&me)).alias_once(|value: u8| value);
        let other = alias.clone();
        let other = thread::spawn(move || other.send(1));
        alias.send(2);
        other.join().expect("the sender goes on");
        assert_eq!(mail(&me).len(), 1);
        die(&me, &ExitReason::Normal);
    });
}

/// An answer that comes while its sender's process ends is in front of the down, or falls.
#[test]
fn loom_the_alias_of_a_monitor_ends_with_it() {
    loom::model(|| {
        let (me, target) = (born(false), born(false));
        let inbox = Inbox::of(Arc::clone(&me));
        let (monitor, alias) = inbox.monitor_alias(target.core.pid, |value: u8| value);
        let end = dies(&target);
        let sender = alias.clone();
        let sender = thread::spawn(move || sender.send(1));
        end.join().expect("it ends");
        sender.join().expect("the sender goes on");
        assert!(!alias.is_open());
        let mail = mail(&me);
        assert!((1..=2).contains(&mail.len()), "the down, and the answer if it came in time");
        assert!(!me.core.forget_watching(monitor.id, false));
        die(&me, &ExitReason::Normal);
    });
}
