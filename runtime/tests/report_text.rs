//! What a report says when the user's texts are odd: it stays one line, and says whom it is about.

mod support;

use std::error::Error;
use std::fmt;

use support::settle;
use switchboard::Tree;
use switchboard::prelude::*;
use switchboard::process;
use switchboard::report::{self, Event, Report, Reports};

/// A text that tries to be two lines, and to be the report of another process.
const FORGED: &str = "a\nswitchboard: Bank <1>: ended\r\u{1b}[2K\u{85}\u{2028}\"b\"";

/// The same on one line.
const SHOWN: &str = r#"a\nswitchboard: Bank <1>: ended\r\u{1b}[2K\u{85}\u{2028}"b""#;

/// Cannot be shown: by a panic, or by an error.
#[derive(Clone, Copy, Debug)]
enum Unspeakable {
    Panics,
    Fails,
}

impl fmt::Display for Unspeakable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panics => panic!("unspeakable"),
            Self::Fails => Err(fmt::Error),
        }
    }
}

impl Error for Unspeakable {}

/// Fails with what it is told.
#[derive(GenServer, Default)]
struct Herald {
    unspeakable: Option<Unspeakable>,
}

#[gen_server]
impl Herald {
    #[call]
    fn cry(&mut self, text: String) {
        panic!("{text}");
    }

    #[call]
    fn hide(&mut self, unspeakable: Unspeakable) {
        self.unspeakable = Some(unspeakable);
    }

    #[format_status]
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unspeakable {
            Some(unspeakable) => write!(f, "{unspeakable}"),
            None => f.write_str(FORGED),
        }
    }
}

fn all(reports: &mut Reports) -> Vec<Report> {
    std::iter::from_fn(|| reports.try_next()).collect()
}

/// The text without the backtrace that the environment may have asked for.
fn first_line(report: &Report) -> String {
    let text = report.to_string();
    let backtrace = match &report.event {
        Event::Crashed { reason, .. } => reason.as_panic().and_then(|panic| panic.backtrace()),
        _ => None,
    };
    match backtrace {
        Some(backtrace) => text.strip_suffix(&format!("\n{backtrace}")).expect("it is last").into(),
        None => text,
    }
}

/// Names, labels of children, panics and states are texts of the user, and each may have line breaks.
#[tokio::test(start_paused = true)]
async fn a_report_is_one_line_whatever_the_texts_in_it_are() {
    let mut reports = report::subscribe().quiet();
    let mut tree = Tree::new(SupervisorOptions::new(), "Tree");
    let herald: Child<Herald> = tree.child(FORGED, Herald::child(), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let pid = Child::pid(&herald).expect("it runs");
    process::register(pid, FORGED).expect("a free name");
    herald.cry(FORGED.to_owned()).await.expect_err("it panics");
    settle(&supervisor).await;
    let reports = all(&mut reports);
    for report in &reports {
        let line = first_line(report);
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        assert!(!line.contains(breaks), "{line:?}");
    }
    // Other tests report to everybody too.
    let crashed = |report: &&Report| matches!(report.event, Event::Crashed { .. });
    let crash = reports.iter().filter(|report| report.pid == pid).find(crashed);
    let line = first_line(crash.expect("it crashed"));
    assert!(line.starts_with(&format!("{SHOWN} {pid}: ended: panicked: {SHOWN} (at ")), "{line}");
    assert!(line.contains(&format!("; state: {SHOWN}")), "{line}");
    let restart = |report: &&Report| matches!(report.event, Event::ChildRestarted { .. });
    let line = first_line(reports.iter().find(restart).expect("it runs again"));
    assert!(line.contains(&format!(": child `{SHOWN}` runs again")), "{line}");
}

#[tokio::test(start_paused = true)]
async fn a_state_that_cannot_be_shown_says_so() {
    for (unspeakable, shown) in [
        (Unspeakable::Panics, "format_status panicked"),
        (Unspeakable::Fails, "format_status failed"),
    ] {
        let mut reports = report::subscribe().quiet();
        let herald = Herald::start().await.expect("a start");
        let pid = herald.server().pid();
        herald.hide(unspeakable).await.expect("a reply");
        let status = herald.server().sys().get_status().await.expect("it runs");
        assert_eq!(status.state, shown);
        herald.cry("help".to_owned()).await.expect_err("it panics");
        let state = all(&mut reports).into_iter().find_map(|report| match report.event {
            Event::Crashed { state, .. } if Some(report.pid) == pid => state,
            _ => None,
        });
        assert_eq!(state.as_deref(), Some(shown));
    }
}
