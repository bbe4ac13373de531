//! Casts to servers that rest: handlers that never wait, beside those that do.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{self, Wake, Waker};

use switchboard::prelude::*;
use switchboard::report::{self, Event};
use switchboard::{
    InitError, Message, NoMessage, ReplyPort, ServerConfig, ServerOptions, ServerRef, Start,
};
use tokio::sync::oneshot;

/// Writes down what it is told, at once or a little later.
#[derive(GenServer, Default)]
struct Diary {
    lines: Vec<u32>,
}

#[gen_server]
impl Diary {
    #[call]
    fn lines(&self) -> Vec<u32> {
        self.lines.clone()
    }

    #[cast]
    fn write(&mut self, line: u32) {
        self.lines.push(line);
    }

    #[cast]
    async fn ponder(&mut self, line: u32) {
        tokio::task::yield_now().await;
        self.lines.push(line);
    }

    #[cast]
    fn write_twice(&mut self, line: u32, cx: &mut Context<Self>) {
        self.lines.push(line);
        cx.continue_with(DiaryContinue::Again { line });
    }

    #[continue_with]
    fn again(&mut self, line: u32) {
        self.lines.push(line);
    }

    #[cast]
    fn close(&mut self, cx: &mut Context<Self>) {
        cx.stop(ExitReason::custom("full"));
    }

    #[cast]
    fn tear(&mut self) {
        panic!("torn");
    }

    #[cfg(any())]
    #[cast]
    async fn never(&mut self) {}
}

/// Which messages may wait is known of each.
#[test]
fn only_what_is_async_may_wait() {
    assert!(!Diary::cast_may_wait(&DiaryCast::Write { line: 1 }));
    assert!(!Diary::cast_may_wait(&DiaryCast::Tear));
    assert!(Diary::cast_may_wait(&DiaryCast::Ponder { line: 1 }));
}

#[tokio::test]
async fn casts_of_both_kinds_stay_in_order() -> Result<(), Box<dyn std::error::Error>> {
    let diary = Diary::start().await?;
    let mut written = Vec::new();
    for burst in [1, 2, 7, 8, 9, 30] {
        for line in 0..burst {
            if (line + burst) % 3 == 0 {
                diary.ponder(line)?;
            } else {
                diary.write(line)?;
            }
            written.push(line);
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(diary.lines().await?, written);
    Ok(())
}

#[tokio::test]
async fn what_a_brief_cast_leaves_is_done_before_the_next_message()
-> Result<(), Box<dyn std::error::Error>> {
    let diary = Diary::start().await?;
    diary.write_twice(1)?;
    diary.write(2)?;
    assert_eq!(diary.lines().await?, [1, 1, 2]);
    Ok(())
}

/// The report of a pid, from among those of other tests.
async fn crash_of(reports: &mut report::Reports, pid: Pid) -> (ExitReason, Option<&'static str>) {
    loop {
        let report = reports.next().await;
        if let (true, Event::Crashed { reason, message, .. }) = (report.pid == pid, report.event) {
            return (reason, message);
        }
    }
}

#[tokio::test]
async fn a_brief_cast_that_ends_its_server_is_named_in_the_report()
-> Result<(), Box<dyn std::error::Error>> {
    let mut reports = report::subscribe().quiet();
    for (tears, name) in [(true, "tear"), (false, "close")] {
        let diary = Diary::start().await?;
        let pid = diary.server().pid().ok_or("it runs")?;
        if tears {
            diary.tear()?;
        } else {
            diary.close()?;
        }
        diary.write(9)?;
        let reason = diary.server().ended().await;
        assert_eq!(reason.as_panic().is_some(), tears, "{reason}");
        assert_eq!(crash_of(&mut reports, pid).await, (reason, Some(name)));
    }
    Ok(())
}

#[tokio::test]
async fn a_loop_of_brief_casts_lets_its_neighbours_run() -> Result<(), Box<dyn std::error::Error>> {
    /// Casts to itself for ever.
    #[derive(GenServer, Default)]
    struct Wheel;

    #[gen_server]
    impl Wheel {
        #[cast]
        fn turn(&mut self, cx: &mut Context<Self>) {
            let sent = cx.self_ref().turn();
            assert!(sent.is_ok() || cx.is_stopping());
        }
    }

    let wheel = Wheel::start().await?;
    wheel.turn()?;
    // On one thread, this is only reached when the wheel gives way.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    wheel.server().kill();
    assert_eq!(wheel.server().ended().await, ExitReason::Killed);
    Ok(())
}

/// Says that it never waits, and does.
struct Liar;

impl ServerConfig for Liar {
    const OPTIONS: ServerOptions = ServerOptions::new();
}

struct Wait(oneshot::Receiver<()>);

impl Message for Wait {
    fn name(&self) -> &'static str {
        "wait"
    }
}

impl GenServer for Liar {
    type Args = ();
    type Call = NoMessage;
    type Cast = Wait;
    type Info = NoMessage;
    type Continue = NoMessage;
    type Ref = ServerRef<Self>;

    async fn init((): (), _cx: &mut Context<Self>) -> Result<Self, InitError> {
        Ok(Self)
    }

    async fn handle_call(&mut self, call: NoMessage, _from: ReplyPort, _cx: &mut Context<Self>) {
        match call {}
    }

    async fn handle_cast(&mut self, Wait(until): Wait, _cx: &mut Context<Self>) {
        let _gone = until.await;
    }

    fn cast_may_wait(_cast: &Wait) -> bool {
        false
    }
}

#[tokio::test]
async fn a_server_that_waits_although_it_said_no_ends_with_a_reason()
-> Result<(), Box<dyn std::error::Error>> {
    let _reports = report::subscribe().quiet();
    let liar = Start::<Liar>::new(()).run().await?;
    let (_keep, until) = oneshot::channel();
    liar.cast(Wait(until))?;
    let reason = liar.ended().await;
    assert!(reason.to_string().contains("`wait`"), "{reason}");
    Ok(())
}

/// Has room for two, and says for how many more when it handles one.
#[derive(GenServer, Default)]
#[server(mailbox = 2)]
struct Narrow {
    rooms: Vec<usize>,
    woken: Vec<usize>,
    bell: Arc<Bell>,
}

/// Counts how often it rings.
#[derive(Default)]
struct Bell(AtomicUsize);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[gen_server]
impl Narrow {
    #[init]
    fn begin(bell: Arc<Bell>) -> Self {
        Self { bell, ..Self::default() }
    }

    #[cast]
    fn look(&mut self) {
        self.woken.push(self.bell.0.load(Ordering::SeqCst));
    }

    #[cast]
    fn fill(&mut self, cx: &mut Context<Self>) {
        let me = cx.self_ref();
        self.rooms.push(std::iter::from_fn(|| me.look().ok()).count());
    }

    #[call]
    fn seen(&self) -> (Vec<usize>, Vec<usize>) {
        (self.rooms.clone(), self.woken.clone())
    }
}

/// A call that waits for room is told of it by the very message that makes some, before the next is handled.
#[tokio::test]
async fn who_waits_for_room_is_told_before_the_server_rests() {
    let bell = Arc::new(Bell::default());
    let narrow = Narrow::start(Arc::clone(&bell)).await.expect("a start");
    tokio::task::yield_now().await;
    narrow.look().expect("room");
    narrow.look().expect("room");
    assert!(narrow.look().is_err_and(|refused| refused.is_full()));
    let mut call = pin!(narrow.seen());
    let waker = Waker::from(Arc::clone(&bell));
    assert!(call.as_mut().poll(&mut task::Context::from_waker(&waker)).is_pending());
    assert_eq!(bell.0.load(Ordering::SeqCst), 0);
    tokio::task::yield_now().await;
    let (_, woken) = call.await.expect("an answer");
    assert_eq!(woken, [1, 1], "the first message made room");
}

/// A message that is handled takes no room any more, and neither does one too many fit.
#[tokio::test]
async fn each_message_makes_room_for_one() {
    let narrow = Narrow::start(Arc::default()).await.expect("a start");
    tokio::task::yield_now().await;
    narrow.fill().expect("room");
    tokio::task::yield_now().await;
    let (rooms, _) = narrow.seen().await.expect("an answer");
    assert_eq!(rooms, [2], "it was alone");
    narrow.look().expect("room");
    narrow.fill().expect("room");
    tokio::task::yield_now().await;
    narrow.fill().expect("room");
    narrow.look().expect("room");
    assert!(narrow.look().is_err());
    tokio::task::yield_now().await;
    let (rooms, _) = narrow.seen().await.expect("an answer");
    assert_eq!(rooms, [2, 2, 1], "one was behind it");
}
