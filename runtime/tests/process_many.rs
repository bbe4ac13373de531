//! What is left when very many processes have come and gone (conformance Z). Alone in its program,
//! for it counts all processes.

#[path = "support/inside.rs"]
mod inside;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use inside::{peer, trapping};
use switchboard::process::{self, Inbox, Mail};
use switchboard::{ExitReason, Pid, Task};
use tokio::sync::Barrier;

const OBSERVERS: usize = 8;
const VICTIMS: usize = 2000;

/// Watches and links all of `victims`, and counts what it hears of each.
async fn watch(mut inbox: Inbox<()>, victims: Arc<[Pid]>, ready: Arc<Barrier>) {
    let mut downs: HashMap<_, _> = HashMap::new();
    for victim in victims.iter() {
        process::link(*victim).expect("in a process");
        downs.insert(process::monitor(*victim).expect("in a process"), 0);
    }
    ready.wait().await;
    let mut exits = 0;
    while exits < victims.len() || downs.values().any(|seen| *seen == 0) {
        match inbox.recv().await {
            Mail::Exit(exit) => {
                assert!(victims.contains(&exit.from));
                exits += 1;
            }
            Mail::Down(down) => *downs.get_mut(&down.monitor).expect("a monitor of mine") += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(downs.values().all(|seen| *seen == 1));
    inside::nothing_more(&mut inbox).await;
    let info = process::info(inbox.pid()).expect("it runs");
    assert!(info.links.is_empty() && info.monitors.is_empty(), "{info:?}");
}

/// Z18: thousands of links, monitors and ends at once, on many threads: each monitor has one down, and
/// nothing is left; neither are timers, aliases, names and labels of what has ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_left_of_very_many() {
    let before = process::count();
    let victims: Vec<_> = (0..VICTIMS).map(|_| peer()).collect();
    let pids: Arc<[Pid]> = victims.iter().map(process::ProcessRef::pid).collect();
    let ready = Arc::new(Barrier::new(OBSERVERS + 1));
    let observers: Vec<_> = (0..OBSERVERS)
        .map(|_| {
            let (pids, ready) = (Arc::clone(&pids), Arc::clone(&ready));
            Task::spawn(trapping(move |inbox| watch(inbox, pids, ready)))
        })
        .collect();
    ready.wait().await;
    for (at, victim) in victims.iter().enumerate() {
        process::register(victim.pid(), format!("process_many.{at}")).expect("a free name");
        let timer = victim.send_after(Duration::from_hours(1), ExitReason::Kill);
        assert!(timer.remaining().is_some());
    }
    let enders: Vec<_> = victims
        .chunks(VICTIMS / 4)
        .map(|victims| {
            let victims = victims.to_vec();
            Task::spawn(async move {
                for (at, victim) in victims.iter().enumerate() {
                    match at % 3 {
                        0 => victim.exit(ExitReason::Kill),
                        1 => victim.exit(ExitReason::Shutdown),
                        _ => victim.send(ExitReason::Normal).expect("room"),
                    }
                }
            })
        })
        .collect();
    for task in enders.into_iter().chain(observers) {
        task.await.expect("no failure inside");
    }
    for victim in &victims {
        victim.ended().await;
        assert!(process::info(victim.pid()).is_none());
    }
    // A task's value can be there a moment before its process is gone.
    while process::count() > before {
        tokio::task::yield_now().await;
    }
    assert_eq!(process::count(), before);
    assert!(process::registered().iter().all(|name| !name.starts_with("process_many")));
}
