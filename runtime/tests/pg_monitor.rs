//! Process groups: monitors of a group and of a scope (OTP's `pg:monitor`, conformance U).

#[path = "support/actor.rs"]
mod actor;

use std::collections::HashMap;

use actor::Actor;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{PgEvent, PgMonitorRef, PgScope, PgSpec};

type Scope = PgScope<&'static str>;
type Change = PgEvent<&'static str>;

async fn scope() -> Scope {
    PgSpec::new().start().await.expect("it starts")
}

fn joined(group: &'static str, pids: &[Pid]) -> Change {
    PgEvent::Joined { group, pids: pids.to_vec() }
}

fn left(group: &'static str, pids: &[Pid]) -> Change {
    PgEvent::Left { group, pids: pids.to_vec() }
}

/// 383, 385: a monitor of a group tells who was there, and everything that changes since.
#[tokio::test]
async fn a_monitor_tells_who_was_there_and_what_changes() {
    let scope = scope().await;
    let (a, b) = (Actor::new(), Actor::new());
    scope.join("g", [a.pid(), a.pid()]).expect("it runs");
    let (mut changes, members) = scope.monitor(&"g").expect("it runs");
    assert_eq!(members, [a.pid(), a.pid()]);
    assert_eq!(changes.try_recv(), None, "what was there is no change");
    scope.join("other", b.pid()).expect("it runs");
    scope.join("g", b.pid()).expect("it runs");
    scope.leave(&"g", [a.pid(), b.pid()]).expect("they are members");
    scope.join("g", Vec::new()).expect("it runs");
    a.kill().await;
    assert_eq!(changes.try_recv(), Some(joined("g", &[b.pid()])));
    assert_eq!(changes.try_recv(), Some(left("g", &[a.pid(), b.pid()])));
    assert_eq!(changes.try_recv(), Some(left("g", &[a.pid()])), "its end");
    assert_eq!(changes.try_recv(), None);
}

/// 383, 385: a monitor of a scope tells of all its groups, and an end of all that it ends.
#[tokio::test]
async fn a_scope_monitor_tells_of_all_groups() {
    let scope = scope().await;
    let (a, b) = (Actor::new(), Actor::new());
    scope.join("g", a.pid()).expect("it runs");
    let (mut changes, groups) = scope.monitor_scope().expect("it runs");
    assert_eq!(groups, HashMap::from([("g", vec![a.pid()])]));
    scope.join("h", [b.pid(), a.pid(), a.pid()]).expect("it runs");
    assert_eq!(changes.recv().await, Some(joined("h", &[b.pid(), a.pid(), a.pid()])));
    a.kill().await;
    let mut ends = [changes.try_recv(), changes.try_recv()];
    ends.sort_by_key(|end| end.as_ref().map(|end| *end.group()));
    let [of_g, of_h] = ends;
    assert_eq!(of_g, Some(left("g", &[a.pid()])));
    assert_eq!(of_h, Some(left("h", &[a.pid(), a.pid()])));
    assert_eq!(changes.try_recv(), None);
}

/// 387: the snapshot and the changes since add up to the members, whatever happens meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_is_no_gap_between_the_snapshot_and_the_changes() {
    let scope = scope().await;
    let actors: Vec<Actor> = (0..20).map(|_| Actor::new()).collect();
    for actor in &actors {
        let own = scope.clone();
        let job = move || {
            for round in 0..200 {
                own.join_self("g").expect("it runs");
                if round % 2 == 0 {
                    own.leave_self(&"g").expect("it is a member");
                }
            }
        };
        actor.0.send(Box::new(job)).expect("room");
    }
    let mut watches = Vec::new();
    for at in 0..50 {
        watches.push(scope.monitor(&"g").expect("it runs"));
        if at % 10 == 0 {
            actors[at / 10].0.exit(ExitReason::Kill);
        }
        tokio::task::yield_now().await;
    }
    for (at, actor) in actors.iter().enumerate() {
        if at < 5 {
            assert_eq!(actor.0.ended().await, ExitReason::Killed);
        } else {
            actor.run(|| ()).await;
        }
    }
    let counted = |pids: &[Pid]| {
        let mut all: HashMap<Pid, i64> = HashMap::new();
        for pid in pids {
            *all.entry(*pid).or_default() += 1;
        }
        all
    };
    let expected = counted(&scope.members(&"g"));
    for (mut changes, members) in watches {
        let mut all = counted(&members);
        while let Some(change) = changes.try_recv() {
            let by = if matches!(change, PgEvent::Joined { .. }) { 1 } else { -1 };
            for pid in change.pids() {
                *all.entry(*pid).or_default() += by;
            }
        }
        all.retain(|_, times| *times != 0);
        assert_eq!(all, expected);
    }
}

/// 390: when its scope ends, a monitor ends.
#[tokio::test]
async fn a_monitor_ends_with_its_scope() {
    let scope = scope().await;
    let member = Actor::new();
    let (mut changes, _) = scope.monitor(&"g").expect("it runs");
    scope.join("g", member.pid()).expect("it runs");
    scope.stop().await.expect("it stops");
    assert_eq!(changes.recv().await, Some(joined("g", &[member.pid()])));
    assert_eq!(changes.recv().await, None);
}

/// Watches groups from inside, with a mailbox that is full at once.
#[derive(GenServer)]
#[server(mailbox = 1)]
struct Watch {
    scope: Scope,
    group: PgMonitorRef,
    heard: Vec<Change>,
}

#[gen_server]
impl Watch {
    #[init]
    fn begin(scope: Scope, cx: &mut Context<Self>) -> Result<Self, switchboard::PgError> {
        let (group, members) = cx.monitor_group(&scope, &"g")?;
        let heard = vec![joined("g", &members)];
        Ok(Self { scope, group, heard })
    }

    #[info]
    fn changed(&mut self, change: Change) {
        self.heard.push(change);
    }

    #[call]
    fn heard(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.heard)
    }

    #[call]
    fn end(&mut self) -> (bool, bool) {
        (self.scope.demonitor(self.group), self.scope.demonitor(self.group))
    }

    #[call]
    fn all(&mut self, cx: &mut Context<Self>) -> usize {
        cx.monitor_scope(&self.scope).map_or(0, |(_, groups)| groups.len())
    }
}

/// 383: the changes arrive as infos, past the capacity of the mailbox; a monitor ends once.
#[tokio::test]
async fn a_server_hears_of_changes_as_infos() {
    let scope = scope().await;
    let (a, b) = (Actor::new().pid(), Actor::new().pid());
    scope.join("g", a).expect("it runs");
    let watch = Watch::start(scope.clone()).await.expect("it starts");
    for pid in [b, a, b] {
        scope.join("g", pid).expect("it runs");
    }
    scope.leave(&"g", a).expect("it is a member");
    let mut expected = vec![joined("g", &[a])];
    expected.extend([b, a, b].map(|pid| joined("g", &[pid])));
    expected.push(left("g", &[a]));
    assert_eq!(watch.heard().await, Ok(expected));
    assert_eq!(watch.end().await, Ok((true, false)));
    scope.join("g", a).expect("it runs");
    assert_eq!(watch.heard().await, Ok(vec![]));
    assert_eq!(watch.all().await, Ok(1));
    scope.join("h", a).expect("it runs");
    assert_eq!(watch.heard().await, Ok(vec![joined("h", &[a])]));
    watch.server().stop().await.expect("it stops");
    scope.join("h", b).expect("nobody listens, which harms nobody");
}

/// 387: a monitor that was dropped, or whose process has ended, hears nothing and holds nothing up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn monitors_of_the_dead_are_dropped() {
    let scope = scope().await;
    let member = Actor::new();
    for _ in 0..100 {
        let watch = Watch::start(scope.clone()).await.expect("it starts");
        drop(scope.monitor(&"g").expect("it runs"));
        watch.server().kill();
        assert_eq!(watch.server().ended().await, ExitReason::Killed);
    }
    let own = scope.clone();
    let watcher = process::spawn(move |_: Inbox<()>| async move {
        let (mut changes, _) = own.monitor(&"g").expect("it runs");
        changes.recv().await.map_or(ExitReason::NoProc, ExitReason::custom)
    });
    let watcher = watcher.expect("a runtime");
    while watcher.is_alive() {
        scope.join("g", member.pid()).expect("it runs");
        scope.leave(&"g", member.pid()).expect("it is a member");
        tokio::task::yield_now().await;
    }
    assert!(!matches!(watcher.ended().await, ExitReason::NoProc | ExitReason::Panic(_)));
}
