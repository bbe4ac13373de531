//! What can be asked of a running supervisor (conformance J).

mod support;

use std::sync::Arc;

use support::{Log, Outcome, Plan, Worker, crash, end, settle};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::report::{self, Event};
use switchboard::{ChildCounts, ChildError, ChildKind, ChildState, Tree};

struct Under {
    plan: Plan,
    child: Child<Worker>,
    supervisor: SupervisorRef,
}

/// One worker `a` under a supervisor.
async fn one(restart: Restart) -> Under {
    let mut tree = Tree::new(SupervisorOptions::new(), "Test");
    let plan = Plan::new("a", &Log::new());
    let child = tree.child("a", spec(&plan), ChildOptions::new().restart(restart));
    let supervisor = tree.start().await.expect("a start");
    Under { plan, child, supervisor }
}

fn spec(plan: &Plan) -> ChildSpec<Worker> {
    Worker::child(plan.clone()).id(plan.name)
}

fn counts(counts: ChildCounts) -> [usize; 4] {
    [counts.specs, counts.active, counts.supervisors, counts.workers]
}

/// 202: a child that is terminated ends with a shutdown and stays listed; a temporary one does not.
#[tokio::test(start_paused = true)]
async fn terminate_child_stops_and_keeps_the_spec() {
    for restart in [Restart::Permanent, Restart::Transient, Restart::Temporary] {
        let Under { child, supervisor, .. } = one(restart).await;
        assert_eq!(supervisor.terminate_child("a").await, Ok(()));
        assert_eq!(child.server().ended().await, ExitReason::Shutdown);
        settle(&supervisor).await;
        let listed = supervisor.which_children().await.expect("an answer");
        if restart == Restart::Temporary {
            assert!(listed.is_empty());
        } else {
            assert_eq!((&*listed[0].id, listed[0].state), ("a", ChildState::NotRunning));
            assert_eq!(listed[0].pid(), None);
        }
    }
}

/// 203: to terminate a child that does not run is fine; one that was never there is not found. A pid
/// is no id of a child here: `terminate_child` does not take one.
#[tokio::test(start_paused = true)]
async fn terminate_child_of_what_does_not_run() {
    let Under { child, supervisor, .. } = one(Restart::Permanent).await;
    let pid = Child::pid(&child).expect("it runs");
    assert_eq!(supervisor.terminate_child("b").await, Err(ChildError::NotFound));
    assert_eq!(supervisor.terminate_child(pid.to_string()).await, Err(ChildError::NotFound));
    assert_eq!(supervisor.terminate_child("a").await, Ok(()));
    assert_eq!(supervisor.terminate_child("a").await, Ok(()));
}

/// 204: only a child that is listed and does not run can be started again.
#[tokio::test(start_paused = true)]
async fn restart_child_starts_what_does_not_run() {
    let Under { plan, child, supervisor } = one(Restart::Permanent).await;
    let first = Child::pid(&child).expect("it runs");
    assert_eq!(supervisor.restart_child("a").await, Err(ChildError::Running(first)));
    assert_eq!(supervisor.restart_child("b").await, Err(ChildError::NotFound));
    supervisor.terminate_child("a").await.expect("it is listed");
    plan.next(&[Outcome::Fail, Outcome::Ignore]);
    let failed = supervisor.restart_child("a").await;
    assert!(matches!(failed, Err(ChildError::Start(StartError::Failed(_)))), "{failed:?}");
    assert_eq!(supervisor.restart_child("a").await, Ok(None), "it chose not to start");
    let second = supervisor.restart_child("a").await.expect("a start");
    assert_eq!(second, Child::pid(&child));
    assert_ne!(second, Some(first));
    assert_eq!(child.pid().await.ok(), second);
}

/// 206: only a child that does not run can be taken off the list.
#[tokio::test(start_paused = true)]
async fn delete_child_forgets_what_does_not_run() {
    let Under { plan, child, supervisor } = one(Restart::Permanent).await;
    let pid = Child::pid(&child).expect("it runs");
    assert_eq!(supervisor.delete_child("a").await, Err(ChildError::Running(pid)));
    assert_eq!(supervisor.delete_child("b").await, Err(ChildError::NotFound));
    supervisor.terminate_child("a").await.expect("it is listed");
    assert_eq!(supervisor.delete_child("a").await, Ok(()));
    assert_eq!(supervisor.delete_child("a").await, Err(ChildError::NotFound));
    assert_eq!(supervisor.restart_child("a").await, Err(ChildError::NotFound));
    supervisor.start_child(spec(&plan)).await.expect("the id is free");
}

/// 207: an id that is taken says whether its holder runs.
#[tokio::test(start_paused = true)]
async fn start_child_with_a_taken_id() {
    let Under { plan, child, supervisor } = one(Restart::Permanent).await;
    let pid = Child::pid(&child).expect("it runs");
    let error = supervisor.start_child(spec(&plan)).await.err();
    assert_eq!(error, Some(StartError::ChildRunning(pid)));
    supervisor.terminate_child("a").await.expect("it is listed");
    let error = supervisor.start_child(spec(&plan)).await.err();
    assert_eq!(error, Some(StartError::ChildPresent));
}

/// 208: whatever ended a temporary child, its id is free.
#[tokio::test(start_paused = true)]
async fn nothing_is_kept_of_a_temporary_child() {
    let Under { plan, child, supervisor } = one(Restart::Temporary).await;
    let again = || supervisor.start_child(spec(&plan).restart(Restart::Temporary));
    end(&child, ExitReason::Normal).await;
    let child = again().await.expect("free after a normal end");
    crash(&child).await;
    let child = again().await.expect("free after a crash");
    child.server().kill();
    child.server().ended().await;
    settle(&supervisor).await;
    again().await.expect("free after a kill");
    supervisor.terminate_child("a").await.expect("it is listed");
    again().await.expect("free after a terminate");
}

/// 209: whatever is asked of a supervisor that is not there, nobody answers.
#[tokio::test(start_paused = true)]
async fn an_unknown_supervisor_is_no_process() {
    let nobody = SupervisorRef::named("supervisor_admin.nobody");
    let call = |error| match error {
        ChildError::Call(error) => matches!(error, CallError::NoProc { .. }),
        _ => false,
    };
    assert!(call(nobody.terminate_child("a").await.expect_err("nobody")));
    assert!(call(nobody.restart_child("a").await.expect_err("nobody")));
    assert!(call(nobody.delete_child("a").await.expect_err("nobody")));
    assert!(call(nobody.get_childspec("a").await.expect_err("nobody")));
    assert!(matches!(nobody.which_children().await, Err(CallError::NoProc { .. })));
    assert!(matches!(nobody.count_children().await, Err(CallError::NoProc { .. })));
    let plan = Plan::new("a", &Log::new());
    let error = nobody.start_child(spec(&plan)).await.err();
    assert_eq!(error, Some(StartError::NoSupervisor));
    assert_eq!((nobody.pid(), nobody.is_alive()), (None, false));

    let options = SupervisorOptions::new().name("supervisor_admin.named");
    let supervisor = Tree::new(options, "Test").start().await.expect("a start");
    let named = SupervisorRef::named("supervisor_admin.named");
    assert_eq!(named.pid(), supervisor.pid());
    named.start_child(spec(&plan)).await.expect("a child");
    assert_eq!(counts(supervisor.count_children().await.expect("an answer")), [1, 1, 0, 1]);
}

#[derive(Supervisor)]
struct Inner {
    #[child(start = Worker::child(Plan::new("inner", &Log::new())))]
    _worker: Child<Worker>,
}

/// 210: all that are listed are counted by their kind; the active ones are those that live.
#[tokio::test(start_paused = true)]
async fn count_children_of_every_state() {
    let options = SupervisorOptions::new().max_restarts(1_000_000);
    let mut tree = Tree::new(options, "Test");
    let log = Log::new();
    let plans = ["runs", "stopped", "restarting"].map(|name| Plan::new(name, &log));
    let children = plans
        .clone()
        .map(|plan| -> Child<Worker> { tree.child(plan.name, spec(&plan), ChildOptions::new()) });
    for id in ["inner", "quiet"] {
        let _: Child<Inner> = tree.child(id, Inner::tree(), ChildOptions::new());
    }
    let supervisor = tree.start().await.expect("a start");
    assert_eq!(counts(supervisor.count_children().await.expect("an answer")), [5, 5, 2, 3]);
    supervisor.terminate_child("stopped").await.expect("it is listed");
    supervisor.terminate_child("quiet").await.expect("it is listed");
    plans[2].next(&vec![Outcome::Fail; 100_000]);
    crash(&children[2]).await;
    assert_eq!(counts(supervisor.count_children().await.expect("an answer")), [5, 2, 2, 3]);
}

/// 211, D4: the children are listed in the order in which they start.
#[tokio::test(start_paused = true)]
async fn which_children_in_start_order() {
    let mut tree = Tree::new(SupervisorOptions::new(), "Test");
    let _: Child<Inner> = tree.child("z", Inner::tree(), ChildOptions::new());
    let plan = Plan::new("a", &Log::new());
    let a: Child<Worker> = tree.child("a", spec(&plan), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let m = supervisor.start_child(spec(&plan).id("m")).await.expect("a child");
    supervisor.terminate_child("m").await.expect("it is listed");
    crash(&a).await;
    let listed = supervisor.which_children().await.expect("an answer");
    let listed: Vec<_> = listed.iter().map(|child| (&*child.id, child.pid(), child.kind)).collect();
    assert_eq!(listed[0].0, "z");
    assert_eq!(listed[0].2, ChildKind::Supervisor);
    assert_eq!(
        listed[1..],
        [("a", Child::pid(&a), ChildKind::Worker), ("m", None, ChildKind::Worker)]
    );
    assert!(!Child::is_alive(&m));
}

/// 8.9: the specification of a child, with what was left out filled in, by id and by pid.
#[tokio::test(start_paused = true)]
async fn get_childspec_by_id_and_by_pid() {
    let Under { child, supervisor, plan } = one(Restart::Transient).await;
    let found = supervisor.get_childspec("a").await.expect("it is listed");
    assert_eq!(
        (&*found.id, found.kind, found.restart),
        ("a", ChildKind::Worker, Restart::Transient)
    );
    assert_eq!((found.shutdown, found.significant), (Shutdown::default(), false));
    let pid = Child::pid(&child).expect("it runs");
    assert_eq!(supervisor.get_childspec(pid).await, Ok(found.clone()));
    supervisor.terminate_child("a").await.expect("it is listed");
    assert_eq!(supervisor.get_childspec(Arc::clone(&found.id)).await, Ok(found));
    assert_eq!(supervisor.get_childspec(pid).await, Err(ChildError::NotFound));
    assert_eq!(supervisor.get_childspec("b".to_owned()).await, Err(ChildError::NotFound));

    supervisor
        .start_child(spec(&plan).id("c").shutdown(Shutdown::BrutalKill))
        .await
        .expect("a child");
    let found = supervisor.get_childspec("c").await.expect("it is listed");
    assert_eq!(found.shutdown, Shutdown::BrutalKill);
}

/// Does nothing at all.
#[derive(GenServer, Default)]
struct Idle;

#[gen_server]
impl Idle {}

/// 212: a hundred thousand children come and go one by one, beside a thousand that stay. If an
/// operation walked over the others, this would take hours.
#[tokio::test(start_paused = true)]
async fn many_children_come_and_go() {
    let supervisor = Tree::new(SupervisorOptions::new(), "Test").start().await.expect("a start");
    for number in 0..1_000 {
        let spec = Idle::child().id(number.to_string());
        supervisor.start_child(spec).await.expect("a child");
    }
    for number in 1_000..101_000 {
        let id: Arc<str> = number.to_string().into();
        supervisor.start_child(Idle::child().id(Arc::clone(&id))).await.expect("a child");
        supervisor.terminate_child(Arc::clone(&id)).await.expect("it is listed");
        supervisor.delete_child(id).await.expect("it is listed");
    }
    assert_eq!(
        counts(supervisor.count_children().await.expect("an answer")),
        [1_000, 1_000, 0, 1_000]
    );
    supervisor.stop().await.expect("a stop");
}

/// 214: a notice that means nothing to a supervisor is reported and dropped.
///
/// No message of another kind can be sent to one: its types are its own. But a start expression runs
/// in the supervisor, and may leave a monitor behind.
#[tokio::test(start_paused = true)]
async fn an_unexpected_notice_is_survived() {
    let mut reports = report::subscribe();
    let supervisor = Tree::new(SupervisorOptions::new(), "Test").start().await.expect("a start");
    let me = supervisor.pid().expect("it runs");
    let other = process::spawn(|mut inbox: Inbox<()>| async move { inbox.message().await });
    let other = other.expect("a runtime");
    let pid = other.pid();
    let watching = ChildSpec::<Idle>::with(move || {
        process::monitor(pid).expect("in the supervisor");
    });
    supervisor.start_child(watching).await.expect("a child");
    other.send(()).expect("it takes messages");
    other.ended().await;
    settle(&supervisor).await;
    let mine = std::iter::from_fn(|| reports.try_next()).find(|report| report.pid == me);
    let Some(Event::Unexpected { signal }) = mine.map(|report| report.event) else {
        panic!("nothing was reported");
    };
    assert!(signal.contains("Down"), "{signal}");
    assert_eq!(counts(supervisor.count_children().await.expect("an answer")), [1, 1, 0, 1]);
}
