//! The life of a state machine: its start, its end, what is reported of it, its supervisor
//! (conformance R).
//!
//! 326, 328, in part: a wrong value of `init`, and a handler that returns what is no step, do not
//! compile (`ui-tests/ui/gen_statem/fail`).

#[path = "support/probe.rs"]
mod probe;
mod support;

use std::fmt;
use std::sync::Arc;

use probe::{ProbeRef, SECOND, State, probe};
use support::Log;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, ProcessOptions};
use switchboard::report::{self, Event};
use switchboard::{
    Handled, InitError, LookupError, NoMessage, ServerConfig, ServerOptions, Start, Statem,
};
use tokio::sync::Notify;

/// How a start goes.
#[derive(Clone, Debug)]
enum Plan {
    Well,
    Ignore,
    Fail,
    Stop,
    Panic,
}

#[derive(GenStatem)]
#[statem(name = "statem_life.starter")]
struct Starter;

#[derive(Clone, Debug, PartialEq)]
enum Only {
    One,
}

#[gen_statem(state = Only)]
impl Starter {
    #[init]
    async fn begin(
        plan: Plan,
        cx: &mut StatemContext<Self>,
    ) -> Result<(Only, Self), Box<dyn std::error::Error + Send + Sync>> {
        tokio::task::yield_now().await;
        match plan {
            Plan::Well => {}
            Plan::Ignore => return Err(Ignore.into()),
            Plan::Fail => return Err("no luck".into()),
            Plan::Stop => cx.stop(ExitReason::custom("not today")),
            Plan::Panic => panic!("no start"),
        }
        Ok((Only::One, Self))
    }

    #[on(_, call)]
    fn here(&self) -> bool {
        true
    }
}

/// 326: a start that is ignored, fails or panics gives its reason, and leaves neither process nor
/// name nor exit behind.
#[tokio::test(start_paused = true)]
async fn a_start_that_fails_leaves_nothing() {
    let (told, mut answers) = tokio::sync::mpsc::unbounded_channel();
    let code = move |mut inbox: Inbox<()>| async move {
        for plan in [Plan::Ignore, Plan::Fail, Plan::Stop, Plan::Panic, Plan::Ignore] {
            let error = Starter::start_link(plan).await.expect_err("no start");
            let name_is_free = process::whereis("statem_life.starter").is_none();
            told.send((error, name_is_free)).expect("the test listens");
        }
        let starter = Starter::start_link(Plan::Well).await.expect("a start");
        assert_eq!(starter.here().await, Ok(true));
        // Only the end of the last one is ever heard of.
        starter.server().kill();
        starter.server().ended().await;
        let exit = inbox.recv().await;
        assert!(format!("{exit:?}").contains("Killed"), "{exit:?}");
    };
    let parent = ProcessOptions::new().trap_exit(true).spawn(code).expect("a runtime");
    let mut errors = Vec::new();
    while let Some((error, name_is_free)) = answers.recv().await {
        assert!(name_is_free, "{error}");
        errors.push(error);
    }
    let [StartError::Ignored, StartError::Failed(fail), stop, panic, StartError::Ignored] =
        &errors[..]
    else {
        panic!("{errors:?}");
    };
    assert_eq!(fail.to_string(), "no luck");
    assert_eq!(*stop, StartError::Failed(ExitReason::custom("not today")));
    assert!(matches!(panic, StartError::Failed(ExitReason::Panic(_))), "{panic:?}");
    assert_eq!(parent.ended().await, ExitReason::Normal);
}

/// 326: a name that is taken is an error; by name a machine is found as what it is.
#[tokio::test(start_paused = true)]
async fn a_machine_has_a_name_as_a_server_does() {
    let (log, name) = (Log::new(), "statem_life.named");
    let start = || {
        let begin: probe::Step = Box::new(|_| Next::keep());
        Start::<Statem<probe::Probe>>::new((log.clone(), begin, Vec::new())).name(name).run()
    };
    let first = start().await.expect("a start");
    let pid = first.server().pid().expect("it runs");
    assert_eq!(start().await.expect_err("taken"), StartError::AlreadyStarted(pid));
    let found = ProbeRef::from(ServerRef::whereis(name).expect("it is there"));
    assert_eq!(found.state().await, Ok(State::A));
    let other = ServerRef::<Statem<Starter>>::whereis(name).expect_err("another type");
    assert!(matches!(other, LookupError::WrongServer(kind) if kind.ends_with("Probe")));
    assert!(format!("{:?}", first.server()).contains("Probe"), "{first:?}");
}

/// By hand, to show what reports may say.
mod by_hand {
    use super::*;

    pub(super) struct Shown(u32);

    impl ServerConfig for Shown {
        const OPTIONS: ServerOptions = ServerOptions::new();
    }

    pub(super) enum Cast {
        Wait,
        Insert,
        Fall,
    }

    impl Message for Cast {
        fn name(&self) -> &'static str {
            match self {
                Self::Wait => "wait",
                Self::Insert => "insert",
                Self::Fall => "fall",
            }
        }
    }

    impl switchboard::GenStatem for Shown {
        type State = &'static str;
        type Args = u32;
        type Call = NoMessage;
        type Cast = Cast;
        type Info = NoMessage;
        type Internal = NoMessage;
        type EventTimeout = NoMessage;
        type StateTimeout = NoMessage;
        type Timeout = NoMessage;
        type Ref = ServerRef<Statem<Self>>;

        async fn init(
            data: u32,
            _: &mut StatemContext<Self>,
        ) -> Result<(&'static str, Self), InitError> {
            Ok(("whole", Self(data)))
        }

        async fn handle_event(
            &mut self,
            _: &&'static str,
            event: StatemEvent<Self>,
            cx: &mut StatemContext<Self>,
        ) -> Handled<Self> {
            match event {
                StatemEvent::Cast(Cast::Wait) => Handled::Postpone(event),
                StatemEvent::Cast(Cast::Insert) => {
                    cx.next_event(StatemEvent::Cast(Cast::Fall));
                    cx.next_event(StatemEvent::Cast(Cast::Wait));
                    Next::keep().into()
                }
                _ => panic!("it fell"),
            }
        }

        fn format_status(&self, state: &&'static str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{state} glass of {}", self.0)
        }
    }
}

/// 345: one report names the state, the data as the machine shows it, the event, and what waits.
#[tokio::test(start_paused = true)]
async fn a_crash_is_reported_with_what_waits() {
    let mut reports = report::subscribe();
    let glass = Start::<Statem<by_hand::Shown>>::new(7).run().await.expect("a start");
    let pid = glass.pid().expect("it runs");
    for cast in [by_hand::Cast::Wait, by_hand::Cast::Wait, by_hand::Cast::Insert] {
        assert!(glass.cast(cast).is_ok());
    }
    assert!(glass.ended().await.as_panic().is_some());
    let mut mine = Vec::new();
    while let Some(report) = reports.try_next() {
        mine.extend((report.pid == pid).then_some(report));
    }
    let [report] = &mine[..] else { panic!("{mine:?}") };
    assert!(report.label.contains("Shown"), "{report}");
    let Event::Crashed { reason, state: Some(state), .. } = &report.event else {
        panic!("{report}");
    };
    assert_eq!(reason.as_panic().map(switchboard::PanicInfo::message), Some("it fell"));
    assert_eq!(state, "whole glass of 7; event: fall; queued: wait; postponed: wait, wait");
}

/// A machine that waits where it is told, and panics when there is nothing left.
#[derive(GenStatem)]
#[statem(timeout = "5s")]
struct Glass {
    secret: u32,
    log: Log,
    gate: Arc<Notify>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Level {
    Full,
    Empty,
}

#[gen_statem(state = Level)]
impl Glass {
    #[init]
    fn fill(secret: u32, log: Log, gate: Arc<Notify>) -> (Level, Self) {
        (Level::Full, Self { secret, log, gate })
    }

    #[on(Full, cast)]
    fn drink(&mut self) -> Next<Level> {
        self.secret = 0;
        Next::to(Level::Empty)
    }

    #[on(Empty, cast = drink)]
    fn nothing_left(&mut self) {
        self.secret += 1;
        panic!("empty");
    }

    #[on(_, call)]
    async fn look(&mut self, level: &Level) -> Level {
        self.gate.notified().await;
        *level
    }

    #[on(_, call = look_again, postpone = Full)]
    fn never(&mut self) {}

    #[terminate]
    async fn wash(&mut self, reason: &ExitReason, state: &Level, cx: &mut StatemContext<Self>) {
        tokio::task::yield_now().await;
        let kind = if reason.as_panic().is_some() { "panic" } else { "order" };
        self.log.push(format!(
            "{kind} {state:?} {} {}",
            self.secret,
            cx.pid() == cx.self_ref().server().pid().expect("it runs")
        ));
    }
}

/// 345: after a panic `terminate` gets the reason, the state and the data; callers whose calls were
/// postponed get the reason.
#[tokio::test(start_paused = true)]
async fn terminate_sees_reason_state_and_data() {
    let (log, gate) = (Log::new(), Arc::new(Notify::new()));
    let glass = Glass::start(3, log.clone(), Arc::clone(&gate)).await.expect("a start");
    let caller = Task::spawn({
        let glass = glass.clone();
        async move { glass.look_again().await }
    });
    probe::rest().await;
    glass.drink().expect("room");
    probe::rest().await;
    // It was postponed in `Full`, and answered in `Empty`.
    assert_eq!(caller.await.expect("no panic"), Ok(()));
    glass.drink().expect("room");
    assert!(glass.server().ended().await.as_panic().is_some());
    assert_eq!(log.take(), ["panic Empty 1 true"]);
}

/// 345: a call that is being handled when the machine is killed ends with that; `terminate` is not
/// run.
#[tokio::test(start_paused = true)]
async fn a_kill_is_a_kill() {
    let (log, gate) = (Log::new(), Arc::new(Notify::new()));
    let glass = Glass::start(3, log.clone(), gate).await.expect("a start");
    let caller = Task::spawn({
        let glass = glass.clone();
        async move { glass.look().await }
    });
    probe::rest().await;
    glass.server().kill();
    let error = caller.await.expect("no panic").expect_err("killed");
    assert_eq!(error.exit_reason(), Some(&ExitReason::Killed));
    assert!(log.take().is_empty());
}

/// 344, in part: what `stop` and monitors do is what they do with a server.
#[tokio::test(start_paused = true)]
async fn a_machine_stops_as_a_server_does() {
    let (probe, log) = probe().await;
    probe.run(|_| Next::to(State::B)).await;
    log.take();
    probe.server().stop_with(ExitReason::custom("enough"), SECOND).await.expect("a stop");
    assert_eq!(log.take(), ["end in B: \"enough\""]);
    assert!(matches!(probe.state().await, Err(CallError::NoProc { .. })));
}

/// A tree with a machine in it.
#[derive(Supervisor)]
#[supervisor(args = Log)]
struct House {
    #[child(start = Glass::child(5, args, Arc::default()), restart = permanent)]
    glass: Child<Glass>,
    #[child(start = Glass::dynamic())]
    more: DynamicSupervisor<Glass>,
}

/// 326, 345: a machine is supervised as a server is: restarted in its first state, and its handle
/// follows it.
#[tokio::test(start_paused = true)]
async fn a_supervisor_restarts_a_machine_in_its_first_state() {
    let log = Log::new();
    let house = House::start(log.clone()).await.expect("a start");
    let before = Child::pid(&house.glass);
    house.glass.drink().expect("room");
    house.glass.drink().expect("room");
    assert!(house.glass.server().ended().await.as_panic().is_some());
    support::settle(Child::supervisor(&house.glass)).await;
    assert_ne!(Child::pid(&house.glass), before);
    assert_eq!(log.take(), ["panic Empty 1 true"]);
    house.glass.drink().expect("room, and no panic");
    let gate = Arc::new(Notify::new());
    let spec = Glass::child(1, log, Arc::clone(&gate)).id("another");
    let another = house.more.start_child(spec).await.expect("a start");
    gate.notify_one();
    assert_eq!(another.look().await, Ok(Level::Full));
    assert_eq!(house.more.count_children().await.expect("an answer").workers, 1);
}
