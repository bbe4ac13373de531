//! How a supervisor starts: order, failures, specifications (conformance H).

mod support;

use std::sync::Arc;
use std::time::Duration;

use support::{Log, Outcome, Plan, Worker, crash};
use switchboard::prelude::*;
use switchboard::process;
use switchboard::{BadSpec, ChildCounts, ChildKind, ChildState, Tree};

fn tree() -> Tree {
    Tree::new(SupervisorOptions::new(), "Test")
}

fn add(tree: &mut Tree, plan: &Plan, options: ChildOptions) -> Child<Worker> {
    tree.child(plan.name, Worker::child(plan.clone()), options)
}

fn counts(counts: ChildCounts) -> [usize; 4] {
    [counts.specs, counts.active, counts.supervisors, counts.workers]
}

/// 148: children start in order, each after the one before has initialised.
#[tokio::test(start_paused = true)]
async fn children_start_in_order() {
    let log = Log::new();
    let mut tree = tree();
    for name in ["a", "b", "c"] {
        add(&mut tree, &Plan::new(name, &log), ChildOptions::new());
    }
    let supervisor = tree.start().await.expect("a start");
    assert_eq!(log.take(), ["start a", "start b", "start c"]);
    supervisor.stop().await.expect("a stop");
    assert_eq!(log.take(), ["stop c: shutdown", "stop b: shutdown", "stop a: shutdown"]);
}

/// Chooses not to start.
#[derive(GenServer)]
struct Reluctant;

#[gen_server]
impl Reluctant {
    #[init]
    fn open() -> Result<Self, Ignore> {
        Err(Ignore)
    }
}

/// 150: a server whose init says ignore, as a supervisor's may in OTP, ends normally and says so.
///
/// The init of a supervisor is its `build`, which has nothing to ignore with: its children have.
#[tokio::test(start_paused = true)]
async fn ignore_is_told_to_the_starter() {
    let start = switchboard::Start::<Reluctant>::new(()).name("supervisor_start.reluctant");
    assert_eq!(start.run().await.err(), Some(StartError::Ignored));
    assert_eq!(process::whereis("supervisor_start.reluctant"), None);
}

#[derive(Supervisor)]
#[supervisor(args = u8)]
struct Broken {
    #[child(start = Worker::child(plan_of(args)))]
    worker: Child<Worker>,
}

fn plan_of(number: u8) -> Plan {
    assert!(number > 0, "no plan for nothing");
    Plan::new("numbered", &Log::new())
}

/// 151: a start expression that panics is a failed start with that panic, and nothing runs.
#[tokio::test(start_paused = true)]
async fn a_panic_in_the_description_is_an_error() {
    let error = Broken::start(0).await.err().expect("no plan");
    let StartError::Failed(reason) = error else { panic!("{error:?}") };
    assert!(reason.as_panic().is_some_and(|panic| panic.to_string().contains("no plan")));
    let broken = Broken::start(1).await.expect("a plan");
    assert!(Child::is_alive(&broken.worker));
    broken.supervisor().stop().await.expect("a stop");
}

/// 152: when a child fails, those before it are stopped, those after it are never started, and the
/// error names the child.
#[tokio::test(start_paused = true)]
async fn a_failing_child_undoes_the_start() {
    let log = Log::new();
    for (outcome, expected) in [(Outcome::Fail, "no start"), (Outcome::Panic, "panicked")] {
        let mut tree = tree();
        add(&mut tree, &Plan::new("a", &log), ChildOptions::new());
        let failing = Plan::new("b", &log);
        failing.next(&[outcome]);
        add(&mut tree, &failing, ChildOptions::new());
        add(&mut tree, &Plan::new("c", &log), ChildOptions::new());
        let error = tree.start().await.expect_err("b does not start");
        let StartError::Child { id, error } = error else { panic!("{error:?}") };
        assert_eq!(&*id, "b");
        assert!(error.to_string().contains(expected), "{error}");
        assert_eq!(log.take(), ["start a", "start b", "stop a: shutdown"]);
    }
}

/// 153: a permanent child that ignores is listed without a process.
#[tokio::test(start_paused = true)]
async fn an_ignored_child_stays_listed() {
    let log = Log::new();
    let mut tree = tree();
    let quiet = Plan::new("quiet", &log);
    quiet.next(&[Outcome::Ignore]);
    let child = add(&mut tree, &quiet, ChildOptions::new());
    add(&mut tree, &Plan::new("b", &log), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    assert_eq!(counts(supervisor.count_children().await.expect("an answer")), [2, 1, 0, 2]);
    let listed = supervisor.which_children().await.expect("an answer");
    assert_eq!(listed[0].state, ChildState::NotRunning);
    assert!(!Child::is_alive(&child));
    assert!(matches!(child.pid().await, Err(CallError::NoProc { .. })));
}

/// 154: a temporary child that ignores is not kept, neither at the start nor later.
#[tokio::test(start_paused = true)]
async fn an_ignored_temporary_child_is_forgotten() {
    let log = Log::new();
    let quiet = Plan::new("quiet", &log);
    quiet.next(&[Outcome::Ignore, Outcome::Ignore]);
    let mut tree = tree();
    add(&mut tree, &quiet, ChildOptions::new().restart(Restart::Temporary));
    let supervisor = tree.start().await.expect("a start");
    assert_eq!(counts(supervisor.count_children().await.expect("an answer")), [0; 4]);
    let spec = Worker::child(quiet).restart(Restart::Temporary);
    supervisor.start_child(spec).await.expect("ignoring is no failure");
    assert_eq!(counts(supervisor.count_children().await.expect("an answer")), [0; 4]);
}

/// 155: the typed handle is what a start gives beside the pid; it is the same over restarts.
#[tokio::test(start_paused = true)]
async fn a_handle_follows_its_child_over_a_restart() {
    let log = Log::new();
    let supervisor = tree().start().await.expect("a start");
    let child = supervisor.start_child(Worker::child(Plan::new("a", &log))).await.expect("a child");
    let before = child.pid().await.expect("a pid");
    crash(&child).await;
    let after = child.pid().await.expect("a pid");
    assert_ne!(before, after);
    assert_eq!(Child::pid(&child), Some(after));
}

/// 156: a child that is added and fails leaves nothing behind.
#[tokio::test(start_paused = true)]
async fn a_failing_child_that_was_added_is_not_kept() {
    let supervisor = tree().start().await.expect("a start");
    let plan = Plan::new("a", &Log::new());
    plan.next(&[Outcome::Fail]);
    let error = supervisor.start_child(Worker::child(plan.clone())).await.expect_err("it fails");
    assert!(matches!(error, StartError::Failed(_)), "{error:?}");
    assert_eq!(counts(supervisor.count_children().await.expect("an answer")), [0; 4]);
    supervisor.start_child(Worker::child(plan)).await.expect("the id is free");
}

/// 158, 160: a specification that cannot work is an error of its own, before anything starts.
#[tokio::test(start_paused = true)]
async fn a_bad_specification_is_refused() {
    let log = Log::new();
    let zero = SupervisorOptions::new().max_seconds(Duration::ZERO);
    let error = Tree::new(zero, "Test").start().await.expect_err("no window");
    assert_eq!(error, StartError::BadSpec(BadSpec::ZeroWindow));

    let mut significant = tree();
    let options = ChildOptions::new().significant(true).restart(Restart::Transient);
    add(&mut significant, &Plan::new("a", &log), options);
    let error = significant.start().await.expect_err("nobody shuts down for it");
    assert_eq!(error, StartError::BadSpec(BadSpec::Significant(Arc::from("a"))));

    let any = SupervisorOptions::new().auto_shutdown(AutoShutdown::AnySignificant);
    let mut permanent = Tree::new(any, "Test");
    add(&mut permanent, &Plan::new("a", &log), ChildOptions::new().significant(true));
    let error = permanent.start().await.expect_err("a permanent child never ends");
    assert_eq!(error, StartError::BadSpec(BadSpec::Significant(Arc::from("a"))));

    let supervisor = tree().start().await.expect("a start");
    let spec = Worker::child(Plan::new("b", &log)).significant(true);
    let error = supervisor.start_child(spec).await.expect_err("not here either");
    assert_eq!(error, StartError::BadSpec(BadSpec::Significant(Arc::from("Worker"))));
    assert!(log.take().is_empty(), "nothing was started");
}

/// Takes an argument that cannot be copied for a second start.
#[derive(GenServer)]
struct OneShot {
    _token: Token,
}

struct Token;

#[gen_server]
impl OneShot {
    #[init]
    fn open(token: Token) -> Self {
        Self { _token: token }
    }
}

/// 158: a child whose start cannot be repeated is refused unless it is temporary.
#[tokio::test(start_paused = true)]
async fn a_start_that_cannot_be_repeated_needs_a_temporary_child() {
    let supervisor = tree().start().await.expect("a start");
    let error = supervisor.start_child(OneShot::child(Token)).await.expect_err("permanent");
    assert_eq!(error, StartError::BadSpec(BadSpec::NotRepeatable(Arc::from("OneShot"))));
    let spec = OneShot::child(Token).restart(Restart::Temporary);
    let child = supervisor.start_child(spec).await.expect("a child");
    assert!(Child::is_alive(&child));
}

/// 159: two children with one id.
#[tokio::test(start_paused = true)]
async fn a_doubled_id_is_refused() {
    let log = Log::new();
    let mut tree = tree();
    add(&mut tree, &Plan::new("a", &log), ChildOptions::new());
    add(&mut tree, &Plan::new("a", &log), ChildOptions::new());
    let error = tree.start().await.expect_err("a doubled id");
    assert_eq!(error, StartError::BadSpec(BadSpec::DuplicateId(Arc::from("a"))));
    assert!(log.take().is_empty(), "nothing was started");
}

/// 161: three restarts in five seconds, one for one, unless told otherwise.
#[tokio::test(start_paused = true)]
async fn the_defaults_are_three_restarts_in_five_seconds() {
    let log = Log::new();
    let mut tree = tree();
    let a = add(&mut tree, &Plan::new("a", &log), ChildOptions::new());
    let b = add(&mut tree, &Plan::new("b", &log), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let pid = b.pid().await.expect("a pid");
    for _ in 0..3 {
        crash(&a).await;
    }
    assert_eq!(b.pid().await.expect("a pid"), pid, "one for one");
    tokio::time::advance(Duration::from_secs(5) + Duration::from_millis(1)).await;
    for _ in 0..3 {
        crash(&a).await;
    }
    assert!(supervisor.is_alive());
    crash(&a).await;
    assert!(!supervisor.is_alive() && supervisor.gave_up());
}

/// 162: a spec takes its values from the server's options, and each can be overridden.
#[tokio::test(start_paused = true)]
async fn a_spec_has_the_options_of_its_type_and_overrides() {
    let plan = Plan::new("a", &Log::new());
    let plain = format!("{:?}", Worker::child(plan.clone()));
    assert!(plain.contains("\"Worker\"") && plain.contains("Permanent"), "{plain}");
    let changed =
        Worker::child(plan).id("other").restart(Restart::Transient).shutdown(Shutdown::BrutalKill);
    let changed = format!("{changed:?}");
    for word in ["\"other\"", "Transient", "BrutalKill"] {
        assert!(changed.contains(word), "{word} in {changed}");
    }
}

#[derive(Supervisor)]
struct Outer {
    #[child(start = Inner::tree())]
    inner: Child<Inner>,
    #[child(start = Worker::dynamic())]
    pool: DynamicSupervisor<Worker>,
    #[child]
    tasks: TaskSupervisor,
}

#[derive(Supervisor)]
struct Inner {
    #[child(start = Worker::child(Plan::new("inner", &Log::new())))]
    worker: Child<Worker>,
}

/// 163: supervisors as children are counted as such, and have all the time they need to stop.
#[tokio::test(start_paused = true)]
async fn a_supervisor_is_a_child_of_kind_supervisor() {
    let outer = Outer::start().await.expect("a start");
    assert!(Child::is_alive(&outer.inner.worker));
    assert!(outer.pool.supervisor().is_alive() && outer.tasks.supervisor().is_alive());
    let supervisor = outer.supervisor();
    assert_eq!(counts(supervisor.count_children().await.expect("an answer")), [3, 3, 3, 0]);
    let listed = supervisor.which_children().await.expect("an answer");
    assert!(listed.iter().all(|child| child.kind == ChildKind::Supervisor));
    assert!(format!("{:?}", Inner::tree()).contains("Infinity"));
    supervisor.stop().await.expect("a stop");
    assert!(!Child::is_alive(&outer.inner.worker) && !outer.pool.supervisor().is_alive());
}

#[derive(Supervisor)]
#[supervisor(name = "supervisor_start.named")]
struct Named {
    #[child(start = Worker::child(Plan::new("named", &Log::new())))]
    _worker: Child<Worker>,
}

/// 164: a supervisor is found by its name, and the name is free when it has ended.
#[tokio::test(start_paused = true)]
async fn a_supervisor_holds_its_name() {
    let named = Named::start().await.expect("a start");
    let pid = named.supervisor().pid();
    assert!(pid.is_some());
    assert_eq!(process::whereis("supervisor_start.named"), pid);
    assert_eq!(Named::start().await.err(), pid.map(StartError::AlreadyStarted));
    named.supervisor().stop().await.expect("a stop");
    assert_eq!(process::whereis("supervisor_start.named"), None);
}
