//! Watching a running server: statistics, log, hooks, status; and what must never be seen
//! (conformance F).

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::report::{self, Event};
use switchboard::{
    Hook, InitError, NoMessage, ReplyPort, ServerConfig, ServerOptions, Start, SysEvent,
};

/// A vault keeps a secret that `format_status` does not show.
struct Vault {
    secret: String,
    opened: u32,
    /// Redacting fails.
    broken: bool,
}

enum Call {
    Open(String),
    Crash,
}

impl switchboard::Message for Call {
    fn name(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Crash => "crash",
        }
    }
}

enum Note {
    Text(String),
}

impl switchboard::Message for Note {
    fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "note",
        }
    }
}

impl ServerConfig for Vault {
    const OPTIONS: ServerOptions = ServerOptions::new();
}

impl switchboard::GenServer for Vault {
    type Args = bool;
    type Call = Call;
    type Cast = Note;
    type Info = NoMessage;
    type Continue = NoMessage;
    type Ref = ServerRef<Self>;

    async fn init(broken: bool, _cx: &mut Context<Self>) -> Result<Self, InitError> {
        Ok(Self { secret: SECRET.to_owned(), opened: 0, broken })
    }

    async fn handle_call(&mut self, call: Call, from: ReplyPort, cx: &mut Context<Self>) {
        match call {
            Call::Open(word) => {
                self.opened += 1;
                from.reply(word == self.secret, cx);
            }
            Call::Crash => panic!("the door is stuck"),
        }
    }

    async fn handle_cast(&mut self, Note::Text(text): Note, _cx: &mut Context<Self>) {
        self.secret = text;
    }

    fn format_status(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        assert!(!self.broken, "cannot redact {}", self.secret);
        write!(f, "Vault opened {} times", self.opened)
    }
}

const SECRET: &str = "swordfish";

async fn vault(broken: bool) -> ServerRef<Vault> {
    Start::<Vault>::new(broken).run().await.expect("a start")
}

async fn open(vault: &ServerRef<Vault>, word: &str) -> bool {
    vault.call(Call::Open(word.to_owned())).await.expect("a reply")
}

/// 132: one call is one message in and one out; when it is off there is nothing to get, and on again
/// it begins at zero.
#[tokio::test(start_paused = true)]
async fn statistics_count_messages() {
    let vault = vault(false).await;
    let sys = vault.sys();
    assert_eq!(sys.get_statistics().await, Ok(None));
    sys.statistics(true).await.expect("an answer");
    assert!(open(&vault, SECRET).await);
    tokio::time::advance(Duration::from_secs(3)).await;
    let counted = sys.get_statistics().await.expect("an answer").expect("it is on");
    assert_eq!((counted.messages_in, counted.messages_out), (1, 1));
    assert_eq!(counted.time, Duration::from_secs(3));
    vault.cast(Note::Text("herring".to_owned())).expect("it takes messages");
    sys.statistics(true).await.expect("an answer");
    let counted = sys.get_statistics().await.expect("an answer").expect("it is on");
    assert_eq!((counted.messages_in, counted.messages_out), (2, 1));
    sys.statistics(false).await.expect("an answer");
    assert_eq!(sys.get_statistics().await, Ok(None));
    sys.statistics(true).await.expect("an answer");
    let counted = sys.get_statistics().await.expect("an answer").expect("it is on");
    assert_eq!((counted.messages_in, counted.messages_out), (0, 0));
}

#[derive(GenServer, Default)]
struct Plain;

#[gen_server]
impl Plain {
    #[call]
    fn me(&self) -> Option<Pid> {
        switchboard::process::current()
    }
}

/// 132: a call that would run on its caller is seen as well while somebody watches, and after that
/// it runs there again.
#[tokio::test(start_paused = true)]
async fn a_watched_server_is_seen_on_every_way() {
    let plain = Plain::start().await.expect("a start");
    let sys = plain.server().sys();
    plain.me().await.expect("a reply");
    sys.statistics(true).await.expect("an answer");
    for _ in 0..3 {
        plain.me().await.expect("a reply");
    }
    let counted = sys.get_statistics().await.expect("an answer").expect("it is on");
    assert_eq!((counted.messages_in, counted.messages_out), (3, 3));
    sys.statistics(false).await.expect("an answer");
    // On its caller it is done in one poll; through the mailbox it could not be.
    let mut call = Box::pin(plain.me());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(call.as_mut().poll(&mut context).is_ready());
}

/// 134: the log has the last events in order, and is empty when it is off.
#[tokio::test(start_paused = true)]
async fn the_log_keeps_the_last_events() {
    let vault = vault(false).await;
    let sys = vault.sys();
    sys.log(Some(4)).await.expect("an answer");
    for _ in 0..2 {
        open(&vault, SECRET).await;
    }
    let events = sys.get_log().await.expect("an answer");
    let state = |opened| SysEvent::State { state: format!("Vault opened {opened} times") };
    let call = [SysEvent::In { message: "open", from: None }, SysEvent::Out { to: None }];
    assert_eq!(events, [vec![state(1)], call.to_vec(), vec![state(2)]].concat());
    let lines: Vec<String> = events.iter().map(ToString::to_string).collect();
    assert_eq!(lines[1..3], ["got open", "replied"]);
    let other = vault.clone();
    let task = Task::spawn(async move { open(&other, SECRET).await });
    let pid = task.pid();
    task.await.expect("the task lives");
    let events = sys.get_log().await.expect("an answer");
    assert_eq!(events[1], SysEvent::In { message: "open", from: pid });
    sys.log(None).await.expect("an answer");
    open(&vault, SECRET).await;
    assert_eq!(sys.get_log().await, Ok(Vec::new()));
}

type Seen = Arc<Mutex<Vec<String>>>;

/// A hook that remembers the messages, and counts them for itself; it is done after `most`.
fn hook(seen: &Seen, most: usize) -> impl FnMut(&SysEvent) -> Hook + Send + 'static {
    let seen = Arc::clone(seen);
    let mut count = 0;
    move |event| {
        if let SysEvent::In { message, .. } = event {
            count += 1;
            seen.lock().expect("no test panics inside").push(format!("{message} {count}"));
        }
        if count == most { Hook::Done } else { Hook::Keep }
    }
}

fn take(seen: &Seen) -> Vec<String> {
    std::mem::take(&mut *seen.lock().expect("no test panics inside"))
}

/// 136: a hook sees events with what it keeps between them; the same name twice is installed once; it
/// can be removed, alone or with everything.
#[tokio::test(start_paused = true)]
async fn hooks_see_events() {
    let vault = vault(false).await;
    let sys = vault.sys();
    let (one, two) = (Seen::default(), Seen::default());
    assert_eq!(sys.install("one", hook(&one, 99)).await, Ok(true));
    assert_eq!(sys.install("one", hook(&two, 99)).await, Ok(false));
    assert_eq!(sys.install("two", hook(&two, 99)).await, Ok(true));
    open(&vault, SECRET).await;
    open(&vault, SECRET).await;
    assert_eq!(
        (take(&one), take(&two)),
        (vec!["open 1".into(), "open 2".into()], vec!["open 1".into(), "open 2".into()])
    );
    let status = sys.get_status().await.expect("an answer");
    assert_eq!(status.hooks, [Arc::from("one"), Arc::from("two")]);
    assert_eq!(sys.remove("one").await, Ok(true));
    assert_eq!(sys.remove("one").await, Ok(false));
    open(&vault, SECRET).await;
    assert_eq!((take(&one), take(&two)), (vec![], vec!["open 3".into()]));
    sys.no_debug().await.expect("an answer");
    open(&vault, SECRET).await;
    assert!(take(&two).is_empty());
}

/// 135: a hook that is done or panics is removed, and the server lives.
#[tokio::test(start_paused = true)]
async fn a_hook_that_is_done_is_removed() {
    let vault = vault(false).await;
    let sys = vault.sys();
    let seen = Seen::default();
    sys.install("done", hook(&seen, 1)).await.expect("an answer");
    sys.install("fails", |_: &SysEvent| panic!("no eyes")).await.expect("an answer");
    open(&vault, SECRET).await;
    open(&vault, SECRET).await;
    assert_eq!(take(&seen), ["open 1"]);
    assert!(sys.get_status().await.expect("an answer").hooks.is_empty());
}

/// 137: the status names the process, its type, its parent and its mode, and shows the state as
/// `format_status` does.
#[tokio::test(start_paused = true)]
async fn the_status_of_a_server() {
    let (tell, told) = tokio::sync::oneshot::channel();
    let parent = Task::spawn(async move {
        let start = Start::<Vault>::new(false).name("sys_events.vault").link(true);
        let vault = start.run().await.expect("a start");
        vault.sys().trace(true).await.expect("an answer");
        tell.send((vault.pid(), vault.sys().get_status().await)).expect("the test listens");
    });
    let parent_pid = parent.pid();
    let (pid, status) = told.await.expect("a status");
    let status = status.expect("an answer");
    assert_eq!((Some(status.pid), status.parent), (pid, parent_pid));
    assert_eq!((status.name.as_deref(), status.behaviour), (Some("sys_events.vault"), "Vault"));
    assert!(status.traced && !status.suspended);
    assert_eq!(status.state, "Vault opened 0 times");
    assert!(status.to_string().contains("Vault opened 0 times"), "{status}");
    parent.await.expect("the task lives");
}

/// 137, 138: whatever is shown of a server, its secrets are not: neither of its state nor of its
/// messages; and when redacting fails, there is a note in place of the state.
#[tokio::test(start_paused = true)]
async fn a_secret_is_never_shown() {
    for broken in [false, true] {
        let mut reports = report::subscribe();
        let vault = vault(broken).await;
        let pid = vault.pid().expect("it runs");
        let sys = vault.sys();
        let seen = Seen::default();
        let all = Arc::clone(&seen);
        let hook = move |event: &SysEvent| {
            all.lock().expect("no test panics inside").push(format!("{event} {event:?}"));
            Hook::Keep
        };
        sys.install("all", hook).await.expect("an answer");
        sys.log(Some(100)).await.expect("an answer");
        open(&vault, SECRET).await;
        vault.cast(Note::Text(SECRET.to_owned())).expect("it takes messages");
        let status = sys.get_status().await.expect("an answer");
        let log = sys.get_log().await.expect("an answer");
        assert!(vault.call::<()>(Call::Crash).await.is_err());
        vault.ended().await;
        let report = std::iter::from_fn(|| reports.try_next()).find(|report| report.pid == pid);
        let report = report.expect("a crash report");
        let Event::Crashed { state, .. } = &report.event else { panic!("{report}") };
        let note = if broken { "format_status panicked" } else { "Vault opened 1 times" };
        assert_eq!((state.as_deref(), &*status.state), (Some(note), note));
        let shown = format!("{status} {status:?} {log:?} {report} {report:?} {:?}", take(&seen));
        assert!(shown.contains(note) && shown.contains("open"));
        assert!(!shown.contains(SECRET), "{shown}");
    }
}
