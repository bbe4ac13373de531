//! What servers do, as metrics of the `metrics` crate.
//!
//! The keys of a server's message are made once and kept, for a message must not cost an allocation.
//! There are as many as the program has messages: labels are names of types and of handlers.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::Duration;

use metrics::{Key, KeyName, Label, Level, Metadata, Recorder, Unit, with_recorder};

use crate::clock::{self, Instant};
use crate::process::{ExitReason, guard, short_type};
use crate::sync::{Lock, SharedLock};

const MESSAGES: &str = "switchboard_messages_total";
const WAIT: &str = "switchboard_message_wait_seconds";
const HANDLING: &str = "switchboard_message_handling_seconds";
const DROPPED: &str = "switchboard_messages_dropped_total";
const REFUSED: &str = "switchboard_messages_refused_total";
const TIMEOUTS: &str = "switchboard_call_timeouts_total";
const STARTED: &str = "switchboard_processes_started_total";
const EXITED: &str = "switchboard_processes_exited_total";
const RESTARTS: &str = "switchboard_restarts_total";

static METADATA: Metadata<'static> = Metadata::new("switchboard", Level::INFO, None);

/// Tells the recorder what each metric means and its unit; with the feature `metrics`.
///
/// Call it once, after the recorder is installed. Metrics are recorded without it as well.
pub fn describe_metrics() {
    let counters = [
        (
            MESSAGES,
            "messages that servers took to handle them, also calls that run on their caller",
        ),
        (DROPPED, "messages that a full mailbox dropped"),
        (REFUSED, "casts and infos that a full mailbox gave back to their sender"),
        (TIMEOUTS, "calls whose caller did not wait any longer"),
        (STARTED, "processes that were started"),
        (EXITED, "processes that have ended, by the class of their reason"),
        (RESTARTS, "children that a supervisor has started again"),
    ];
    let histograms = [
        (WAIT, "how long a message waited in the mailbox"),
        (HANDLING, "how long a handler took, from its begin to its end"),
    ];
    with_recorder(|recorder| {
        for (name, text) in counters {
            recorder.describe_counter(KeyName::from(name), Some(Unit::Count), text.into());
        }
        for (name, text) in histograms {
            recorder.describe_histogram(KeyName::from(name), Some(Unit::Seconds), text.into());
        }
    });
}

/// When a message was sent.
pub(super) struct Sent(Instant);

impl Sent {
    #[inline]
    pub(super) fn now() -> Self {
        Self(clock::now())
    }
}

/// What measures one run of a handler.
pub(super) struct Meter {
    keys: &'static Keys,
    began: Instant,
}

impl Meter {
    pub(super) fn begin(kind: &'static str, message: &'static str, sent: Option<&Sent>) -> Self {
        let (keys, began) = (keys_of(kind, message), clock::now());
        record(|recorder| {
            count(recorder, &keys.messages);
            if let Some(Sent(sent)) = sent {
                time(recorder, &keys.wait, began.saturating_duration_since(*sent));
            }
        });
        Self { keys, began }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        let took = clock::now().saturating_duration_since(self.began);
        record(|recorder| time(recorder, &self.keys.handling, took));
    }
}

/// A message fell, because a mailbox was full.
pub(crate) fn dropped(kind: &'static str, message: &'static str) {
    record(|recorder| count(recorder, &keys_of(kind, message).dropped));
}

/// A message went back to its sender, because a mailbox was full.
pub(crate) fn refused(kind: &'static str, message: &'static str) {
    record(|recorder| count(recorder, &keys_of(kind, message).refused));
}

/// A caller did not wait any longer.
pub(crate) fn timed_out(kind: &'static str, message: &'static str) {
    record(|recorder| count(recorder, &keys_of(kind, message).timeouts));
}

/// A process was started.
pub(crate) fn started(kind: &'static str) {
    record(|recorder| count(recorder, &lives_of(kind).started));
}

/// A process has ended.
pub(crate) fn exited(kind: &'static str, reason: &ExitReason) {
    let class = match reason {
        ExitReason::Normal => 0,
        ExitReason::Shutdown | ExitReason::ShutdownWith(_) => 1,
        ExitReason::Kill | ExitReason::Killed => 2,
        ExitReason::NoProc => 3,
        ExitReason::Timeout => 4,
        ExitReason::Panic(_) => 5,
        ExitReason::Error(_) => 6,
        ExitReason::Custom(_) => 7,
    };
    record(|recorder| count(recorder, &lives_of(kind).exited[class]));
}

/// The classes of reasons.
const CLASSES: [&str; 8] =
    ["normal", "shutdown", "killed", "noproc", "timeout", "panic", "error", "custom"];

/// A supervisor has started a child again.
pub(crate) fn restarted(kind: &'static str) {
    record(|recorder| count(recorder, &lives_of(kind).restarts));
}

/// The recorder is the user's: what it does wrong is no failure of a process.
fn record(write: impl FnOnce(&dyn Recorder)) {
    drop(guard::catch(|| with_recorder(write)));
}

fn count(recorder: &dyn Recorder, key: &Key) {
    recorder.register_counter(key, &METADATA).increment(1);
}

fn time(recorder: &dyn Recorder, key: &Key, time: Duration) {
    recorder.register_histogram(key, &METADATA).record(time.as_secs_f64());
}

fn server(kind: &'static str) -> Label {
    Label::from_static_parts("server", short_type(kind))
}

/// The keys of one message of one type of server.
struct Keys {
    messages: Key,
    wait: Key,
    handling: Key,
    dropped: Key,
    refused: Key,
    timeouts: Key,
}

impl Keys {
    fn new(kind: &'static str, message: &'static str) -> Self {
        let labels = vec![server(kind), Label::from_static_parts("message", message)];
        let labels: &'static [Label] = labels.leak();
        let key = |name| Key::from_static_parts(name, labels);
        Self {
            messages: key(MESSAGES),
            wait: key(WAIT),
            handling: key(HANDLING),
            dropped: key(DROPPED),
            refused: key(REFUSED),
            timeouts: key(TIMEOUTS),
        }
    }
}

/// The keys of the lives of one type of process.
struct Lives {
    started: Key,
    restarts: Key,
    exited: [Key; CLASSES.len()],
}

impl Lives {
    fn new(kind: &'static str) -> Self {
        let labels: &'static [Label] = vec![server(kind)].leak();
        let exited = CLASSES.map(|class| {
            let labels = vec![server(kind), Label::from_static_parts("reason", class)];
            Key::from_static_parts(EXITED, labels.leak())
        });
        let key = |name| Key::from_static_parts(name, labels);
        Self { started: key(STARTED), restarts: key(RESTARTS), exited }
    }
}

/// The keys of the lives of all types.
static LIVES: LazyLock<SharedLock<HashMap<&'static str, &'static Lives>>> =
    LazyLock::new(SharedLock::default);

fn lives_of(kind: &'static str) -> &'static Lives {
    let known = LIVES.read().get(kind).copied();
    known.unwrap_or_else(|| {
        LIVES.write().entry(kind).or_insert_with(|| Box::leak(Box::new(Lives::new(kind))))
    })
}

/// All keys, by the type of the server and the name of the message.
type All = HashMap<(&'static str, &'static str), &'static Keys>;

static ALL: LazyLock<Lock<All>> = LazyLock::new(Lock::default);

/// How many keys a thread remembers.
const KNOWN: usize = 64;

/// Two names, and their keys.
type Known = Option<(&'static str, &'static str, &'static Keys)>;

thread_local! {
    static NEAR: [Cell<Known>; KNOWN] = const { [const { Cell::new(None) }; KNOWN] };
}

fn keys_of(kind: &'static str, message: &'static str) -> &'static Keys {
    let (at, on) = (message.as_ptr() as usize, kind.as_ptr() as usize);
    NEAR.with(|near| {
        let place = &near[(at ^ (at >> 6) ^ on ^ (on >> 6) ^ message.len()) % KNOWN];
        match place.get() {
            Some((known, name, keys))
                if std::ptr::eq(known, kind) && std::ptr::eq(name, message) =>
            {
                keys
            }
            _ => {
                let keys = look_up(kind, message);
                place.set(Some((kind, message, keys)));
                keys
            }
        }
    })
}

#[cold]
fn look_up(kind: &'static str, message: &'static str) -> &'static Keys {
    let mut all = ALL.lock();
    all.entry((kind, message)).or_insert_with(|| Box::leak(Box::new(Keys::new(kind, message))))
}
