//! Tasks of servers and supervisors: outcomes as infos, tasks as children (conformance N).

mod support;

use std::future::pending;

use support::Log;
use switchboard::Tree;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use tokio::sync::oneshot;

/// What a task sends to its server.
struct Done(Result<u8, TaskError>);

/// Starts tasks and goes on; logs what it hears.
#[derive(GenServer)]
#[server(mailbox = 1)]
struct Desk {
    log: Log,
}

#[gen_server]
impl Desk {
    #[init]
    fn open(log: Log) -> Self {
        Self { log }
    }

    #[call]
    fn work(&mut self, gate: oneshot::Receiver<u8>, cx: &mut Context<Self>) -> Pid {
        let task = Task::spawn(async move { gate.await.expect("the gate opens") });
        let pid = task.pid().expect("it runs");
        cx.monitor(pid);
        cx.deliver(task, Done);
        pid
    }

    #[call]
    fn at_hand(&mut self, value: u8, cx: &mut Context<Self>) {
        cx.deliver(Task::completed(value), Done);
    }

    #[call]
    async fn risk(&mut self, tasks: TaskSupervisor, cx: &mut Context<Self>) {
        let crash = async { std::panic::panic_any(ExitReason::custom("no")) };
        cx.deliver(tasks.spawn_nolink(crash).await.expect("room"), Done);
    }

    #[call]
    async fn hold(&mut self, entered: oneshot::Sender<()>, gate: oneshot::Receiver<()>) {
        entered.send(()).expect("the test waits");
        gate.await.expect("the gate opens");
    }

    #[call]
    fn sync(&self) {}

    #[cast]
    fn fill(&mut self) {}

    #[info]
    fn done(&mut self, done: Done) {
        self.log.push(match done.0 {
            Ok(value) => format!("value {value}"),
            Err(error) => error.to_string(),
        });
    }

    #[info]
    fn down(&mut self, down: Down) {
        self.log.push(format!("down {}", down.reason));
    }
}

/// 260: a server that does not await gets the value first, the down of the task second.
#[tokio::test(start_paused = true)]
async fn a_server_hears_the_value_before_the_down() {
    let log = Log::new();
    let desk = Desk::start(log.clone()).await.expect("a start");
    let (gate, waits) = oneshot::channel();
    let pid = desk.work(waits).await.expect("a reply");
    let end = process::spawn(move |mut inbox: Inbox<()>| async move {
        process::monitor(pid).expect("a process");
        inbox.recv().await;
    });
    gate.send(7).expect("the task waits");
    end.expect("a start").ended().await;
    desk.sync().await.expect("a reply");
    assert_eq!(log.take(), ["value 7", "down normal"]);
    desk.at_hand(8).await.expect("a reply");
    desk.sync().await.expect("a reply");
    assert_eq!(log.take(), ["value 8"]);
}

/// The failure of a task without a link is an info like any other, and the server lives.
#[tokio::test(start_paused = true)]
async fn a_server_hears_of_a_failure() {
    let log = Log::new();
    let desk = Desk::start(log.clone()).await.expect("a start");
    let tasks = TaskSupervisor::spec().start().await.expect("a start");
    desk.risk(tasks.clone()).await.expect("a reply");
    support::settle(tasks.supervisor()).await;
    desk.sync().await.expect("it lives");
    assert_eq!(log.take(), ["the task ended without a value: \"no\""]);
}

/// The outcome of a task finds room in a mailbox that is full.
#[tokio::test(start_paused = true)]
async fn an_outcome_gets_through_a_full_mailbox() {
    let log = Log::new();
    let desk = Desk::start(log.clone()).await.expect("a start");
    let (gate, waits) = oneshot::channel();
    let pid = desk.work(waits).await.expect("a reply");
    let ((entered, inside), (leave, held)) = (oneshot::channel(), oneshot::channel());
    let holder = desk.clone();
    let holder = Task::spawn(async move { holder.hold(entered, held).await });
    inside.await.expect("the handler runs");
    desk.fill().expect("room for one");
    assert!(desk.fill().is_err(), "no room for two");
    gate.send(9).expect("the task waits");
    while process::is_alive(pid) {
        tokio::task::yield_now().await;
    }
    leave.send(()).expect("the handler waits");
    assert_eq!(holder.await, Ok(Ok(())));
    desk.sync().await.expect("a reply");
    assert_eq!(log.take()[0], "value 9");
}

/// 262: a task is a child: temporary, with an id and a shutdown of its own on request.
#[tokio::test(start_paused = true)]
async fn a_task_is_a_child() {
    let mut tree = Tree::new(SupervisorOptions::new(), "Chores");
    let log = Log::new();
    let to = log.clone();
    let plain: Child<Task<()>> = tree.child(
        "plain",
        Task::child(move || {
            let log = to.clone();
            async move { log.push("ran") }
        }),
        ChildOptions::new(),
    );
    let own: Child<Task<()>> = tree.child(
        "ignored",
        Task::child(|| async {
            process::trap_exit(true).expect("a process");
            pending::<()>().await;
        })
        .name("task.own"),
        ChildOptions::new().id("own").shutdown(Shutdown::BrutalKill),
    );
    let supervisor = tree.start().await.expect("a start");
    let children = supervisor.which_children().await.expect("a reply");
    assert!(children.iter().all(|child| child.restart == Restart::Temporary));
    assert_eq!((Child::id(&plain), Child::id(&own)), ("plain", "own"));
    assert_eq!(process::whereis("task.own"), Child::pid(&own));
    support::settle(&supervisor).await;
    assert_eq!(log.take(), ["ran"]);
    // The one that is done is gone from the list, as temporary ones are.
    assert_eq!(supervisor.count_children().await.expect("a reply").specs, 1);
    supervisor.stop().await.expect("a stop");
    assert!(!Child::is_alive(&own));
}

/// 262, 299: a task that is a permanent or transient child runs again.
#[tokio::test(start_paused = true)]
async fn a_task_that_is_a_child_may_run_again() {
    let mut tree = Tree::new(SupervisorOptions::new(), "Chores");
    let log = Log::new();
    let to = log.clone();
    let code = move || {
        let (log, runs) = (to.clone(), to.take().len());
        async move {
            (0..=runs).for_each(|_| log.push("run"));
            if runs < 2 { Err(ExitReason::custom("again")) } else { Ok(()) }
        }
    };
    let options = ChildOptions::new().restart(Restart::Transient);
    let task: Child<Task<()>> = tree.child("task", Task::child(code), options);
    let supervisor = tree.start().await.expect("a start");
    support::settle(&supervisor).await;
    assert_eq!(log.take().len(), 3);
    assert!(!Child::is_alive(&task) && supervisor.is_alive());
}
