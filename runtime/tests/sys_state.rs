//! Looking into a running server, and suspending it (conformance F).

use std::sync::Arc;
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{Start, StopError, SysError};
use tokio::sync::{Notify, oneshot};
use tokio::time::timeout;

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[derive(GenServer, Clone, Default)]
struct Counter {
    total: u64,
    silences: u64,
}

#[gen_server]
impl Counter {
    #[init]
    fn open(timeout: Duration, cx: &mut Context<Self>) -> Self {
        if !timeout.is_zero() {
            cx.set_timeout(timeout);
        }
        Self::default()
    }

    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[call(timeout = "1s")]
    fn add_soon(&mut self, by: u64) -> u64 {
        self.add(by)
    }

    #[cast]
    fn append(&mut self, digit: u64) {
        self.total = self.total * 10 + digit;
    }

    #[call]
    fn own_state(&self, cx: &mut Context<Self>) -> Result<(), SysError> {
        let me = cx.self_ref();
        let mut asked = Box::pin(async move { me.server().sys().suspend().await });
        let mut waker = std::task::Context::from_waker(std::task::Waker::noop());
        match asked.as_mut().poll(&mut waker) {
            std::task::Poll::Ready(answer) => answer,
            std::task::Poll::Pending => Ok(()),
        }
    }

    #[cast]
    async fn block(&mut self, gate: Arc<Notify>) {
        gate.notified().await;
    }

    #[info]
    fn silence(&mut self, _timeout: Timeout) {
        self.silences += 1;
    }
}

/// Lets time pass, and the server see that it has.
async fn pass(time: Duration) {
    tokio::time::advance(time).await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
}

async fn counter() -> CounterRef {
    Counter::start(Duration::ZERO).await.expect("a start")
}

/// 127: the state, of a server that runs and of one that is suspended.
#[tokio::test(start_paused = true)]
async fn get_state_at_any_time() {
    let counter = counter().await;
    let sys = counter.server().sys();
    counter.add(3).await.expect("a reply");
    assert_eq!(sys.get_state().await.expect("an answer").total, 3);
    counter.append(1).expect("it takes messages");
    assert_eq!(sys.inspect(|counter| counter.total).await, Ok(31), "in the order of arrival");
    sys.suspend().await.expect("an answer");
    counter.append(2).expect("it takes messages");
    assert_eq!(sys.get_state().await.expect("an answer").total, 31);
}

/// 128: another state is given back and seen by what follows, also while suspended.
#[tokio::test(start_paused = true)]
async fn replace_state_at_any_time() {
    let counter = counter().await;
    let sys = counter.server().sys();
    counter.add(3).await.expect("a reply");
    let new = sys.replace_state(|old| Counter { total: old.total * 2, silences: 9 }).await;
    assert_eq!(new.map(|new| (new.total, new.silences)), Ok((6, 9)));
    assert_eq!(counter.add(0).await, Ok(6));
    sys.suspend().await.expect("an answer");
    let old = sys.swap_state(|_| Counter::default()).await.expect("an answer");
    assert_eq!(old.total, 6);
    sys.resume().await.expect("an answer");
    assert_eq!(counter.add(0).await, Ok(0));
}

/// 129: a function that fails is the asker's error; the state is as it was, and the server lives.
#[tokio::test(start_paused = true)]
async fn replace_state_with_a_function_that_fails() {
    let counter = counter().await;
    let sys = counter.server().sys();
    counter.add(3).await.expect("a reply");
    let failed = sys.replace_state(|_| panic!("no state")).await.err();
    let Some(SysError::Failed(reason)) = failed else { panic!("{failed:?}") };
    assert!(reason.as_panic().is_some_and(|panic| panic.to_string().contains("no state")));
    let failed = sys.inspect(|_| -> () { panic!("no look") }).await;
    assert!(matches!(failed, Err(SysError::Failed(_))), "{failed:?}");
    assert_eq!(counter.add(0).await, Ok(3));
}

/// 130: calls to a suspended server run out of time, on whichever way they go; after the resume what
/// waits is handled in order. Both may be said twice.
#[tokio::test(start_paused = true)]
async fn suspend_and_resume() {
    let counter = counter().await;
    let sys = counter.server().sys();
    assert!(!sys.get_status().await.expect("an answer").suspended);
    for _ in 0..2 {
        sys.suspend().await.expect("an answer");
    }
    let status = sys.get_status().await.expect("an answer");
    assert!(status.suspended && status.to_string().contains("suspended"), "{status}");
    let late = counter.add_soon(5).await;
    assert!(matches!(late, Err(CallError::Timeout { .. })), "{late:?}");
    counter.append(1).expect("it takes messages");
    let server = counter.clone();
    let waiting = Task::spawn(async move { server.add(100).await });
    while sys.get_status().await.expect("an answer").messages < 3 {
        tokio::task::yield_now().await;
    }
    counter.append(2).expect("it takes messages");
    assert_eq!(sys.inspect(|counter| counter.total).await, Ok(0));
    for _ in 0..2 {
        sys.resume().await.expect("an answer");
    }
    assert_eq!(
        waiting.await.expect("the task lives"),
        Ok(101),
        "nobody waits for the 5: 1, then 101"
    );
    assert_eq!(counter.add(0).await, Ok(1012));
    let status = sys.get_status().await.expect("an answer");
    assert_eq!((status.suspended, status.messages), (false, 0));
}

/// 131: a suspended server stops when it is told to, and when its parent ends.
#[tokio::test(start_paused = true)]
async fn a_suspended_server_can_be_stopped() {
    let counter = counter().await;
    counter.server().sys().suspend().await.expect("an answer");
    counter.append(1).expect("it takes messages");
    assert!(matches!(timeout(ms(1), counter.server().stop()).await, Ok(Ok(_))));

    let (tell, told) = oneshot::channel();
    let parent = process::spawn(|mut inbox: Inbox<()>| async move {
        process::trap_exit(true).expect("in a process");
        let counter = Counter::start_link(Duration::ZERO).await.expect("a start");
        counter.server().sys().suspend().await.expect("an answer");
        tell.send(counter).expect("the test listens");
        inbox.message().await;
        ExitReason::Shutdown
    });
    let counter = told.await.expect("a start");
    parent.expect("a runtime").send(()).expect("it takes messages");
    assert_eq!(counter.server().ended().await, ExitReason::Shutdown);
}

/// Handles what it has accepted before it stops.
#[derive(GenServer, Default)]
#[server(on_stop = drain)]
struct Careful {
    seen: Vec<u8>,
    tell: Option<oneshot::Sender<Vec<u8>>>,
}

#[gen_server]
impl Careful {
    #[cast]
    fn see(&mut self, what: u8) {
        self.seen.push(what);
    }

    #[call]
    fn report_to(&mut self, tell: oneshot::Sender<Vec<u8>>) {
        self.tell = Some(tell);
    }

    #[terminate]
    fn close(&mut self) {
        if let Some(tell) = self.tell.take() {
            tell.send(std::mem::take(&mut self.seen)).expect("the test listens");
        }
    }
}

/// 131: a server that drains handles what was held back too, in order.
#[tokio::test(start_paused = true)]
async fn what_was_held_back_is_drained() {
    let careful = Careful::start().await.expect("a start");
    let (tell, told) = oneshot::channel();
    careful.report_to(tell).await.expect("a reply");
    let sys = careful.server().sys();
    sys.suspend().await.expect("an answer");
    careful.see(1).expect("it takes messages");
    careful.see(2).expect("it takes messages");
    sys.get_status().await.expect("an answer");
    careful.see(3).expect("it takes messages");
    careful.server().stop().await.expect("a stop");
    assert_eq!(told.await, Ok(vec![1, 2, 3]));
}

/// 106: a request of `sys` starts an idle timeout anew; 107: and one of `init` counts like any other.
#[tokio::test(start_paused = true)]
async fn a_request_starts_the_idle_timeout_anew() {
    let counter = Counter::start(ms(100)).await.expect("a start");
    let sys = counter.server().sys();
    let silences = || sys.inspect(|counter| counter.silences);
    for _ in 0..3 {
        assert_eq!(silences().await, Ok(0));
        pass(ms(99)).await;
    }
    assert_eq!(silences().await, Ok(0));
    pass(ms(101)).await;
    assert_eq!(silences().await, Ok(1));
    pass(ms(1_000)).await;
    assert_eq!(silences().await, Ok(1), "it was for one silence");

    let counter = Counter::start(ms(100)).await.expect("a start");
    pass(ms(101)).await;
    assert_eq!(counter.server().sys().inspect(|counter| counter.silences).await, Ok(1));
}

/// 139: nobody is there, somebody of another type is, or the server is busy.
#[tokio::test(start_paused = true)]
async fn who_cannot_answer() {
    let counter = counter().await;
    let gate = Arc::new(Notify::new());
    counter.block(Arc::clone(&gate)).expect("it takes messages");
    let sys = counter.server().sys();
    let mut asked = Box::pin(sys.get_status());
    assert!(timeout(ms(4_999), &mut asked).await.is_err(), "five seconds");
    assert_eq!(timeout(ms(2), asked).await, Ok(Err(SysError::Timeout)));
    let sys = counter.server().sys().within(ms(1));
    assert_eq!(sys.suspend().await, Err(SysError::Timeout));
    let sys = counter.server().sys();
    let ended = async {
        tokio::task::yield_now().await;
        counter.server().kill();
    };
    let (answer, ()) = tokio::join!(sys.resume(), ended);
    assert_eq!(answer, Err(SysError::Exited(ExitReason::Killed)));
    assert_eq!(sys.get_status().await.err(), Some(SysError::NoProc));
    assert_eq!(sys.suspend().await, Err(SysError::NoProc));
    assert_eq!(sys.trace(true).await, Err(SysError::NoProc));

    let start = Start::<Careful>::new(()).name("sys_state.careful").run().await;
    let careful = start.expect("a start");
    let named = ServerRef::<Counter>::named("sys_state.careful");
    let error = named.sys().suspend().await;
    assert!(matches!(error, Err(SysError::WrongServer(_))), "{error:?}");
    careful.server().stop().await.expect("a stop");
    assert_eq!(named.sys().suspend().await, Err(SysError::NoProc));
}

/// 139: a server cannot wait for itself.
#[tokio::test(start_paused = true)]
async fn a_server_does_not_ask_itself() {
    let counter = counter().await;
    assert_eq!(counter.own_state().await, Ok(Err(SysError::CallingSelf)));
}

/// 140: terminate ends the server for the reason, its monitors hear it, and the name is free.
#[tokio::test(start_paused = true)]
async fn terminate_for_a_reason() {
    const NAME: &str = "sys_state.terminate";
    let server = Start::<Counter>::new((Duration::ZERO,)).name(NAME).run().await;
    let server = server.expect("a start");
    let why = ExitReason::custom("told so");
    let (reason, target) = (why.clone(), server.clone());
    let (tell, told) = oneshot::channel();
    let watcher = process::spawn(move |mut inbox: Inbox<()>| async move {
        target.server().monitor().expect("in a process");
        tell.send(()).expect("the test listens");
        match inbox.recv().await {
            process::Mail::Down(down) => assert_eq!(down.reason, reason),
            other => panic!("{other:?}"),
        }
    });
    told.await.expect("the watcher watches");
    server.server().sys().suspend().await.expect("an answer");
    assert_eq!(server.server().sys().terminate(why).await, Ok(()));
    assert_eq!(process::whereis(NAME), None);
    assert_eq!(watcher.expect("a runtime").ended().await, ExitReason::Normal);
    let again = server.server().sys().terminate(ExitReason::Normal).await;
    assert_eq!(again, Err(StopError::NoProc));
}
