//! Monitors against the end of the watched process, and of the watching one.
//!
//! The processes are plain ones, with their own mailboxes, listed in the directory; what a process's
//! task does at its end is done by `die`. Tables keep one entry here, because loom needs every run to
//! take the same steps, and the order of a hash table is not the same when pids go on counting.

use std::sync::Arc;
use std::task::Context;

use loom::thread;

use super::super::core::{Core, Process};
use super::super::exit::ExitReason;
use super::super::hearing::Hearing;
use super::super::inbox::{Inbox, Mail};
use super::super::lineage::Line;
use super::super::links::{demonitor_as, exit_from, monitor_as};
use super::super::mailbox::{Inlet, Overflow};
use super::super::plain::PlainCell;
use super::super::signal::{Down, MonitorRef};
use super::super::{directory, spawn};
use super::{bell, run};

pub(super) type Plain = Arc<PlainCell<u8>>;

/// A process that runs.
pub(super) fn born(trap_exit: bool) -> Plain {
    let core = Core::new("model", None, trap_exit, Line::default());
    let cell = Arc::new(PlainCell::new(core, Inlet::new(8, Overflow::Refuse)));
    drop(cell.first_hold());
    directory::insert(cell.clone());
    cell
}

/// What is done at the end of a process.
pub(super) fn die(process: &Plain, reason: &ExitReason) {
    process.core.begin_end(reason);
    process.shut();
    spawn::bury(&**process, reason, &mut Hearing::ByMail);
}

pub(super) fn why() -> ExitReason {
    ExitReason::custom("why")
}

/// Ends the process on a thread of its own.
pub(super) fn dies(process: &Plain) -> thread::JoinHandle<()> {
    let process = Arc::clone(process);
    thread::spawn(move || die(&process, &why()))
}

/// All that waits in the mailbox.
pub(super) fn mail(process: &Plain) -> Vec<Mail<u8>> {
    let mut inbox = Inbox::of(Arc::clone(process));
    std::iter::from_fn(|| inbox.take()).collect()
}

/// The next arrival, as the process waits for it.
pub(super) fn next(process: &Plain) -> Mail<u8> {
    let mut inbox = Inbox::of(Arc::clone(process));
    run(process, || inbox.take())
}

fn watch(me: &Plain, target: &Plain) -> MonitorRef {
    let me: Arc<dyn Process> = me.clone();
    monitor_as(&me, Some(target.core.pid), None, None)
}

/// Nothing of a monitor is kept on either side, and nobody keeps the process.
fn nothing_is_left(me: &Plain, target: &Plain, monitor: MonitorRef) {
    assert!(!me.core.forget_watching(monitor.id, false), "the watcher keeps the monitor");
    assert!(!me.core.hand_out_down(monitor.id), "the watcher keeps a note of the down");
    assert!(!target.core.remove_watcher(monitor.id), "the watched process keeps the monitor");
    assert_eq!(Arc::strong_count(target), 1);
}

fn is_down_of(mail: &Mail<u8>, monitor: MonitorRef, reasons: &[ExitReason]) -> bool {
    matches!(mail, Mail::Down(Down { monitor: of, reason, .. }) if *of == monitor && reasons.contains(reason))
}

#[test]
fn loom_a_monitor_yields_one_down_whenever_it_was_set() {
    loom::model(|| {
        let (me, target) = (born(false), born(false));
        let end = dies(&target);
        let monitor = watch(&me, &target);
        let down = next(&me);
        assert!(is_down_of(&down, monitor, &[why(), ExitReason::NoProc]));
        assert!(directory::find(target.core.pid).is_none(), "its down has come");
        end.join().expect("it ends");
        assert!(mail(&me).is_empty(), "one down is all");
        nothing_is_left(&me, &target, monitor);
        die(&me, &ExitReason::Normal);
    });
}

/// The answer is the truth: a monitor that was active yields nothing, another one has yielded its down.
#[test]
fn loom_a_demonitor_says_whether_the_down_was_sent() {
    loom::model(|| {
        let (me, target) = (born(false), born(false));
        let monitor = watch(&me, &target);
        let end = dies(&target);
        let was_active = demonitor_as(&me.core, monitor, false);
        end.join().expect("it ends");
        let mail = mail(&me);
        assert_eq!(mail.len(), usize::from(!was_active));
        assert!(mail.iter().all(|mail| is_down_of(mail, monitor, &[why()])));
        nothing_is_left(&me, &target, monitor);
        die(&me, &ExitReason::Normal);
    });
}

#[test]
fn loom_a_flush_leaves_no_down() {
    loom::model(|| {
        let (me, target) = (born(false), born(false));
        let monitor = watch(&me, &target);
        let end = dies(&target);
        demonitor_as(&me.core, monitor, true);
        assert!(mail(&me).is_empty());
        end.join().expect("it ends");
        assert!(mail(&me).is_empty());
        nothing_is_left(&me, &target, monitor);
        die(&me, &ExitReason::Normal);
    });
}

#[test]
fn loom_watcher_and_watched_may_end_together() {
    loom::model(|| {
        let (me, target) = (born(false), born(false));
        let other = Arc::clone(&target);
        let watcher = Arc::clone(&me);
        let watcher = thread::spawn(move || {
            let monitor = watch(&watcher, &other);
            die(&watcher, &ExitReason::Normal);
            monitor
        });
        die(&target, &why());
        let monitor = watcher.join().expect("it ends");
        nothing_is_left(&me, &target, monitor);
        assert_eq!((Arc::strong_count(&me), mail(&me).len()), (1, 0));
    });
}

/// Two signals at once: the first to come is the reason, and the process is woken to hear of it.
#[test]
fn loom_a_process_is_condemned_once() {
    loom::model(|| {
        let me = born(false);
        let pid = me.core.pid;
        let killer = thread::spawn(move || exit_from(None, pid, ExitReason::Kill));
        let other = thread::spawn(move || exit_from(None, pid, why()));
        let doom = run(&me, || me.core.doom());
        assert!([ExitReason::Killed, why()].contains(&doom));
        killer.join().expect("the sender goes on");
        other.join().expect("the sender goes on");
        assert_eq!(me.core.doom(), Some(doom.clone()));
        die(&me, &doom);
        assert_eq!(me.core.ended(), Some(doom));
    });
}

/// Who waits outside of any process hears the reason, after links and monitors.
#[test]
fn loom_a_wait_for_the_end_ends_with_the_reason() {
    loom::model(|| {
        let me = born(false);
        let end = dies(&me);
        let (bell, waker) = bell();
        let mut wait = Box::pin(me.core.wait_end());
        let reason = loop {
            let polled = wait.as_mut().poll(&mut Context::from_waker(&waker));
            if let std::task::Poll::Ready(reason) = polled {
                break reason;
            }
            bell.0.wait();
        };
        assert_eq!(reason, why());
        end.join().expect("it ends");
    });
}
