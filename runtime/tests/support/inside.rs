//! What tests of processes need: code that runs as a process, and peers that end as they are told.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use std::time::Duration;

use switchboard::ExitReason;
use switchboard::process::{self, Inbox, Mail, ProcessOptions, ProcessRef};
use tokio::sync::oneshot;

/// Runs `code` as a process that does not trap exits, and gives its value. A failure inside is a
/// failure of the test.
pub async fn inside<M, R, F>(code: impl FnOnce(Inbox<M>) -> F + Send + 'static) -> R
where
    M: Send + 'static,
    R: Send + 'static,
    F: Future<Output = R> + Send + 'static,
{
    run(ProcessOptions::new(), code).await
}

/// As [`inside`], in a process that traps exits.
pub async fn trapping<M, R, F>(code: impl FnOnce(Inbox<M>) -> F + Send + 'static) -> R
where
    M: Send + 'static,
    R: Send + 'static,
    F: Future<Output = R> + Send + 'static,
{
    run(ProcessOptions::new().trap_exit(true), code).await
}

/// As [`inside`], with options.
pub async fn run<M, R, F>(
    options: ProcessOptions,
    code: impl FnOnce(Inbox<M>) -> F + Send + 'static,
) -> R
where
    M: Send + 'static,
    R: Send + 'static,
    F: Future<Output = R> + Send + 'static,
{
    let (tell, told) = oneshot::channel();
    let process = options.spawn(|inbox| async move {
        let value = code(inbox).await;
        assert!(tell.send(value).is_ok(), "the test listens");
    });
    if let Ok(value) = told.await {
        return value;
    }
    panic!("{}", process.expect("a runtime").ended().await)
}

/// A process that ends with the reason that it is sent.
pub fn peer() -> ProcessRef<ExitReason> {
    process::spawn(obey).expect("a runtime")
}

/// As [`peer`], linked with the current process.
pub fn linked_peer() -> ProcessRef<ExitReason> {
    process::spawn_link(obey).expect("a runtime")
}

/// Ends with the reason that comes first.
pub async fn obey(mut inbox: Inbox<ExitReason>) -> ExitReason {
    inbox.message().await
}

/// Ends `peer`, and waits until everybody has been told.
pub async fn end(peer: &ProcessRef<ExitReason>, reason: ExitReason) {
    peer.send(reason).expect("room");
    peer.ended().await;
}

/// Lets time pass on the paused clock, and everybody do what comes due.
pub async fn pass(time: Duration) {
    let nothing = std::future::pending::<()>();
    assert!(tokio::time::timeout(time, nothing).await.is_err());
}

/// The exit that comes next.
pub async fn exit_of<M: Send + 'static>(inbox: &mut Inbox<M>) -> switchboard::Exit {
    match inbox.recv().await {
        Mail::Exit(exit) => exit,
        _ => panic!("something else came before the exit"),
    }
}

/// The down that comes next.
pub async fn down_of<M: Send + 'static>(inbox: &mut Inbox<M>) -> switchboard::Down {
    match inbox.recv().await {
        Mail::Down(down) => down,
        _ => panic!("something else came before the down"),
    }
}

/// Shows that nothing is in the mailbox: a message that is sent now is the next to come.
pub async fn nothing_more(inbox: &mut Inbox<()>) {
    inbox.self_ref().send(()).expect("room");
    let mail = inbox.recv().await;
    assert!(matches!(mail, Mail::Message(())), "{mail:?}");
}
