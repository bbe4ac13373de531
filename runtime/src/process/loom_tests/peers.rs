//! Links, made and removed from both sides, against the end of either.

use std::sync::Arc;

use loom::thread;

use super::super::core::Process;
use super::super::exit::ExitReason;
use super::super::inbox::Mail;
use super::super::links::{link_cores, unlink_cores};
use super::watched::{Plain, born, die, dies, mail, next, why};

fn link(me: &Plain, peer: &Plain) {
    let me: Arc<dyn Process> = me.clone();
    link_cores(&me, peer.core.pid);
}

fn unlink(me: &Plain, peer: &Plain) {
    unlink_cores(&me.core, peer.core.pid);
}

/// Whether each of the two knows of the link; it must be both or none.
fn linked(me: &Plain, peer: &Plain) -> bool {
    let mine = me.core.links().contains(&peer.core.pid);
    assert_eq!(mine, peer.core.links().contains(&me.core.pid), "one side knows of a link");
    mine
}

/// The reasons of all exits that wait.
fn exits(me: &Plain) -> Vec<ExitReason> {
    let reason = |mail| match mail {
        Mail::Exit(exit) => exit.reason,
        other => panic!("only exits were sent: {other:?}"),
    };
    mail(me).into_iter().map(reason).collect()
}

#[test]
fn loom_a_link_tells_of_the_end_once_whenever_it_was_made() {
    loom::model(|| {
        let (me, peer) = (born(true), born(false));
        let end = dies(&peer);
        link(&me, &peer);
        let Mail::Exit(exit) = next(&me) else { panic!("only an exit was sent") };
        assert!([why(), ExitReason::NoProc].contains(&exit.reason));
        end.join().expect("it ends");
        assert!(exits(&me).is_empty(), "one exit is all");
        assert!(!linked(&me, &peer));
        assert_eq!(Arc::strong_count(&peer), 1);
        die(&me, &ExitReason::Normal);
    });
}

/// Linking twice is one link, also while the peer ends: what comes is its reason.
#[test]
fn loom_a_second_link_does_not_hide_the_reason() {
    loom::model(|| {
        let (me, peer) = (born(true), born(false));
        link(&me, &peer);
        let end = dies(&peer);
        link(&me, &peer);
        end.join().expect("it ends");
        let exits = exits(&me);
        // The second one is a link of its own when the first one has done its work.
        assert_eq!(exits[0], why());
        assert!(matches!(&exits[1..], [] | [ExitReason::NoProc]), "{exits:?}");
        assert!(!linked(&me, &peer));
        die(&me, &ExitReason::Normal);
    });
}

/// Both link each other, and one of them ends: the other hears its reason, and no link is left over.
#[test]
fn loom_a_link_from_both_sides_tells_of_the_end() {
    loom::model(|| {
        let (me, peer) = (born(true), born(false));
        let other = (Arc::clone(&me), Arc::clone(&peer));
        let other = thread::spawn(move || {
            let (me, peer) = other;
            link(&peer, &me);
            die(&peer, &why());
        });
        link(&me, &peer);
        other.join().expect("it ends");
        let exits = exits(&me);
        assert_eq!(exits[0], why());
        assert!(matches!(&exits[1..], [] | [ExitReason::NoProc]), "{exits:?}");
        assert!(!linked(&me, &peer));
        die(&me, &ExitReason::Normal);
    });
}

/// After an unlink nothing of that link arrives; what was there before may stay.
#[test]
fn loom_after_an_unlink_no_exit_arrives() {
    loom::model(|| {
        let (me, peer) = (born(true), born(false));
        link(&me, &peer);
        let end = dies(&peer);
        unlink(&me, &peer);
        assert!(matches!(&*exits(&me), [] | [ExitReason::Custom(_)]));
        end.join().expect("it ends");
        assert!(exits(&me).is_empty());
        assert!(!linked(&me, &peer));
        die(&me, &ExitReason::Normal);
    });
}

/// One side links while the other one unlinks: both agree on what became of it.
#[test]
fn loom_a_link_and_an_unlink_leave_both_sides_alike() {
    for before in [false, true] {
        loom::model(move || {
            let (me, peer) = (born(true), born(true));
            if before {
                link(&me, &peer);
            }
            let other = (Arc::clone(&me), Arc::clone(&peer));
            let other = thread::spawn(move || unlink(&other.1, &other.0));
            link(&me, &peer);
            other.join().expect("it goes on");
            let linked = linked(&me, &peer);
            die(&peer, &why());
            assert_eq!(exits(&me), if linked { vec![why()] } else { vec![] });
            die(&me, &ExitReason::Normal);
        });
    }
}

/// Two that are linked end at once: neither waits for the other, and nothing is left.
#[test]
fn loom_two_that_are_linked_may_end_together() {
    loom::model(|| {
        let (me, peer) = (born(false), born(false));
        let other = (Arc::clone(&me), Arc::clone(&peer));
        let other = thread::spawn(move || {
            let (me, peer) = other;
            link(&peer, &me);
            die(&peer, &why());
        });
        link(&me, &peer);
        die(&me, &ExitReason::Killed);
        other.join().expect("it ends");
        assert!(!linked(&me, &peer));
        assert_eq!((Arc::strong_count(&me), Arc::strong_count(&peer)), (1, 1));
        assert_eq!(me.core.ended(), Some(ExitReason::Killed));
    });
}
