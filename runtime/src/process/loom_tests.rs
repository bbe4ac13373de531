//! What loom proves about the token, the mailbox, the reply slot, links and monitors.
//!
//! Each test plays a process with real [`Cell`]s: senders and callers on threads of their own, and
//! the process's task as a loop of polls with a bell for a waker. A lost wake-up leaves that loop
//! waiting for ever, which loom reports as a deadlock; two holders at once, or one that does not
//! see what the one before it did, are conflicting accesses to the body, which is loom's cell here.

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Wake as StdWake, Waker};

use loom::sync::Notify;
use loom::sync::atomic::{AtomicBool, Ordering};
use loom::thread;

mod aliases;
mod barred;
mod begun;
mod beside;
mod brief;
mod end;
mod peers;
mod resting;
mod room;
mod slot;
mod watched;

use super::cell::{self, Held};
use super::core::Core;
use super::lineage::Line;
use super::mailbox::{Entry, Inlet, Overflow, Refused, Weight};
use super::token::Wake;

/// Who sent a letter, and which of its letters it is.
type Mark = (char, u8);

enum Letter {
    Cast(Mark),
    Call(Mark, Arc<Answer>),
    Stop,
}

impl Entry for Letter {
    type Light = Mark;

    fn of(mark: Mark) -> Self {
        Self::Cast(mark)
    }

    fn weight(&self) -> Weight {
        match self {
            Self::Cast(_) => Weight::Cast,
            Self::Call(..) => Weight::Call,
            Self::Stop => Weight::Control,
        }
    }
}

/// The state: what was handled, in order, and whether a caller left work behind.
#[derive(Default)]
struct Body {
    log: Vec<Mark>,
    has_work: bool,
}

impl Body {
    fn of(&self, sender: char) -> Vec<u8> {
        self.log.iter().filter(|mark| mark.0 == sender).map(|mark| mark.1).collect()
    }
}

impl cell::Guarded for Body {}

impl cell::Guarded for Letter {}

type Cell = cell::Cell<Body, Letter>;

/// A process whose task has not been polled; it holds the token.
fn newborn() -> Arc<Cell> {
    let core = Core::new("model", None, false, Line::default());
    Arc::new(Cell::new(core, Inlet::new(8, Overflow::Refuse)))
}

/// A process with a body, whose task has given the token back.
fn idle() -> Arc<Cell> {
    let cell = newborn();
    let mut held = cell.first_hold();
    *held.body() = Some(Body::default());
    assert!(held.rest());
    drop(held);
    cell
}

/// Handles one message, with the token in hand.
fn handle<C: std::ops::Deref<Target = Cell>>(held: &mut Held<C, Body, Letter>, mark: Mark) {
    held.body().as_mut().expect("the state is there as long as anyone may enter").log.push(mark);
}

/// Runs one handler on the caller, if the process is idle.
fn inline(cell: &Cell, mark: Mark) -> bool {
    cell::try_enter(cell).map(|mut held| handle(&mut held, mark)).is_ok()
}

/// Queues something as senders do.
fn send(cell: &Cell, letter: Letter) -> bool {
    let pushed = match letter {
        Letter::Cast(mark) => return cell.send(mark).is_ok(),
        Letter::Stop => cell.mailbox().push_control(letter).map_err(|_| ()),
        Letter::Call(..) => {
            cell.mailbox().push(letter, Weight::Call, |letter| letter).map_err(|_| ())
        }
    };
    if pushed == Ok(Wake::Yes) {
        cell.core.wake();
    }
    pushed.is_ok()
}

/// A call: on the caller if that is possible, else through the mailbox and with a wait.
fn call(cell: &Cell, mark: Mark) {
    if !inline(cell, mark) {
        let answer = Arc::new(Answer { given: AtomicBool::new(false), bell: Notify::new() });
        assert!(send(cell, Letter::Call(mark, Arc::clone(&answer))));
        while !answer.given.load(Ordering::Acquire) {
            answer.bell.wait();
        }
    }
}

struct Answer {
    given: AtomicBool,
    bell: Notify,
}

impl Answer {
    fn give(&self) {
        self.given.store(true, Ordering::Release);
        self.bell.notify();
    }
}

/// The task's waker. As tokio's, it keeps one wake-up, and what came before a wake-up is seen by
/// the poll that follows.
struct Bell(Notify);

impl StdWake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.notify();
    }
}

fn bell() -> (Arc<Bell>, Waker) {
    let bell = Arc::new(Bell(Notify::new()));
    let waker = Waker::from(Arc::clone(&bell));
    (bell, waker)
}

/// Polls until `poll` has its result; between two polls the task sleeps until it is woken.
fn run<B, E: Entry, T>(cell: &cell::Cell<B, E>, mut poll: impl FnMut() -> Option<T>) -> T {
    let (bell, waker) = bell();
    loop {
        cell.core.set_waker(&waker);
        if let Some(result) = poll() {
            return result;
        }
        bell.0.wait();
    }
}

/// The task of a server: takes the token when there is something to do, drains, gives it back.
struct Server<'a> {
    cell: &'a Cell,
    batch: VecDeque<Letter>,
    handled: usize,
    until: usize,
}

impl<'a> Server<'a> {
    /// A server that ends after so many messages of its mailbox, or at a stop.
    fn until(cell: &'a Cell, until: usize) -> Self {
        Self { cell, batch: VecDeque::new(), handled: 0, until }
    }

    /// From the first poll to the end; gives the body, which is gone from the cell then.
    fn run(mut self, first: Option<Held<&'a Cell, Body, Letter>>) -> Body {
        let mut held = first;
        run(self.cell, || {
            let mut held = held.take().or_else(|| self.cell.hold_if_work())?;
            loop {
                if self.work(&mut held) {
                    self.cell.token.shut();
                    return held.body().take();
                }
                if held.rest() {
                    return None;
                }
            }
        })
    }

    /// Handles everything that waits; `true` at the end.
    fn work(&mut self, held: &mut Held<&'a Cell, Body, Letter>) -> bool {
        if let Some(body) = held.body() {
            body.has_work = false;
        }
        while held.has_next(&mut self.batch) {
            let letter = held.next(&mut self.batch).expect("there is something");
            if letter.weight() != Weight::Control {
                self.cell.mailbox().taken();
            }
            match letter {
                Letter::Cast(mark) => handle(held, mark),
                Letter::Call(mark, answer) => {
                    handle(held, mark);
                    answer.give();
                }
                Letter::Stop => return true,
            }
            self.handled += 1;
        }
        self.handled == self.until
    }
}

#[test]
fn loom_two_callers_never_hold_at_once() {
    loom::model(|| {
        let cell = idle();
        let callers: Vec<_> = ['a', 'b']
            .map(|caller| {
                let cell = Arc::clone(&cell);
                thread::spawn(move || [1, 2].map(|number| inline(&cell, (caller, number))))
            })
            .into();
        let entered: usize = callers
            .into_iter()
            .map(|caller| caller.join().expect("no caller panics"))
            .map(|entered| entered.into_iter().filter(|entered| *entered).count())
            .sum();
        let mut held = cell::try_enter(&*cell).ok().expect("everyone has left");
        assert_eq!(held.body().as_ref().map(|body| body.log.len()), Some(entered));
    });
}

#[test]
fn loom_a_caller_and_the_task_never_hold_at_once() {
    loom::model(|| {
        let cell = newborn();
        let sender = Arc::clone(&cell);
        thread::spawn(move || send(&sender, Letter::Cast(('s', 1))));
        let caller = Arc::clone(&cell);
        thread::spawn(move || inline(&caller, ('c', 1)));
        let mut held = cell.first_hold();
        *held.body() = Some(Body::default());
        let body = Server::until(&cell, 1).run(Some(held));
        assert_eq!(body.of('s'), [1]);
    });
}

#[test]
fn loom_mail_that_comes_while_a_caller_holds_is_handled() {
    loom::model(|| {
        let cell = idle();
        let caller = Arc::clone(&cell);
        let holder = cell::try_enter(caller).ok().expect("nobody else is here yet");
        let sender = Arc::clone(&cell);
        thread::spawn(move || {
            send(&sender, Letter::Cast(('s', 1)));
            send(&sender, Letter::Cast(('s', 2)));
        });
        let caller = thread::spawn(move || drop(holder));
        let body = Server::until(&cell, 2).run(None);
        assert_eq!(body.log, [('s', 1), ('s', 2)]);
        caller.join().expect("the caller leaves");
    });
}

#[test]
fn loom_mail_that_comes_while_the_task_rests_is_handled() {
    loom::model(|| {
        let cell = newborn();
        for sender in ['a', 'b'] {
            let cell = Arc::clone(&cell);
            thread::spawn(move || send(&cell, Letter::Cast((sender, 1))));
        }
        let mut held = cell.first_hold();
        *held.body() = Some(Body::default());
        let body = Server::until(&cell, 2).run(Some(held));
        assert_eq!((body.of('a'), body.of('b')), (vec![1], vec![1]));
    });
}

#[test]
fn loom_a_plain_process_gets_all_its_mail() {
    loom::model(|| {
        let cell = newborn();
        // A plain process needs the token only to read its mail.
        drop(cell.first_hold());
        let sender = Arc::clone(&cell);
        thread::spawn(move || {
            send(&sender, Letter::Cast(('s', 1)));
            send(&sender, Letter::Cast(('s', 2)));
        });
        let mut batch = VecDeque::new();
        let mut read = Vec::new();
        run(&cell, || {
            while read.len() < 2 {
                let next = match batch.pop_front() {
                    None => cell.hold_if_work()?.next(&mut batch),
                    next => next,
                };
                if let Some(Letter::Cast((_, number))) = next {
                    read.push(number);
                }
            }
            Some(())
        });
        assert_eq!(read, [1, 2]);
    });
}

#[test]
fn loom_no_call_is_lost() {
    loom::model(|| {
        let cell = idle();
        let server = Arc::clone(&cell);
        let server = thread::spawn(move || Server::until(&server, usize::MAX).run(None));
        let caller = Arc::clone(&cell);
        let caller = thread::spawn(move || call(&caller, ('a', 1)));
        call(&cell, ('b', 1));
        call(&cell, ('b', 2));
        caller.join().expect("the call was answered");
        assert!(send(&cell, Letter::Stop));
        let body = server.join().expect("the server ends");
        assert_eq!((body.of('a'), body.of('b')), (vec![1], vec![1, 2]));
    });
}

#[test]
fn loom_one_sender_stays_in_order() {
    loom::model(|| {
        let cell = idle();
        let sender = Arc::clone(&cell);
        thread::spawn(move || {
            send(&sender, Letter::Cast(('s', 1)));
            for number in [2, 3] {
                if !inline(&sender, ('s', number)) {
                    send(&sender, Letter::Cast(('s', number)));
                }
            }
            send(&sender, Letter::Stop);
        });
        let other = Arc::clone(&cell);
        thread::spawn(move || inline(&other, ('o', 1)));
        let body = Server::until(&cell, usize::MAX).run(None);
        assert_eq!(body.of('s'), [1, 2, 3]);
    });
}

#[test]
fn loom_work_that_a_caller_leaves_is_done_before_anyone_enters() {
    loom::model(|| {
        let cell = idle();
        let mut held = cell::try_enter(Arc::clone(&cell)).ok().expect("nobody else is here yet");
        let leaver = thread::spawn(move || {
            held.body().as_mut().expect("it is alive").has_work = true;
            drop(held.leave_work());
        });
        let other = Arc::clone(&cell);
        let other = thread::spawn(move || {
            if let Ok(mut held) = cell::try_enter(&*other) {
                assert!(!held.body().as_ref().expect("it is alive").has_work);
            }
        });
        let mut server = Server::until(&cell, usize::MAX);
        run(&cell, || {
            let mut held = cell.hold_if_work()?;
            server.work(&mut held);
            Some(())
        });
        leaver.join().expect("the caller leaves");
        other.join().expect("the other caller sees no work");
    });
}

/// The end of a process, as its task goes through it.
fn end(cell: &Cell) -> Option<Body> {
    cell.mailbox().stop();
    run(cell, || {
        let mut held = cell.hold_for_end()?;
        Some(held.body().take())
    })
}
