//! When the end of a significant child ends its supervisor (conformance K).

mod support;

use support::{Log, Plan, Worker, crash, end, settle};
use switchboard::prelude::*;
use switchboard::{BadSpec, Tree};

struct Pair {
    log: Log,
    children: Vec<Child<Worker>>,
    supervisor: SupervisorRef,
}

impl Pair {
    /// Whether the supervisor shut itself down; then nothing is left of it.
    async fn is_over(&self) -> bool {
        settle(&self.supervisor).await;
        if self.supervisor.is_alive() {
            return false;
        }
        assert_eq!(self.supervisor.ended().await, ExitReason::Shutdown);
        assert!(!self.children.iter().any(Child::is_alive));
        assert!(!self.supervisor.gave_up());
        true
    }

    async fn kill(&self, at: usize) {
        let child = &self.children[at];
        child.server().kill();
        child.server().ended().await;
        settle(&self.supervisor).await;
    }
}

/// Children a, b, .. with these options, and a permanent bystander before them.
async fn start(auto_shutdown: AutoShutdown, options: &[ChildOptions]) -> Pair {
    let log = Log::new();
    let mut tree =
        Tree::new(SupervisorOptions::new().auto_shutdown(auto_shutdown).max_restarts(10), "Pair");
    let add = |tree: &mut Tree, name, options| -> Child<Worker> {
        tree.child(name, Worker::child(Plan::new(name, &log)), options)
    };
    add(&mut tree, "bystander", ChildOptions::new());
    let names = ["a", "b", "c"].into_iter();
    let children =
        names.zip(options).map(|(name, options)| add(&mut tree, name, options.clone())).collect();
    let supervisor = tree.start().await.expect("a start");
    log.take();
    Pair { log, children, supervisor }
}

fn significant(restart: Restart) -> ChildOptions {
    ChildOptions::new().restart(restart).significant(true)
}

const MODES: [AutoShutdown; 3] =
    [AutoShutdown::Never, AutoShutdown::AnySignificant, AutoShutdown::AllSignificant];

/// 216: the end of a child that is not significant never ends the supervisor.
#[tokio::test(start_paused = true)]
async fn a_child_that_is_not_significant_does_not_matter() {
    for mode in MODES {
        for restart in [Restart::Permanent, Restart::Transient, Restart::Temporary] {
            let plain = || ChildOptions::new().restart(restart);
            let pair = start(mode, &[plain(), plain(), plain()]).await;
            pair.kill(0).await;
            crash(&pair.children[1]).await;
            end(&pair.children[2], ExitReason::Normal).await;
            assert!(!pair.is_over().await, "{mode:?} {restart:?}");
        }
    }
}

/// 217: with any significant, however a temporary one ends, the others end in order, and the
/// supervisor shuts down.
#[tokio::test(start_paused = true)]
async fn any_significant_temporary_child_ends_the_supervisor() {
    for ending in 0..3 {
        let options = [significant(Restart::Temporary), ChildOptions::new()];
        let pair = start(AutoShutdown::AnySignificant, &options).await;
        match ending {
            0 => pair.kill(0).await,
            1 => crash(&pair.children[0]).await,
            _ => end(&pair.children[0], ExitReason::Normal).await,
        }
        assert!(pair.is_over().await, "{ending}");
        let stops = pair.log.take();
        assert_eq!(stops[stops.len() - 2..], ["stop b: shutdown", "stop bystander: shutdown"]);
    }
}

/// 218: a transient one ends the supervisor when it is done, and is restarted when it fails.
#[tokio::test(start_paused = true)]
async fn any_significant_transient_child_counts_when_it_is_done() {
    let options = [significant(Restart::Transient)];
    let pair = start(AutoShutdown::AnySignificant, &options).await;
    pair.kill(0).await;
    crash(&pair.children[0]).await;
    assert!(!pair.is_over().await);
    assert!(Child::is_alive(&pair.children[0]), "it was started again");
    for reason in [ExitReason::Normal, ExitReason::Shutdown, ExitReason::shutdown_with("done")] {
        let pair = start(AutoShutdown::AnySignificant, &options).await;
        end(&pair.children[0], reason).await;
        assert!(pair.is_over().await);
    }
}

/// 219: a significant child that is terminated on purpose does not end the supervisor.
#[tokio::test(start_paused = true)]
async fn a_significant_child_may_be_terminated() {
    for mode in [AutoShutdown::AnySignificant, AutoShutdown::AllSignificant] {
        for restart in [Restart::Transient, Restart::Temporary] {
            let pair = start(mode, &[significant(restart)]).await;
            pair.supervisor.terminate_child("a").await.expect("it is listed");
            assert!(!pair.is_over().await, "{mode:?} {restart:?}");
        }
    }
}

/// 8.10: nor does one that is stopped because a sibling is restarted.
#[tokio::test(start_paused = true)]
async fn a_significant_child_may_be_stopped_with_its_group() {
    let log = Log::new();
    let options = SupervisorOptions::new()
        .auto_shutdown(AutoShutdown::AnySignificant)
        .strategy(Strategy::OneForAll);
    let mut tree = Tree::new(options, "Test");
    let worker = |name| Worker::child(Plan::new(name, &log));
    let a: Child<Worker> = tree.child("a", worker("a"), ChildOptions::new());
    let b: Child<Worker> = tree.child("b", worker("b"), significant(Restart::Temporary));
    let supervisor = tree.start().await.expect("a start");
    crash(&a).await;
    settle(&supervisor).await;
    assert!(supervisor.is_alive() && Child::is_alive(&a) && !Child::is_alive(&b));
}

/// 220: with all significant, the last one decides, whether it is temporary or transient.
#[tokio::test(start_paused = true)]
async fn all_significant_children_must_have_ended() {
    for restart in [Restart::Temporary, Restart::Transient] {
        let options = [significant(restart), ChildOptions::new(), significant(restart)];
        let pair = start(AutoShutdown::AllSignificant, &options).await;
        end(&pair.children[2], ExitReason::Normal).await;
        assert!(!pair.is_over().await, "{restart:?}");
        if restart == Restart::Temporary {
            crash(&pair.children[0]).await;
        } else {
            crash(&pair.children[0]).await;
            assert!(!pair.is_over().await, "a transient one that fails is started again");
            end(&pair.children[0], ExitReason::Normal).await;
        }
        assert!(pair.is_over().await, "{restart:?}");
    }
}

#[derive(Supervisor)]
#[supervisor(auto_shutdown = any_significant)]
struct Inner {
    #[child(start = Worker::child(Plan::new("worker", &Log::new())), restart = transient, significant)]
    worker: Child<Worker>,
}

#[derive(Supervisor)]
#[supervisor(auto_shutdown = any_significant)]
struct Outer {
    #[child(start = Inner::tree(), restart = transient, significant)]
    significant: Child<Inner>,
    #[child(start = Inner::tree(), restart = transient)]
    other: Child<Inner>,
}

/// 222: a supervisor that shut itself down is a child that is done: its own parent follows when the
/// child is significant, and stays when it is not.
#[tokio::test(start_paused = true)]
async fn an_automatic_shutdown_goes_up() {
    let outer = Outer::start().await.expect("a start");
    let parent = outer.supervisor();
    end(&outer.other.worker, ExitReason::Normal).await;
    assert_eq!(outer.other.supervisor().ended().await, ExitReason::Shutdown);
    settle(&parent).await;
    assert!(parent.is_alive() && !Child::is_alive(&outer.other));
    end(&outer.significant.worker, ExitReason::Normal).await;
    assert_eq!(parent.ended().await, ExitReason::Shutdown);
}

/// 223: a significant child that could never end its supervisor is refused, at the start and later.
#[tokio::test(start_paused = true)]
async fn a_combination_without_sense_is_refused() {
    let refused = |id: &str| Some(StartError::BadSpec(BadSpec::Significant(id.into())));
    for mode in MODES {
        let supervisor =
            Tree::new(SupervisorOptions::new().auto_shutdown(mode), "Test").start().await;
        let supervisor = supervisor.expect("a start");
        for restart in [Restart::Permanent, Restart::Transient, Restart::Temporary] {
            let spec = || {
                let spec = Worker::child(Plan::new("a", &Log::new())).id("a");
                spec.restart(restart).significant(true)
            };
            let bad = mode == AutoShutdown::Never || restart == Restart::Permanent;
            let error = supervisor.start_child(spec()).await.err();
            assert_eq!(error, if bad { refused("a") } else { None }, "{mode:?} {restart:?}");
            let mut tree = Tree::new(SupervisorOptions::new().auto_shutdown(mode), "Test");
            let _: Child<Worker> = tree.child("a", spec(), ChildOptions::new());
            let error = tree.start().await.err();
            assert_eq!(error, if bad { refused("a") } else { None }, "{mode:?} {restart:?}");
            supervisor.terminate_child("a").await.ok();
            supervisor.delete_child("a").await.ok();
        }
    }
    // 224: a dynamic supervisor never shuts itself down, and takes no significant child.
    let pool = Worker::dynamic().start().await.expect("a start");
    let spec = Worker::child(Plan::new("a", &Log::new())).restart(Restart::Temporary);
    let error = pool.start_child(spec.id("a").significant(true)).await.err();
    assert_eq!(error, refused("a"));
}
