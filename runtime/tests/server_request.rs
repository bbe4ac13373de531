//! Calls whose reply is awaited later, and calls to several servers (conformance D).
//!
//! 98: a server without handlers of a kind has no method for it, and its message type there is
//! `NoMessage`, which has no values: nothing can be sent that it could crash on. 111: a request holds
//! its own reply, so there is no unrelated message to check it with.

use std::sync::Arc;
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, ProcessOptions};
use switchboard::{Request, Requests, Start, multi_call};
use tokio::sync::Notify;
use tokio::time::timeout;

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[derive(GenServer)]
#[server(mailbox = 4)]
struct Desk {
    number: u64,
    gate: Arc<Notify>,
}

#[gen_server]
impl Desk {
    #[init]
    fn open(number: u64, gate: Arc<Notify>) -> Result<Self, String> {
        if number == 0 { Err("no such desk".to_owned()) } else { Ok(Self { number, gate }) }
    }

    #[call]
    fn number(&self) -> u64 {
        self.number
    }

    /// Replies when the gate opens.
    #[call]
    async fn wait(&mut self) -> u64 {
        self.gate.notified().await;
        self.number
    }

    #[call]
    fn say_nothing(&self, reply: ReplyTo<u64>) {
        drop(reply);
    }

    #[call]
    fn end(&mut self, reason: ExitReason) -> u64 {
        std::panic::panic_any(reason)
    }

    /// Asks itself and waits for the answer.
    #[call]
    async fn ask_itself(&mut self, cx: &mut Context<Self>) -> Option<CallError> {
        let mut request: Request<u64> = cx.self_ref().server().send_request(DeskCall::Number {});
        request.wait(ms(1)).await.and_then(Result::err)
    }
}

async fn desk(number: u64) -> (DeskRef, Arc<Notify>) {
    let gate = Arc::new(Notify::new());
    (Desk::start(number, Arc::clone(&gate)).await.expect("a start"), gate)
}

fn number(desk: &DeskRef) -> Request<u64> {
    desk.server().send_request(DeskCall::Number {})
}

/// 110: a request to nobody is sent like any other; that nobody is there is its outcome.
#[tokio::test(start_paused = true)]
async fn a_request_to_nobody_is_an_error_value() {
    let (gone, _) = desk(1).await;
    gone.server().stop().await.expect("a stop");
    let error = number(&gone).within(Duration::MAX).await;
    assert!(
        matches!(&error, Err(CallError::NoProc { to }) if to.message() == "number"),
        "{error:?}"
    );
    let nobody = ServerRef::<Desk>::named("server_request.nobody");
    let mut request: Request<u64> = nobody.send_request(DeskCall::Number {});
    for _ in 0..2 {
        assert!(matches!(request.check(), Some(Err(CallError::NoProc { .. }))));
    }
    assert!(matches!(request.wait(ms(1)).await, Some(Err(CallError::NoProc { .. }))));
}

/// 110: a server that ends before it replies is an error too, with its reason.
#[tokio::test(start_paused = true)]
async fn a_request_to_a_server_that_ends() {
    let why = ExitReason::custom("closed");
    let (desk, _) = desk(1).await;
    let end: Request<u64> = desk.server().send_request(DeskCall::End { reason: why.clone() });
    let waiting = number(&desk);
    for request in [end, waiting] {
        let error = request.within(Duration::MAX).await.expect_err("no reply");
        assert_eq!(error.exit_reason(), Some(&why), "{error}");
    }
}

/// 111: checking does not wait: nothing before the reply, then the reply, once.
#[tokio::test(start_paused = true)]
async fn a_request_can_be_checked() {
    let (desk, gate) = desk(7).await;
    let mut request: Request<u64> = desk.server().send_request(DeskCall::Wait {});
    assert!(request.check().is_none());
    assert_eq!(request.wait(ms(10)).await, None, "and it can be waited for again");
    assert_eq!(request.check(), None);
    gate.notify_one();
    assert_eq!(request.wait(Duration::MAX).await, Some(Ok(7)));
    assert!(matches!(request.check(), Some(Err(CallError::NoReply { .. }))), "it was given");

    let mut request: Request<u64> = desk.server().send_request(DeskCall::Wait {});
    gate.notify_one();
    desk.number().await.expect("a reply");
    assert_eq!(request.check(), Some(Ok(7)));
    let mut silent: Request<u64> = desk.server().send_request(DeskCall::SayNothing {});
    assert!(matches!(silent.wait(Duration::MAX).await, Some(Err(CallError::NoReply { .. }))));
    let wrong: Request<String> = desk.server().send_request(DeskCall::Number {});
    assert!(matches!(wrong.within(ms(1)).await, Err(CallError::WrongReply { .. })));
}

/// 112: requests in a collection come back with their labels, in the order in which they are
/// answered; an empty collection has nothing.
#[tokio::test(start_paused = true)]
async fn requests_have_labels() {
    let (slow, gate) = desk(1).await;
    let (fast, _) = desk(2).await;
    let (gone, _) = desk(3).await;
    gone.server().stop().await.expect("a stop");
    let mut requests = Requests::new();
    assert!(requests.next().await.is_none());
    requests.add("slow", slow.server().send_request::<u64>(DeskCall::Wait {}));
    assert!(requests.check().is_none());
    requests.add("fast", number(&fast));
    requests.add("gone", number(&gone));
    let mut labels = vec![];
    for _ in 0..2 {
        let (label, outcome) = requests.next().await.expect("there are three");
        assert_eq!(outcome.is_ok(), label == "fast");
        labels.push(label);
    }
    labels.sort_unstable();
    assert_eq!((labels, requests.len()), (vec!["fast", "gone"], 1));
    assert!(timeout(ms(10), requests.next()).await.is_err(), "the slow one has not answered");
    gate.notify_one();
    assert_eq!(requests.next().await, Some(("slow", Ok(1))));
    assert!(requests.next().await.is_none() && requests.is_empty());
}

/// 113: after a request was given up, its reply is dropped; nothing of it is left in the caller.
#[tokio::test(start_paused = true)]
async fn a_late_reply_is_dropped() {
    let (desk, gate) = desk(1).await;
    let caller = process::spawn({
        let (desk, gate) = (desk.clone(), Arc::clone(&gate));
        move |mut inbox: Inbox<&'static str>| async move {
            let request: Request<u64> = desk.server().send_request(DeskCall::Wait {});
            let late = request.within(ms(5)).await;
            assert!(matches!(late, Err(CallError::Timeout { after, .. }) if after == ms(5)));
            gate.notify_one();
            assert_eq!(desk.number().await, Ok(1), "the server replied to nobody before");
            inbox.self_ref().send("barrier").expect("it takes messages");
            let next = inbox.recv().await;
            assert!(matches!(next, Mail::Message("barrier")), "{next:?}");
        }
    });
    assert_eq!(caller.expect("a runtime").ended().await, ExitReason::Normal);
}

/// 114: a reply never goes through the caller's mailbox, so what is in there does not matter.
#[tokio::test(start_paused = true)]
async fn a_full_mailbox_does_not_slow_a_call() {
    let (desk, _) = desk(1).await;
    let caller = ProcessOptions::new().mailbox(600_000).spawn(|inbox: Inbox<u32>| async move {
        for number in 0..500_000 {
            inbox.self_ref().send(number).expect("there is room");
        }
        for _ in 0..10_000 {
            assert_eq!(number(&desk).within(Duration::MAX).await, Ok(1));
            assert_eq!(desk.number().await, Ok(1));
        }
    });
    assert_eq!(caller.expect("a runtime").ended().await, ExitReason::Normal);
}

/// A request does not wait for room; a server that waits for itself would wait for ever.
#[tokio::test(start_paused = true)]
async fn a_request_that_cannot_be_sent() {
    let (desk, gate) = desk(1).await;
    let first: Request<u64> = desk.server().send_request(DeskCall::Wait {});
    tokio::task::yield_now().await;
    let waiting: Vec<_> = (0..4).map(|_| number(&desk)).collect();
    let mut refused = number(&desk);
    assert!(matches!(refused.check(), Some(Err(CallError::Full { .. }))));
    gate.notify_one();
    for request in waiting.into_iter().chain([first]) {
        assert_eq!(request.within(Duration::MAX).await, Ok(1));
    }
    let itself = desk.ask_itself().await.expect("a reply");
    assert!(matches!(itself, Some(CallError::CallingSelf { .. })), "{itself:?}");
}

/// 115: those that answer and those that do not, each by its place in the list.
#[tokio::test(start_paused = true)]
async fn a_call_to_several_servers() {
    let (one, _) = desk(1).await;
    let start = Start::<Desk>::new((2, Arc::default())).name("server_request.two").run().await;
    let _two = start.expect("a start");
    let (slow, _) = desk(3).await;
    let _busy: Request<u64> = slow.server().send_request(DeskCall::Wait {});
    tokio::task::yield_now().await;
    let servers = [
        one.server().clone(),
        ServerRef::named("server_request.missing"),
        ServerRef::named("server_request.two"),
        slow.server().clone(),
    ];
    let asked = multi_call::<Desk, u64>(&servers, ms(50), || DeskCall::Number {});
    let replies = timeout(ms(51), asked).await.expect("the time is for all of them");
    assert_eq!(replies.good, [(0, 1), (2, 2)]);
    assert_eq!(replies.bad.len(), 2);
    assert!(matches!(replies.bad[0], (1, CallError::NoProc { .. })));
    assert!(matches!(replies.bad[1], (3, CallError::Timeout { after, .. }) if after == ms(50)));
}
