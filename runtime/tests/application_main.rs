//! A program under `#[switchboard::main]` that is made of applications.

#[path = "support/app.rs"]
mod app;
mod support;

use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};

use app::App;
use support::Log;
use switchboard::application::{self, ApplicationError, KeepRunning};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::report::{self, Reports};

/// There is one system and one set of signals for all tests of this file.
fn alone() -> (MutexGuard<'static, ()>, Reports) {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    (turn, report::subscribe().quiet())
}

/// Lets the tree of an application give up.
fn exhaust(app: App) {
    let exhausting = process::spawn(|_: Inbox<()>| async move {
        support::crash(&app.worker()).await;
        support::crash(&app.worker()).await;
    });
    assert!(exhausting.is_ok());
}

static LOG: Mutex<Option<Log>> = Mutex::new(None);

fn log() -> Log {
    let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    log.get_or_insert_default().clone()
}

mod falls {
    //! A program whose permanent application ends.

    use super::*;

    #[switchboard::main]
    pub(crate) async fn main() -> Result<KeepRunning, ApplicationError> {
        App::new("main.base", &log()).load();
        let top = App::new("main.top", &log()).needs(&["main.base"]).load();
        application::ensure_all_started("main.top", Restart::Permanent).await?;
        exhaust(top);
        Ok(KeepRunning)
    }
}

/// 396: the end of a permanent application ends the program with a failure, after all others have
/// stopped.
#[test]
fn the_end_of_a_permanent_application_ends_the_program() {
    let _alone = alone();
    assert_eq!(falls::main(), ExitCode::FAILURE);
    let steps = [
        "start main.base",
        "start main.top",
        "crash main.top",
        "start main.top",
        "crash main.top",
        "prep_stop main.top",
        "after main.top",
        "prep_stop main.base",
        "stop main.base: shutdown",
        "after main.base",
    ];
    assert_eq!(log().take(), steps);
}

mod tree {
    //! A program that is a tree, beside an application.

    use super::app::Top;
    use super::support::Plan;
    use super::*;

    #[switchboard::main]
    pub(crate) async fn main() -> Result<Top, ApplicationError> {
        let app = App::new("main.beside", &log()).load();
        application::start("main.beside", Restart::Transient).await?;
        let tree = Top::start_link(Plan::new("main.tree", &log())).await.expect("a start");
        exhaust(app);
        Ok(tree)
    }
}

/// 396: the tree of a program is stopped in order when an application takes it down.
#[test]
fn the_tree_of_the_program_stops_in_order() {
    let _alone = alone();
    assert_eq!(tree::main(), ExitCode::FAILURE);
    let log = log().take();
    assert_eq!(log.last().map(String::as_str), Some("stop main.tree: shutdown"), "{log:?}");
}

#[cfg(unix)]
mod asked {
    //! A program that the system asks for its end.

    use super::*;

    #[switchboard::main]
    pub(crate) async fn main() -> Result<KeepRunning, ApplicationError> {
        App::new("asked.base", &log()).load();
        App::new("asked.top", &log()).needs(&["asked.base"]).load();
        application::ensure_all_started("asked.top", Restart::Permanent).await?;
        let me = std::process::id().to_string();
        let asked = std::process::Command::new("kill").args(["-TERM", &me]).status();
        assert!(asked.expect("there is a `kill`").success());
        Ok(KeepRunning)
    }
}

/// 396: SIGTERM stops the applications in the reverse of their start order, and that is a success.
#[cfg(unix)]
#[test]
fn a_request_of_the_system_stops_the_applications_in_order() {
    let _alone = alone();
    assert_eq!(asked::main(), ExitCode::SUCCESS);
    let steps = [
        "start asked.base",
        "start asked.top",
        "prep_stop asked.top",
        "stop asked.top: shutdown",
        "after asked.top",
        "prep_stop asked.base",
        "stop asked.base: shutdown",
        "after asked.base",
    ];
    assert_eq!(log().take(), steps);
}
