//! Process groups: joining, leaving, dying, scopes (conformance U).
//!
//! 386: a pid here is a process of this program, whatever it is made of; there is no invalid or
//! remote one to give, so a list is refused only as a whole, when its scope does not run.

#[path = "support/actor.rs"]
mod actor;

use std::collections::HashMap;

use actor::Actor;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{PgError, PgScope, PgSpec};

type Scope = PgScope<&'static str>;

async fn scope() -> Scope {
    PgSpec::new().start().await.expect("it starts")
}

/// 383: whoever joins or leaves sees it at once; groups come and go with their members.
#[tokio::test]
async fn groups_come_and_go_with_their_members() {
    let scope = scope().await;
    let (a, b) = (Actor::new(), Actor::new());
    assert_eq!((scope.which_groups(), scope.members(&"g")), (vec![], vec![]));
    scope.join("g", a.pid()).expect("it runs");
    assert_eq!(scope.which_groups(), ["g"]);
    scope.join("g", b.pid()).expect("it runs");
    scope.join("h", [b.pid()]).expect("it runs");
    assert_eq!(scope.members(&"g"), [a.pid(), b.pid()]);
    assert_eq!(scope.local_members(&"g"), scope.members(&"g"));
    let mut groups = scope.which_local_groups();
    groups.sort_unstable();
    assert_eq!(groups, ["g", "h"]);
    scope.leave(&"g", [b.pid(), a.pid()]).expect("both are members");
    assert_eq!((scope.which_groups(), scope.members(&"g")), (vec!["h"], vec![]));

    // And a process itself, from inside.
    let (own, pid) = (scope.clone(), a.pid());
    let seen = a.run(move || {
        own.join_self("mine").expect("it runs");
        let joined = own.members(&"mine");
        own.leave_self(&"mine").expect("it is a member");
        (joined, own.members(&"mine"), own.leave_self(&"mine"))
    });
    assert_eq!(seen.await, (vec![pid], vec![], Err(PgError::NotJoined)));
    assert_eq!(scope.join_self("mine"), Err(PgError::NotInProcess));
}

/// 384: each join is a membership of its own, and a leave takes one.
#[tokio::test]
async fn a_process_is_a_member_as_often_as_it_joined() {
    let scope = scope().await;
    let (a, b) = (Actor::new().pid(), Actor::new().pid());
    scope.join("g", [a, a, b]).expect("it runs");
    scope.join("g", a).expect("it runs");
    assert_eq!(scope.members(&"g"), [a, a, b, a]);
    for left in [[a, a, b].as_slice(), &[a, b], &[b]] {
        scope.leave(&"g", a).expect("it is a member");
        assert_eq!(scope.members(&"g"), left);
    }
    assert_eq!(scope.leave(&"g", a), Err(PgError::NotJoined));
    assert_eq!(scope.leave(&"unknown", b), Err(PgError::NotJoined));
    // One that is no member does not keep the others.
    assert_eq!(scope.leave(&"g", [a, b]), Ok(()));
    assert_eq!(scope.leave(&"g", [a, b]), Err(PgError::NotJoined));
}

/// 385: when an end is seen, the process is in no group any more, however often it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_of_a_member_takes_all_its_memberships() {
    let scope = scope().await;
    let (dies, stays) = (Actor::new(), Actor::new());
    for group in ["f", "g", "h"] {
        scope.join(group, [dies.pid(), dies.pid(), stays.pid(), dies.pid()]).expect("it runs");
    }
    scope.join("alone", dies.pid()).expect("it runs");
    dies.kill().await;
    for group in ["f", "g", "h"] {
        assert_eq!(scope.members(&group), [stays.pid()]);
    }
    assert_eq!(scope.members(&"alone"), []);
    assert_eq!(scope.which_groups().len(), 3);
    assert_eq!(scope.leave(&"g", dies.pid()), Err(PgError::NotJoined));
}

/// 385: a process that hears of an end finds the member gone.
#[tokio::test]
async fn whoever_hears_of_an_end_finds_the_member_gone() {
    let scope = scope().await;
    let member = Actor::new();
    scope.join("g", member.pid()).expect("it runs");
    let (watched, own, pid) = (member.0.clone(), scope.clone(), member.pid());
    let watcher = process::spawn(move |mut inbox: Inbox<()>| async move {
        process::monitor(pid).expect("in a process");
        watched.exit(ExitReason::Shutdown);
        while !matches!(inbox.recv().await, process::Mail::Down(_)) {}
        assert_eq!(own.members(&"g"), []);
    });
    assert_eq!(watcher.expect("it starts").ended().await, ExitReason::Normal);
}

/// 386: joining a process that is gone is no error, and leaves nothing.
#[tokio::test]
async fn the_dead_join_nothing() {
    let scope = scope().await;
    let (dead, lives) = (Actor::new(), Actor::new());
    dead.kill().await;
    assert_eq!(scope.join("g", dead.pid()), Ok(()));
    assert_eq!(scope.which_groups(), [""; 0]);
    assert_eq!(scope.join("g", [dead.pid(), lives.pid(), dead.pid()]), Ok(()));
    assert_eq!(scope.members(&"g"), [lives.pid()]);
}

/// 386: of a list all join or, when the scope does not run, none.
#[tokio::test]
async fn a_list_joins_as_a_whole() {
    let scope = scope().await;
    let (a, b) = (Actor::new().pid(), Actor::new().pid());
    scope.stop().await.expect("it stops");
    let both = vec![a, b];
    assert_eq!(scope.join("g", &both), Err(PgError::NoProc));
    assert_eq!(scope.join("g", both), Err(PgError::NoProc));
    assert_eq!(scope.members(&"g"), []);
}

/// 387: after a herd of joins, leaves and deaths on several threads, the table is that of the
/// memberships of those who live.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_herd_leaves_what_is_true() {
    const GROUPS: [&str; 4] = ["a", "b", "c", "d"];
    let scope = scope().await;
    let actors: Vec<Actor> = (0..60).map(|_| Actor::new()).collect();
    let mut expected: HashMap<(&str, Pid), usize> = HashMap::new();
    for (at, actor) in actors.iter().enumerate() {
        let own = scope.clone();
        // Queued, not awaited: all of them run at the same time, and some die in the middle of it.
        let job = move || {
            for round in 0..40 {
                let group = GROUPS[(at + round) % 4];
                own.join_self(group).expect("it runs");
                if round % 3 == 0 {
                    own.leave_self(&group).expect("it is a member");
                }
            }
        };
        actor.0.send(Box::new(job)).expect("room");
        let others = scope.clone();
        others.join("outside", actor.pid()).expect("it runs");
        if at % 3 == 0 {
            actor.0.exit(ExitReason::Kill);
        } else {
            let joined = (0..40).filter(|round| round % 3 != 0);
            for round in joined {
                *expected.entry((GROUPS[(at + round) % 4], actor.pid())).or_default() += 1;
            }
            expected.insert(("outside", actor.pid()), 1);
        }
    }
    for (at, actor) in actors.iter().enumerate() {
        if at % 3 == 0 {
            assert_eq!(actor.0.ended().await, ExitReason::Killed);
        } else {
            actor.run(|| ()).await;
        }
    }
    let mut table: HashMap<(&str, Pid), usize> = HashMap::new();
    for group in scope.which_groups() {
        for pid in scope.members(&group) {
            *table.entry((group, pid)).or_default() += 1;
        }
    }
    assert_eq!(table, expected);
}

/// 385, 387: joins from outside race with the end of the member, and nobody stays who is dead.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_join_that_races_with_an_end_leaves_nobody() {
    let scope = scope().await;
    for _ in 0..300 {
        let member = Actor::new();
        let (own, pid) = (scope.clone(), member.pid());
        let joiner = process::spawn(move |_: Inbox<()>| async move {
            for _ in 0..20 {
                own.join("g", pid).expect("it runs");
            }
        });
        member.kill().await;
        joiner.expect("a runtime").ended().await;
    }
    assert_eq!(scope.members(&"g"), []);
}

/// 388: two scopes know nothing of each other.
#[tokio::test]
async fn scopes_are_worlds_of_their_own() {
    let (one, two) = (scope().await, scope().await);
    let (a, b) = (Actor::new().pid(), Actor::new().pid());
    one.join("g", a).expect("it runs");
    two.join("g", b).expect("it runs");
    assert_eq!((one.members(&"g"), two.members(&"g")), (vec![a], vec![b]));
    one.stop().await.expect("it stops");
    assert_eq!((one.members(&"g"), two.members(&"g")), (vec![], vec![b]));
}

/// 388: a scope that does not run refuses changes and has no members.
#[tokio::test]
async fn a_scope_that_does_not_run_is_empty() {
    let scope = scope().await;
    let member = Actor::new();
    scope.join("g", member.pid()).expect("it runs");
    let owner = scope.pid().expect("it runs");
    scope.stop().await.expect("it stops");
    assert!(!process::is_alive(owner) && scope.pid().is_none());
    assert_eq!(scope.join("g", member.pid()), Err(PgError::NoProc));
    assert_eq!(scope.leave(&"g", member.pid()), Err(PgError::NoProc));
    assert_eq!(scope.monitor(&"g").map(drop), Err(PgError::NoProc));
    assert_eq!(scope.monitor_scope().map(drop), Err(PgError::NoProc));
    assert_eq!((scope.members(&"g"), scope.which_groups()), (vec![], vec![]));
    assert!(member.0.is_alive(), "a member does not depend on its scope");
}

#[derive(Supervisor)]
struct World {
    #[child(start = PgSpec::new().name("pg_groups.world"))]
    groups: PgScope<&'static str>,
}

/// 390: a scope that was restarted is empty until processes join again.
#[tokio::test]
async fn a_restarted_scope_is_empty() {
    let world = World::start().await.expect("it starts");
    let member = Actor::new();
    world.groups.join("g", member.pid()).expect("it runs");
    let before = world.groups.pid().expect("it runs");
    assert_eq!(process::whereis("pg_groups.world"), Some(before));
    process::exit(before, ExitReason::Kill);
    while world.groups.pid().is_none_or(|pid| pid == before) {
        drop(world.supervisor().count_children().await);
    }
    assert_eq!((world.groups.which_groups(), world.groups.members(&"g")), (vec![], vec![]));
    world.groups.join("g", member.pid()).expect("it runs");
    assert_eq!(world.groups.members(&"g"), [member.pid()]);
    member.kill().await;
    assert_eq!(world.groups.members(&"g"), []);
    world.supervisor().stop().await.expect("it stops");
}
