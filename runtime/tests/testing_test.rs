//! `#[switchboard::test]`: a runtime of one's own, names of one's own, and nothing left over.
#![cfg(feature = "test-util")]

use std::sync::Barrier;
use std::time::Duration;

use switchboard::__private01::TestOptions;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, ProcessRef};
use switchboard::{Registry, Table};

const SECOND: Duration = Duration::from_secs(1);

/// Lets time pass on the paused clock.
async fn pass(time: Duration) {
    let nothing = std::future::pending::<()>();
    assert!(tokio::time::timeout(time, nothing).await.is_err());
}

async fn idle(mut inbox: Inbox<()>) {
    inbox.message().await;
}

fn spawn_idle() -> ProcessRef<()> {
    process::spawn(idle).expect("a runtime")
}

#[switchboard::test]
async fn the_clock_is_paused() {
    let before = process::now();
    pass(SECOND * 3600).await;
    assert_eq!(process::now() - before, SECOND * 3600);
}

#[switchboard::test(clock = real)]
async fn the_clock_can_be_real() {
    let before = process::now();
    assert!((0..u32::MAX).any(|_| process::now() > before));
}

#[switchboard::test(flavor = multi_thread, worker_threads = 2)]
async fn work_is_done_on_other_threads() {
    let here = std::thread::current().id();
    let (tell, told) = tokio::sync::oneshot::channel();
    let elsewhere = process::spawn(|_: Inbox<()>| async move {
        assert!(tell.send(std::thread::current().id()).is_ok());
    });
    assert_ne!(told.await.expect("it tells"), here);
    elsewhere.expect("a runtime").ended().await;
}

#[switchboard::test]
async fn a_result_without_an_error_is_a_success() -> Result<(), StartError> {
    let process = process::spawn(idle)?;
    process.exit(ExitReason::Kill);
    process.ended().await;
    Ok(())
}

#[switchboard::test]
#[should_panic(expected = "a process is left over")]
async fn what_is_left_over_fails_the_test() {
    spawn_idle();
}

#[switchboard::test]
#[should_panic(expected = "2 processes are left over")]
async fn all_that_is_left_over_is_counted() {
    spawn_idle();
    spawn_idle();
}

#[switchboard::test]
#[should_panic(expected = "spare")]
async fn what_is_left_over_is_named() {
    process::register(spawn_idle().pid(), "spare").expect("the name is free");
}

#[switchboard::test(leaks = allow)]
async fn what_is_left_over_may_be_allowed() {
    spawn_idle();
}

#[switchboard::test]
async fn what_ends_by_itself_is_not_left_over() {
    let root = process::spawn(|mut inbox: Inbox<()>| async move {
        inbox.message().await;
        let mut last = inbox.self_ref();
        for _ in 0..50 {
            last = process::spawn_link(idle).expect("a runtime");
        }
        last.exit(ExitReason::Kill);
        inbox.message().await;
    });
    root.expect("a runtime").send(()).expect("room");
}

#[derive(GenServer, Default)]
struct Slow;

#[gen_server]
impl Slow {
    #[cast]
    fn leave(&mut self, cx: &mut Context<Self>) {
        cx.stop(ExitReason::Normal);
    }

    #[terminate]
    async fn end(&mut self) {
        pass(SECOND).await;
    }
}

#[switchboard::test]
async fn what_is_about_to_end_is_waited_for() {
    let slow = Slow::start().await.expect("it starts");
    slow.leave().expect("it takes messages");
}

/// Both tests hold the name at the same time.
static BOTH: Barrier = Barrier::new(2);

async fn holds_the_name() {
    let process = spawn_idle();
    process::register(process.pid(), "shared").expect("the name is free here");
    BOTH.wait();
    assert_eq!(process::whereis("shared"), Some(process.pid()));
    assert_eq!(process::registered().len(), 1);
    BOTH.wait();
    process::unregister("shared").expect("it is registered here");
    assert_eq!(process::whereis("shared"), None);
    process.exit(ExitReason::Kill);
    process.ended().await;
}

/// As two tests do, of which the harness might run only one at a time.
fn twice_at_once<F: Future<Output = ()>>(test: fn() -> F) {
    let run = || TestOptions::new().run(test());
    std::thread::scope(|scope| {
        scope.spawn(run);
        scope.spawn(run);
    });
}

#[test]
fn names_belong_to_one_test() {
    twice_at_once(holds_the_name);
}

static ALL: Barrier = Barrier::new(2);

async fn holds_registry_and_table() {
    let registry = Registry::<String, u8>::unique().name("users").start().await;
    let registry = registry.expect("the name is free here");
    let table = Table::<u8, u8>::set().public().name("users").create();
    let table = table.expect("the name is free here");
    ALL.wait();
    Registry::<String, u8>::named("users").expect("it is found here");
    Table::<u8, u8>::whereis("users").expect("it is found here");
    ALL.wait();
    table.delete_table().expect("it is there");
    registry.stop().await.expect("it stops");
    Registry::<String, u8>::named("users").expect_err("it is gone");
}

#[test]
fn names_of_registries_and_tables_belong_to_one_test() {
    twice_at_once(holds_registry_and_table);
}

/// What a test names is not to be found outside, whether it runs or is over.
#[test]
fn names_of_a_test_are_not_found_outside() {
    TestOptions::new().allow_leaks().run(async {
        process::register(spawn_idle().pid(), "inner").expect("the name is free");
        std::thread::scope(|scope| {
            scope.spawn(|| assert_eq!(process::whereis("inner"), None));
        });
    });
    assert_eq!(process::whereis("inner"), None);
}

#[test]
fn an_error_fails_the_test() {
    let outcome = TestOptions::new().run_result(async { Err::<(), _>("as it should") });
    assert_eq!(format!("{outcome:?}"), format!("{:?}", std::process::ExitCode::FAILURE));
}
