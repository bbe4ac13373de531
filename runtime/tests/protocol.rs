//! Protocols: one set of messages that servers of any type take.

mod support;

use std::sync::Arc;
use std::time::Duration;

use support::breathe;
use switchboard::prelude::*;
use switchboard::{Tree, report};
use tokio::sync::Notify;

/// What every worker can do.
#[protocol]
trait Worker {
    /// Adds to what is done, and says how much that is.
    #[call]
    fn run(&mut self, job: u32) -> usize;

    /// Waits for the gate, and gives the jobs.
    #[call(timeout = "2s")]
    async fn wait(&mut self) -> Vec<u32>;

    #[cast]
    fn pause(&mut self, job: u32);

    /// Waits for the gate, and adds.
    #[cast]
    async fn slow(&mut self, job: u32) {
        tokio::task::yield_now().await;
        self.pause(job);
    }

    #[call(timeout = infinity, rename = twice)]
    fn run_twice(&mut self, job: u32) -> usize {
        self.run(job);
        self.run(job)
    }

    /// A helper that is no message.
    fn limit(&self) -> usize {
        usize::MAX
    }
}

/// What a server with a context can do.
#[protocol(handle = AnyEnding, derive(Clone, PartialEq))]
trait Ending: GenServer + Send {
    #[cast(name = Stop)]
    fn end(&mut self, cx: &mut Context<Self>) {
        cx.stop(ExitReason::Shutdown);
    }

    #[call]
    fn end_now(&mut self, cx: &mut Context<Self>) -> Pid {
        cx.stop(ExitReason::Shutdown);
        cx.pid()
    }

    #[call]
    fn crash(&mut self) -> u32 {
        panic!("told to crash")
    }

    #[call]
    fn later(&mut self, value: u32, reply: ReplyTo<u32>) {
        reply.send(value);
    }

    #[call]
    async fn much_later(&mut self, value: u32, reply: ReplyTo<u32>) {
        tokio::task::yield_now().await;
        reply.send(value);
    }

    #[cast]
    fn crash_softly(&mut self) {
        panic!("told to crash")
    }
}

/// Keeps jobs in order.
#[derive(GenServer, Default)]
#[server(mailbox = 4, on_stop = drain)]
struct Lister {
    gate: Arc<Notify>,
    jobs: Vec<u32>,
}

#[gen_server]
impl Lister {
    #[init]
    fn open(gate: Arc<Notify>) -> Self {
        Self { gate, jobs: Vec::new() }
    }

    #[cast]
    fn put(&mut self, job: u32) {
        self.jobs.push(job);
    }

    #[call]
    fn jobs(&self) -> Vec<u32> {
        self.jobs.clone()
    }
}

impl Worker for Lister {
    fn run(&mut self, job: u32) -> usize {
        self.jobs.push(job);
        self.jobs.len()
    }

    async fn wait(&mut self) -> Vec<u32> {
        self.gate.notified().await;
        self.jobs.clone()
    }

    fn pause(&mut self, job: u32) {
        self.jobs.push(job);
    }

    async fn slow(&mut self, job: u32) {
        self.gate.notified().await;
        self.jobs.push(job);
    }
}

impl Ending for Lister {}

/// Another type, with another way to work.
#[derive(GenServer, Default)]
struct Adder {
    sum: u32,
}

#[gen_server]
impl Adder {
    #[call]
    fn sum(&self) -> u32 {
        self.sum
    }
}

impl Worker for Adder {
    fn run(&mut self, job: u32) -> usize {
        self.sum += job;
        self.sum as usize
    }

    async fn wait(&mut self) -> Vec<u32> {
        vec![self.sum]
    }

    fn pause(&mut self, job: u32) {
        self.sum -= job;
    }
}

async fn lister() -> (Arc<Notify>, ListerRef, WorkerProtocolRef) {
    let gate = Arc::new(Notify::new());
    let lister = Lister::start(Arc::clone(&gate)).await.expect("a start");
    let worker = WorkerProtocolRef::new(&lister);
    (gate, lister, worker)
}

#[tokio::test(start_paused = true)]
async fn servers_of_several_types_are_in_one_list() {
    let (gate, lister, worker) = lister().await;
    let adder = Adder::start().await.expect("a start");
    let workers: Vec<WorkerProtocolRef> = vec![worker, adder.server().clone().into()];
    let mut done = Vec::new();
    for worker in &workers {
        worker.pause(0).expect("room");
        done.push(worker.run(7).await.expect("a reply"));
    }
    gate.notify_one();
    for worker in &workers {
        done.push(worker.twice(1).await.expect("a reply"));
        done.push(worker.wait().await.expect("a reply").len());
    }
    assert_eq!(done, [2, 7, 4, 4, 9, 1]);
    assert_eq!(
        workers.iter().map(WorkerProtocolRef::pid).collect::<Vec<_>>(),
        [lister.server().pid(), adder.server().pid()]
    );
    assert_eq!(Worker::limit(&Adder::default()), usize::MAX);
}

#[tokio::test(start_paused = true)]
async fn messages_of_a_protocol_and_others_are_handled_in_the_order_in_which_they_came() {
    let (gate, lister, worker) = lister().await;
    worker.slow(0).expect("room");
    breathe().await;
    lister.put(1).expect("room");
    worker.pause(2).expect("room");
    let run = Task::spawn({
        let worker = worker.clone();
        async move { worker.run(3).await }
    });
    breathe().await;
    lister.put(4).expect("room");
    gate.notify_one();
    assert_eq!(run.await, Ok(Ok(4)));
    assert_eq!(lister.jobs().await, Ok(vec![0, 1, 2, 3, 4]));
}

#[tokio::test(start_paused = true)]
async fn a_full_mailbox_gives_the_cast_back() {
    let (gate, lister, worker) = lister().await;
    worker.slow(0).expect("room");
    breathe().await;
    for job in 1..=4 {
        worker.pause(job).expect("room");
    }
    let Err(CastError::Full(back)) = worker.pause(5) else { panic!("there was room") };
    assert!(matches!(back, WorkerCast::Pause { job: 5 }), "{back:?}");
    assert_eq!(Message::name(&back), "Worker::pause");
    gate.notify_one();
    breathe().await;
    worker.cast(back).expect("room");
    assert_eq!(lister.jobs().await, Ok(vec![0, 1, 2, 3, 4, 5]));
}

#[tokio::test(start_paused = true)]
async fn a_call_waits_for_room_and_for_no_longer_than_it_says() {
    let (gate, lister, worker) = lister().await;
    worker.slow(0).expect("room");
    breathe().await;
    for job in 1..=4 {
        worker.pause(job).expect("room");
    }
    let error = worker.wait().await.expect_err("nobody opens the gate");
    let CallError::Timeout { to, after } = error else { panic!("{error}") };
    assert_eq!(after, Duration::from_secs(2));
    assert_eq!((to.server(), to.message()), ("Lister", "Worker::wait"));
    // With `infinity` it waits for as long as it takes.
    let twice = Task::spawn({
        let worker = worker.clone();
        async move { worker.twice(9).await }
    });
    breathe().await;
    gate.notify_one();
    assert_eq!(twice.await, Ok(Ok(7)));
    assert_eq!(lister.jobs().await, Ok(vec![0, 1, 2, 3, 4, 9, 9]));
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_was_begun_by_its_caller_times_out_as_any() {
    let (_gate, lister, worker) = lister().await;
    let error = worker.wait().await.expect_err("nobody opens the gate");
    assert!(matches!(error, CallError::Timeout { .. }), "{error}");
    assert!(lister.server().is_alive());
}

#[tokio::test(start_paused = true)]
async fn a_panic_ends_the_server_and_the_caller_hears_why() {
    for busy in [false, true] {
        let (gate, lister, worker) = lister().await;
        if busy {
            worker.slow(0).expect("room");
            breathe().await;
            gate.notify_one();
        }
        let ended = lister.server().ended();
        let error = AnyEnding::new(&lister).crash().await.expect_err("it panics");
        let CallError::Exited { to, reason } = error else { panic!("{error}") };
        assert_eq!(to.message(), "Ending::crash");
        assert!(matches!(reason, ExitReason::Panic(_)), "{reason}");
        assert_eq!(ended.await, reason);
    }
}

#[tokio::test(start_paused = true)]
async fn a_report_names_the_message_of_the_protocol() {
    let (_gate, lister, _) = lister().await;
    let pid = lister.server().pid();
    let mut reports = report::subscribe();
    AnyEnding::new(&lister).crash_softly().expect("room");
    lister.server().ended().await;
    loop {
        let report = reports.next().await;
        if let (true, report::Event::Crashed { message, .. }) =
            (Some(report.pid) == pid, &report.event)
        {
            assert_eq!(*message, Some("Ending::crash_softly"));
            return;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_with_its_context_stops_the_server() {
    let (_gate, lister, worker) = lister().await;
    let ending = AnyEnding::from(lister.server().clone());
    let pid = ending.pid();
    assert_eq!(ending.end_now().await.map(Some), Ok(pid));
    assert!(!lister.server().is_alive(), "who has the reply can rely on the end");
    assert!(matches!(worker.run(1).await, Err(CallError::NoProc { .. })));
    worker.pause(1).expect("a cast to nobody falls");

    let adder = Lister::start(Arc::default()).await.expect("a start");
    AnyEnding::new(&adder).end(/* by a cast */).expect("room");
    assert_eq!(adder.server().ended().await, ExitReason::Shutdown);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_stops_refuses_messages_of_a_protocol_and_drains_those_it_has() {
    let (gate, lister, worker) = lister().await;
    worker.slow(0).expect("room");
    breathe().await;
    let run = Task::spawn({
        let worker = worker.clone();
        async move { worker.run(1).await }
    });
    breathe().await;
    let stop = Task::spawn({
        let lister = lister.clone();
        async move { lister.server().stop().await }
    });
    breathe().await;
    worker.slow(2).expect("room");
    gate.notify_one();
    assert_eq!(run.await, Ok(Ok(2)));
    breathe().await;
    assert!(matches!(worker.pause(3), Err(CastError::Stopping(WorkerCast::Pause { job: 3 }))));
    assert!(matches!(worker.run(3).await, Err(CallError::Stopping { .. })));
    gate.notify_one();
    assert!(matches!(stop.await, Ok(Ok(_))));
}

#[tokio::test(start_paused = true)]
async fn the_address_of_a_child_follows_it_over_a_restart() {
    let mut tree = Tree::new(SupervisorOptions::new(), "Workers");
    let child: Child<Lister> =
        tree.child("lister", Lister::child(Arc::default()), ChildOptions::new());
    let (worker, ending) = (WorkerProtocolRef::new(&child), AnyEnding::new(&child));
    assert_eq!(worker.pid(), None);
    assert!(matches!(worker.run(1).await, Err(CallError::NoProc { .. })));
    let tree = tree.start().await.expect("a start");
    let first = worker.pid();
    assert_eq!((worker.run(1).await, worker.run(1).await), (Ok(1), Ok(2)));
    assert!(ending.crash().await.is_err());
    support::settle(&tree).await;
    assert_eq!(worker.run(1).await, Ok(1));
    assert_ne!(worker.pid(), first);
    assert_eq!(worker.pid(), Child::pid(&child));
}

#[tokio::test(start_paused = true)]
async fn a_reply_may_come_later() {
    let (_gate, lister, _) = lister().await;
    let ending = AnyEnding::new(&lister);
    assert_eq!(ending.later(3).await, Ok(3));
    assert_eq!(ending.much_later(4).await, Ok(4));
}

/// Servers that ask each other.
#[protocol]
trait Chain {
    #[call]
    async fn ask(&mut self, others: Vec<ChainProtocolRef>) -> String;
}

macro_rules! link {
    ($name:ident) => {
        #[derive(GenServer, Default)]
        struct $name;

        #[gen_server]
        impl $name {}

        impl Chain for $name {
            async fn ask(&mut self, mut others: Vec<ChainProtocolRef>) -> String {
                match others.pop() {
                    None => "end".to_owned(),
                    Some(next) => match next.ask(others).await {
                        Ok(answer) => answer,
                        Err(CallError::Deadlock { .. }) => "deadlock".to_owned(),
                        Err(CallError::CallingSelf { .. }) => "self".to_owned(),
                        Err(error) => error.to_string(),
                    },
                }
            }
        }
    };
}

link!(Left);
link!(Right);

#[tokio::test(start_paused = true)]
async fn a_ring_of_calls_is_told_and_not_waited_for() {
    let left = ChainProtocolRef::new(&Left::start().await.expect("a start"));
    let right = ChainProtocolRef::new(&Right::start().await.expect("a start"));
    assert_eq!(left.ask(vec![right.clone()]).await.as_deref(), Ok("end"));
    let ring = left.ask(vec![left.clone(), right.clone()]).await;
    assert_eq!(ring.as_deref(), Ok("deadlock"));
    assert_eq!(left.ask(vec![left.clone()]).await.as_deref(), Ok("self"));
}

#[tokio::test(start_paused = true)]
async fn a_suspended_server_keeps_what_comes() {
    let (_gate, lister, worker) = lister().await;
    lister.server().sys().suspend().await.expect("an answer");
    worker.pause(1).expect("room");
    let run = Task::spawn({
        let worker = worker.clone();
        async move { worker.run(2).await }
    });
    breathe().await;
    assert_eq!(lister.server().mailbox_len(), 2);
    lister.server().sys().resume().await.expect("an answer");
    assert_eq!(run.await, Ok(Ok(2)));
}

/// A handle is what every server's handle is, and shows whom it leads to.
#[tokio::test]
async fn the_handle_is_sent_shared_and_shown() {
    fn is_a_handle<T: Clone + Send + Sync + std::fmt::Debug + 'static>(_: &T) {}
    let (_gate, lister, worker) = lister().await;
    is_a_handle(&worker);
    let shown = format!("{worker:?}");
    assert_eq!(shown, format!("WorkerProtocolRef({:?})", lister.server()));
    assert!(EndingCast::Stop == EndingCast::Stop.clone());
}
