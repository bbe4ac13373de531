//! Trials of process groups under churn.

#[path = "support/actor.rs"]
mod actor;
#[path = "support/threads.rs"]
mod threads;

use std::collections::BTreeMap;
use std::sync::Arc;

use actor::Actor;
use switchboard::prelude::*;
use switchboard::{PgEvent, PgMonitor, PgScope, PgSpec};
use threads::{Seed, at_all, rounds};
use tokio::sync::Barrier;
use tokio::task::yield_now;

type Scope = PgScope<usize>;

const GROUPS: usize = 3;
const CHURNERS: u64 = 8;

/// Who is in which group how often, by what a monitor has told.
type Members = BTreeMap<(usize, Pid), u32>;

/// Actors come, join and leave at random, and die as members.
async fn churn(scope: Scope, mut seed: Seed, begin: Arc<Barrier>) {
    begin.wait().await;
    let mut alive = Vec::new();
    for _ in 0..300 {
        if alive.is_empty() || seed.below(4) == 0 {
            alive.push((Actor::new(), Vec::new()));
        }
        let at = seed.below(alive.len());
        let (actor, joined): &mut (Actor, Vec<usize>) = &mut alive[at];
        match seed.below(5) {
            0 => {
                let (actor, _) = alive.swap_remove(at);
                actor.kill().await;
            }
            1 if !joined.is_empty() => {
                let group = joined.swap_remove(seed.below(joined.len()));
                scope.leave(&group, actor.pid()).expect("it is a member");
            }
            _ => {
                let group = seed.below(GROUPS);
                scope.join(group, actor.pid()).expect("it runs");
                joined.push(group);
            }
        }
        if seed.below(8) == 0 {
            yield_now().await;
        }
    }
    // Half of them stay.
    for (actor, _) in alive.drain(..).step_by(2) {
        actor.kill().await;
    }
}

/// Takes what has been told. Nobody leaves who has not joined before.
fn replay(monitor: &mut PgMonitor<usize>, members: &mut Members) {
    while let Some(event) = monitor.try_recv() {
        let group = *event.group();
        for pid in event.pids() {
            let times = members.entry((group, *pid)).or_default();
            *times = match &event {
                PgEvent::Left { .. } => {
                    times.checked_sub(1).expect("each leave once, after its join")
                }
                _ => *times + 1,
            };
        }
    }
}

fn counted(groups: impl IntoIterator<Item = (usize, Vec<Pid>)>) -> Members {
    let mut members = Members::new();
    for (group, pids) in groups {
        for pid in pids {
            *members.entry((group, pid)).or_default() += 1;
        }
    }
    members
}

/// Experiment 23: eight join, leave and die at once while monitors are set: whatever moment a monitor begins
/// at, what it was told, replayed in order, is at each step possible and at the end the members.
#[test]
fn what_monitors_are_told_replays_to_the_members() {
    at_all(|_| async {
        for round in 0..u64::try_from(rounds(10)).expect("few") {
            let scope: Scope = PgSpec::new().start().await.expect("it starts");
            let begin = Arc::new(Barrier::new(usize::try_from(CHURNERS).expect("few") + 1));
            let churners: Vec<_> = (0..CHURNERS)
                .map(|n| {
                    Task::spawn(churn(scope.clone(), Seed(round * 100 + n), Arc::clone(&begin)))
                })
                .collect();
            begin.wait().await;
            let mut watches = Vec::new();
            for _ in 0..20 {
                let (monitor, groups) = scope.monitor_scope().expect("it runs");
                watches.push((monitor, counted(groups)));
                yield_now().await;
            }
            for churner in churners {
                churner.await.expect("no failure inside");
            }
            let at_the_end = (0..GROUPS).map(|group| (group, scope.members(&group)));
            let expected = counted(at_the_end);
            for (mut monitor, mut members) in watches {
                replay(&mut monitor, &mut members);
                members.retain(|_, times| *times > 0);
                assert_eq!(members, expected);
            }
            scope.stop().await.expect("a stop");
        }
    });
}
