//! What is known of a process: info, labels, dictionary, ancestors and callers (conformance A, B).

#[path = "support/inside.rs"]
mod inside;

use std::sync::Arc;

use inside::{inside, linked_peer, peer, run};
use switchboard::PanicInfo;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, NotInProcess, ProcessInfo, ProcessOptions};
use switchboard::report::{self, Event};

/// 32: of a process that has ended there is nothing to know, nor of one that has begun to end.
#[tokio::test(start_paused = true)]
async fn of_the_dead_there_is_nothing_to_know() {
    let peer = peer();
    assert!(process::info(peer.pid()).is_some());
    peer.exit(ExitReason::Kill);
    assert!(process::info(peer.pid()).is_none());
    peer.ended().await;
    assert!(process::info(peer.pid()).is_none());
}

/// 44: a process that registers a free name is found by it, and its info shows it.
#[tokio::test(start_paused = true)]
async fn a_registered_name_is_found_and_shown() {
    let peer = peer();
    assert_eq!(process::whereis("process_info.44"), None);
    process::register(peer.pid(), "process_info.44").expect("a free name");
    assert_eq!(process::whereis("process_info.44"), Some(peer.pid()));
    let info = process::info(peer.pid()).expect("it runs");
    assert_eq!(info.name.as_deref(), Some("process_info.44"));
    assert!(process::registered().iter().any(|name| **name == *"process_info.44"));
}

/// Info is what was set, at both ends of links and monitors (1.1).
#[tokio::test(start_paused = true)]
async fn info_shows_links_monitors_mail_and_trap() {
    let options = ProcessOptions::new().trap_exit(true);
    run(options, |inbox: Inbox<u8>| async move {
        let (linked, watched) = (linked_peer(), peer());
        for _ in 0..2 {
            process::monitor(watched.pid()).expect("in a process");
        }
        for mail in [1, 2, 3] {
            inbox.self_ref().send(mail).expect("room");
        }
        let mine = process::info(inbox.pid()).expect("it runs");
        assert_eq!((mine.pid, mine.kind, mine.trap_exit), (inbox.pid(), "u8", true));
        assert_eq!((mine.links, mine.mailbox_len), (vec![linked.pid()], 3));
        assert_eq!((mine.monitors, mine.monitored_by), (vec![watched.pid(); 2], vec![]));

        let theirs = process::info(watched.pid()).expect("it runs");
        assert_eq!((theirs.monitors, theirs.monitored_by), (vec![], vec![inbox.pid(); 2]));
        assert_eq!((theirs.links, theirs.trap_exit), (vec![], false));
        assert_eq!((theirs.parent, theirs.name), (Some(inbox.pid()), None));
        let linked = process::info(linked.pid()).expect("it runs");
        assert_eq!(linked.links, [inbox.pid()]);
    })
    .await;
}

/// 34: a label is what the process has set, for itself and for others; without one there is none.
#[tokio::test(start_paused = true)]
async fn a_label_is_seen_by_all() {
    let mut reports = report::subscribe();
    inside(|inbox: Inbox<()>| async move {
        let me = inbox.pid();
        assert_eq!(process::get_label(me), None);
        assert_eq!(process::set_label("job 17"), Ok(None));
        assert_eq!(process::set_label("job 18"), Ok(Some(Arc::from("job 17"))));
        assert_eq!(process::get_label(me).as_deref(), Some("job 18"));
        let other = move |_: Inbox<()>| async move { process::info(me).and_then(|it| it.label) };
        assert_eq!(inside(other).await.as_deref(), Some("job 18"));
    })
    .await;
    assert_eq!(process::set_label("bare"), Err(NotInProcess));

    // A crash report shows it.
    let labelled = process::spawn(|_: Inbox<()>| async {
        process::set_label("job 19").expect("in a process");
        ExitReason::custom("crash")
    });
    let labelled = labelled.expect("a runtime");
    labelled.ended().await;
    assert_eq!(process::get_label(labelled.pid()), None);
    while let Some(report) = reports.try_next() {
        if report.pid == labelled.pid() {
            assert!(report.label.contains("job 19"), "{report}");
            return;
        }
    }
    panic!("no report");
}

/// 33: the dictionary gives back what was there before, finds keys by value, and belongs to one process.
#[tokio::test(start_paused = true)]
async fn a_dictionary_gives_back_what_was_there() {
    inside(|_: Inbox<()>| async move {
        assert_eq!(process::put("one", 1_u8), Ok(None));
        assert_eq!(process::put("one", 2_u8), Ok(Some(1_u8)));
        assert_eq!(process::put("two", 2_u8), Ok(None));
        assert_eq!(process::put("text", "2".to_owned()), Ok(None));
        assert_eq!(process::get("one"), Ok(Some(2_u8)));
        assert_eq!(process::get::<String>("one"), Ok(None), "of another type");
        let mut keys = process::keys_of(&2_u8).expect("in a process");
        keys.sort_unstable();
        assert_eq!(keys, ["one", "two"]);
        assert_eq!(process::keys_of(&"2".to_owned()), Ok(vec!["text"]));
        assert_eq!(process::keys_of(&9_u8), Ok(vec![]));
        let other = |_: Inbox<()>| async { process::get::<u8>("one") };
        assert_eq!(inside(other).await, Ok(None));
        assert_eq!(process::erase("one"), Ok(Some(2_u8)));
        assert_eq!(process::erase::<u8>("one"), Ok(None));
        assert_eq!(process::get::<u8>("one"), Ok(None));
    })
    .await;
    assert_eq!(process::put("one", 1_u8), Err(NotInProcess));
}

/// A value whose own code uses the dictionary.
#[derive(Debug)]
struct Nosy;

impl Clone for Nosy {
    fn clone(&self) -> Self {
        process::put("seen", true).expect("in a process");
        Self
    }
}

impl PartialEq for Nosy {
    fn eq(&self, _: &Self) -> bool {
        process::put("seen", false).expect("in a process");
        true
    }
}

/// The code of a noted value may use the dictionary itself, also when it is dropped with the process.
#[tokio::test(start_paused = true)]
async fn values_of_a_dictionary_may_use_it() {
    inside(|_: Inbox<()>| async move {
        process::put("nosy", Nosy).expect("in a process");
        assert!(process::get::<Nosy>("nosy").expect("in a process").is_some());
        assert_eq!(process::get("seen"), Ok(Some(true)));
        assert_eq!(process::keys_of(&Nosy), Ok(vec!["nosy"]));
        assert_eq!(process::get("seen"), Ok(Some(false)));
    })
    .await;
    let panicking = process::spawn(|_: Inbox<()>| async {
        process::put("bomb", Arc::new(Bomb)).expect("in a process");
    });
    let reason = panicking.expect("a runtime").ended().await;
    assert_eq!(reason.as_panic().map(PanicInfo::message), Some("dropped"));
}

/// Panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

/// Tells what it is.
#[derive(GenServer, Default)]
struct Teller;

#[gen_server]
impl Teller {
    #[call]
    fn tell(&self, cx: &mut Context<Self>) -> ProcessInfo {
        process::info(cx.pid()).expect("it runs")
    }

    #[call]
    async fn line_of_a_task(&mut self) -> Line {
        Task::spawn(async { line() }).await.expect("a value")
    }
}

/// Ancestors and callers of the current process.
type Line = (Vec<Pid>, Vec<Pid>);

fn line() -> Line {
    (process::ancestors().expect("in a process"), process::callers().expect("in a process"))
}

/// Ancestors are who started a process, nearest first, for every kind of process (3.6).
#[tokio::test(start_paused = true)]
async fn ancestors_are_who_started_it() {
    assert_eq!(process::ancestors(), Err(NotInProcess));
    inside(|inbox: Inbox<()>| async move {
        let me = inbox.pid();
        assert_eq!(line(), (vec![], vec![]), "started from outside");
        let (parent, ancestors) = inside(move |inbox: Inbox<()>| async move {
            let teller = Teller::start().await.expect("a start");
            (inbox.pid(), teller.tell().await.expect("a reply").ancestors)
        })
        .await;
        assert_eq!(ancestors, [parent, me]);
        // A line has an end, also for processes that start their own successors.
        let mut next = me;
        for _ in 0..3 {
            let code = move |inbox: Inbox<()>| async move { (inbox.pid(), line().0) };
            let (pid, ancestors) = inside(code).await;
            assert_eq!(ancestors, [me]);
            assert_ne!(std::mem::replace(&mut next, pid), pid);
        }
    })
    .await;
}

/// A line has at most 32 generations.
#[tokio::test(start_paused = true)]
async fn a_line_has_an_end() {
    fn heir(left: u32) -> std::pin::Pin<Box<dyn Future<Output = Vec<Pid>> + Send>> {
        Box::pin(async move {
            if left == 0 {
                return process::ancestors().expect("in a process");
            }
            let task = Task::spawn(heir(left - 1));
            let pid = process::current();
            let ancestors = task.await.expect("a value");
            if left == 1 {
                assert_eq!(ancestors.first().copied(), pid);
            }
            ancestors
        })
    }
    let ancestors = heir(50).await;
    assert_eq!(ancestors.len(), 32);
}

#[derive(Supervisor)]
struct Family {
    #[child]
    teller: Child<Teller>,
    #[child]
    tasks: TaskSupervisor,
}

/// The first ancestor of a supervised child is its supervisor; the callers of a task are who asked
/// for it, through nested tasks, and its ancestors who started it (3.6).
#[tokio::test(start_paused = true)]
async fn callers_are_who_asked() {
    inside(|inbox: Inbox<()>| async move {
        let me = inbox.pid();
        let family = Family::start().await.expect("a start");
        let supervisor = family.supervisor().pid().expect("it runs");
        let teller = family.teller.tell().await.expect("a reply");
        assert_eq!((teller.ancestors, teller.callers), (vec![supervisor, me], vec![]));
        assert_eq!(teller.parent, Some(supervisor));

        let (ancestors, callers) = family.teller.line_of_a_task().await.expect("a reply");
        assert_eq!(ancestors, [teller.pid, supervisor, me]);
        assert_eq!(callers, [teller.pid]);

        let outer = family.tasks.spawn_nolink(async {
            let inner = Task::spawn(async { line() });
            (inner.await.expect("a value"), process::current().expect("in a task"), line())
        });
        let ((inner_ancestors, inner_callers), outer, (outer_ancestors, outer_callers)) =
            outer.await.expect("room").await.expect("a value");
        assert_eq!((outer_callers, outer_ancestors[1]), (vec![me], supervisor));
        assert_eq!((inner_callers, inner_ancestors[0]), (vec![outer, me], outer));
    })
    .await;
}

/// A crash report of a task names those who asked for it.
#[tokio::test(start_paused = true)]
async fn a_report_of_a_task_names_its_callers() {
    let mut reports = report::subscribe();
    let (me, task) = inside(|inbox: Inbox<()>| async move {
        process::register(inbox.pid(), "process_info.asker").expect("a free name");
        process::trap_exit(true).expect("in a process");
        let task = Task::spawn(async { panic!("no value") });
        let pid = task.pid().expect("a runtime");
        task.await.expect_err("a crash");
        (inbox.pid(), pid)
    })
    .await;
    while let Some(report) = reports.try_next() {
        if report.pid == task {
            let Event::Crashed { ancestors, callers, .. } = &report.event else {
                panic!("{report}");
            };
            assert_eq!((&ancestors[..], &callers[..]), (&[me][..], &[me][..]));
            assert!(report.to_string().contains("callers:"), "{report}");
            return;
        }
    }
    panic!("no report");
}
