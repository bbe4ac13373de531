//! Agents: functions on a value that a process keeps (conformance G).

use std::sync::mpsc;
use std::time::Duration;

use switchboard::process::{self, Inbox, ProcessOptions};
use switchboard::{PanicInfo, StopError, prelude::*};

/// 142: what `get`, `update` and `get_and_update` give, and what they leave.
#[tokio::test]
async fn functions_read_and_change_the_state() {
    let agent = Agent::start(|| vec![1, 2]).await.expect("it starts");
    assert_eq!(agent.get(Vec::len).await, Ok(2));
    agent.update(|all| all.push(3)).await.expect("it lives");
    assert_eq!(agent.get_and_update(Vec::pop).await, Ok(Some(3)));
    assert_eq!(agent.get(Clone::clone).await, Ok(vec![1, 2]));
}

/// 142: a function that finds the agent at work is queued, and gives the same.
#[tokio::test]
async fn functions_work_through_the_mailbox_too() {
    let agent = Agent::start(|| 0_u64).await.expect("it starts");
    // A cast that waits keeps the calls behind it from running here.
    agent.cast(|n| *n += 1).expect("room");
    assert_eq!(agent.get_and_update(|n| std::mem::replace(n, 7)).await, Ok(1));
    agent.cast(|n| *n += 1).expect("room");
    assert_eq!(agent.get(|n| *n).await, Ok(8));
}

/// 142: the functions run as the agent, wherever they run.
#[tokio::test]
async fn functions_run_in_the_agent() {
    let agent = Agent::start(process::current).await.expect("it starts");
    let pid = agent.server().pid();
    assert!(pid.is_some());
    assert_eq!(agent.get(|at_start| *at_start).await, Ok(pid));
    assert_eq!(agent.get(|_| process::current()).await, Ok(pid));
    agent.cast(|seen| *seen = process::current()).expect("room");
    assert_eq!(agent.get(|seen| *seen).await, Ok(pid));
}

/// 143: a named agent is found by its name, and the name is free after it stopped.
#[tokio::test]
async fn a_name_leads_to_the_agent_and_goes_with_it() {
    let name = "agent_state.named";
    let agent = Agent::build(|| 5).name(name).run().await.expect("it starts");
    let by_name = AgentRef::<i32>::named(name);
    assert_eq!(by_name.get(|n| *n).await, Ok(5));
    let second = Agent::build(|| 6).name(name).run().await.map(|_| ());
    assert_eq!(second, Err(StartError::AlreadyStarted(agent.server().pid().expect("it runs"))));
    by_name.stop().await.expect("it stops");
    assert_eq!(process::whereis(name), None);
    assert!(matches!(by_name.get(|n| *n).await, Err(CallError::NoProc { .. })));
    assert_eq!(agent.stop().await, Err(StopError::NoProc));
}

/// 144: a cast is seen by what the same process asks for next.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cast_is_seen_by_the_next_get() {
    let agent = Agent::start(|| 0_u64).await.expect("it starts");
    for round in 1..=500 {
        agent.cast(move |n| *n = round).expect("room");
        assert_eq!(agent.get(|n| *n).await, Ok(round));
    }
}

/// 145: a function that panics gives its caller the reason, and the agent is dead.
#[tokio::test]
async fn a_panic_ends_the_agent_and_tells_the_caller() {
    for queued in [false, true] {
        for update in [false, true] {
            let agent = Agent::start(|| 0_u64).await.expect("it starts");
            if queued {
                agent.cast(|n| *n += 1).expect("room");
            }
            let outcome = if update {
                agent.update(|_| panic!("torn")).await
            } else {
                agent.get(|_| panic!("torn")).await
            };
            let error = outcome.expect_err("it panicked");
            let panic = error.exit_reason().and_then(ExitReason::as_panic);
            assert_eq!(panic.map(PanicInfo::message), Some("torn"), "{queued} {update}");
            assert!(agent.server().ended().await.as_panic().is_some());
            assert!(!agent.server().is_alive());
        }
    }
}

/// 145: a cast that panics ends the agent as well.
#[tokio::test]
async fn a_cast_that_panics_ends_the_agent() {
    let agent = Agent::start(|| 0).await.expect("it starts");
    agent.cast(|_| panic!("torn")).expect("room");
    assert!(agent.server().ended().await.as_panic().is_some());
}

/// 145: an agent whose state cannot be made is not started, and the starter lives.
#[tokio::test]
async fn an_init_that_panics_is_an_error() {
    let outcome = Agent::<u8>::start(|| panic!("no state")).await;
    let Err(StartError::Failed(reason)) = outcome else { panic!("it started") };
    assert_eq!(reason.as_panic().map(PanicInfo::message), Some("no state"));
}

/// 146: a call that does not get its turn in time gives up; an update that was queued still happens.
#[tokio::test(start_paused = true)]
async fn a_call_gives_up_after_its_timeout() {
    let agent = Agent::start(|| 0_u64).await.expect("it starts");
    let (busy, is_busy) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let (slow, runtime) = (agent.clone(), tokio::runtime::Handle::current());
    // Another thread runs a function that does not end: the agent is at work, and time goes by.
    let thread = std::thread::spawn(move || {
        runtime.block_on(slow.update(move |_| {
            busy.send(()).expect("the test waits");
            released.recv().expect("the test releases");
        }))
    });
    is_busy.recv().expect("the function runs");
    let second = Duration::from_secs(1);
    let got = agent.get_within(second, |n| *n).await;
    assert!(matches!(got, Err(CallError::Timeout { after, .. }) if after == second), "{got:?}");
    let updated = agent.update_within(second, |n| *n += 1).await;
    assert!(updated.is_err_and(|error| error.is_timeout()));
    let updated = agent.get_and_update_within(second, |n| *n += 1).await;
    assert!(updated.is_err_and(|error| error.is_timeout()));
    let default = agent.get(|n| *n).await;
    let five = Duration::from_secs(5);
    assert!(matches!(default, Err(CallError::Timeout { after, .. }) if after == five));
    release.send(()).expect("the function waits");
    thread.join().expect("the thread ends").expect("the slow update is done");
    assert_eq!(agent.get(|n| *n).await, Ok(0), "nobody waited for the updates any more");
}

/// 147: an agent is a permanent child with the id `Agent`, five seconds to stop, and overrides.
#[tokio::test]
async fn an_agent_can_be_supervised() {
    let spec = format!("{:?}", Agent::child(|| 0));
    assert!(spec.contains("\"Agent\"") && spec.contains("Permanent"), "{spec}");
    assert!(spec.contains("After(5s)"), "{spec}");
    let spec = Agent::child(|| 0).id("n").restart(Restart::Temporary).name("agent_state.child");
    let spec = spec.shutdown(Shutdown::BrutalKill);
    let text = format!("{spec:?}");
    assert!(text.contains("\"n\"") && text.contains("Temporary") && text.contains("BrutalKill"));

    let agents = Agent::<u64>::dynamic().start().await.expect("it starts");
    let child = agents.start_child(Agent::child(|| 3)).await.expect("it starts");
    child.update(|n| *n += 1).await.expect("it lives");
    assert_eq!(child.get(|n| *n).await, Ok(4));
    let before = Child::pid(&child);
    drop(child.update(|_| panic!("once")).await);
    while Child::pid(&child) == before {
        drop(agents.count_children().await);
    }
    assert_eq!(child.get(|n| *n).await, Ok(3), "a restart begins anew");
}

/// 147: an agent that is started linked ends with its starter.
#[tokio::test]
async fn a_linked_agent_ends_with_its_starter() {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let starter = ProcessOptions::new().spawn(move |mut inbox: Inbox<()>| async move {
        tell.send(Agent::start_link(|| 0).await).expect("the test waits");
        inbox.message().await;
        ExitReason::custom("over")
    });
    let starter = starter.expect("it starts");
    let agent = told.recv().await.expect("it tells").expect("it starts");
    starter.send(()).expect("room");
    assert_eq!(agent.server().ended().await, ExitReason::custom("over"));
}

/// 144: a cast to an agent that is gone falls, as in OTP.
#[tokio::test]
async fn a_cast_to_nobody_falls() {
    let agent = Agent::start(|| 0).await.expect("it starts");
    agent.stop().await.expect("it stops");
    assert!(agent.cast(|_| panic!("nobody runs this")).is_ok());
}
