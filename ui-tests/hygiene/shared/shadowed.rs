//! A module in which every name that an expansion could use means something else.

#![allow(
    dead_code,
    non_camel_case_types,
    unused_macros,
    clippy::upper_case_acronyms,
    reason = "the names are the point, nobody uses what they stand for"
)]

mod core {}
mod std {}
mod alloc {}
mod tokio {}
mod switchboard {}
mod prelude {}

pub struct Result;
pub struct Option;
pub struct Vec;
pub struct String;
pub struct Box;
pub struct PhantomData;
pub struct Duration;
pub struct Formatter;
pub struct Context;
pub struct ServerRef;
pub struct Later;
pub struct Some;
pub struct None;
pub struct Ok;
pub struct Err;
pub trait Send {}
pub trait Sync {}
pub trait Sized {}
pub trait Future {}
pub trait IntoFuture {}
pub trait Clone {}
pub trait Copy {}
pub trait Debug {}
pub trait Default {}
pub trait From {}
pub trait Into {}
pub trait AsRef {}
pub trait Drop {}
pub trait Fn {}
pub trait FnOnce {}
pub trait Message {}
pub trait Supervised {}
pub trait Iterator {}

macro_rules! vec {
    ($($any:tt)*) => {
        ::std::compile_error!("a macro of the user")
    };
}
macro_rules! panic {
    ($($any:tt)*) => {
        ::std::compile_error!("a macro of the user")
    };
}
macro_rules! matches {
    ($($any:tt)*) => {
        ::std::compile_error!("a macro of the user")
    };
}
macro_rules! assert {
    ($($any:tt)*) => {
        ::std::compile_error!("a macro of the user")
    };
}
macro_rules! write {
    ($($any:tt)*) => {
        ::std::compile_error!("a macro of the user")
    };
}
macro_rules! unreachable {
    ($($any:tt)*) => {
        ::std::compile_error!("a macro of the user")
    };
}

#[derive(::std::default::Default, ::switchboard::GenServer)]
#[server(mailbox = 8, timeout = "5s", shutdown = "1s")]
pub struct Plain {
    count: u64,
}

#[::switchboard::gen_server]
impl Plain {
    #[call(timeout = "2s")]
    pub fn add(&mut self, by: u64) -> u64 {
        self.count += by;
        self.count
    }
    #[call]
    pub fn fallible(&self) -> ::std::result::Result<u64, ::std::string::String> {
        ::std::result::Result::Ok(self.count)
    }
    #[call]
    pub async fn slow(&mut self) -> Result {
        Result
    }
    #[call]
    pub fn later(&mut self, reply: ::switchboard::ReplyTo<u64>) {
        reply.send(self.count)
    }
    #[cast]
    pub async fn put(&mut self, _any: Option, _other: Vec) {}
    #[info]
    fn down(&mut self, _down: ::switchboard::Down) {}
    #[info]
    fn own(&mut self, _own: Box) {}
    #[continue_with]
    fn more(&mut self, _text: String) {}
    #[every("1h", missed = delay)]
    fn tick(&mut self, cx: &mut ::switchboard::Context<Self>) {
        cx.continue_with(PlainContinue::More { _text: String })
    }
    #[terminate]
    async fn end(&mut self, _reason: &::switchboard::ExitReason) {}
}

#[derive(::std::clone::Clone, ::std::cmp::PartialEq, ::std::fmt::Debug)]
pub enum State {
    One,
    Two,
}

#[derive(::switchboard::GenStatem)]
pub struct Machine;

#[::switchboard::gen_statem(state = State)]
impl Machine {
    #[init]
    fn new() -> (State, Self) {
        (State::One, Self)
    }
    #[on(_, call)]
    pub fn now(&self, state: &State) -> (State, ::switchboard::Next<State>) {
        (::std::clone::Clone::clone(state), ::switchboard::Next::to(State::Two))
    }
    #[on(One, cast, postpone = Two)]
    pub fn put(&mut self, _any: Option) {}
    #[on(Two, enter)]
    fn two(&mut self) {}
    #[on(_, state_timeout)]
    fn over(&mut self) {}
}

#[derive(::switchboard::Message)]
pub enum Messages {
    #[call(reply = u64)]
    Get,
    #[cast]
    Put { by: u64 },
}

#[derive(::std::default::Default, ::switchboard::GenServer)]
pub struct Written(u64);

#[::switchboard::gen_server(messages = Messages)]
impl Written {
    #[call]
    pub fn get(&self) -> u64 {
        self.0
    }
    #[cast]
    pub fn put(&mut self, by: u64) {
        self.0 += by;
    }
}

#[derive(::std::clone::Clone, ::switchboard::Record)]
pub struct Row {
    #[key]
    id: u64,
    #[index]
    name: &'static str,
}

#[::switchboard::protocol]
pub trait Worker: ::switchboard::GenServer {
    #[call(timeout = "2s")]
    fn run(&mut self, job: Result, by: u64) -> u64;
    #[call]
    async fn wait(&mut self, _any: Option) -> Result {
        Result
    }
    #[call]
    fn later(&mut self, reply: ::switchboard::ReplyTo<u64>) {
        reply.send(1)
    }
    #[cast]
    fn pause(&mut self, _other: Vec, _cx: &mut ::switchboard::Context<Self>) {}
    #[cast]
    async fn slow(&mut self) {}
}

impl Worker for Written {
    fn run(&mut self, _job: Result, by: u64) -> u64 {
        self.0 * by
    }
}

#[derive(::std::default::Default, ::switchboard::Agent)]
#[agent(timeout = "2s")]
pub struct Kept {
    #[agent(get, set, update)]
    number: u64,
}

#[derive(::switchboard::Supervisor)]
#[supervisor(strategy = one_for_all, max_seconds = "9s")]
pub struct Tree {
    #[child(start = Plain::child(), shutdown = "2s")]
    plain: ::switchboard::Child<Plain>,
    #[child(start = KeptAgent::child(<Kept as ::std::default::Default>::default))]
    kept: ::switchboard::Child<Kept>,
    #[child]
    tasks: ::switchboard::TaskSupervisor,
}

/// One, if all is well.
pub async fn run() -> u64 {
    let tree = Tree::start().await.expect("it starts");
    tree.kept.update_number(|number| *number = 3).await.expect("an answer");
    let kept = tree.kept.number().await.expect("an answer");
    let sum = tree.plain.add(kept).await.expect("an answer");
    let machine = Machine::start().await.expect("it starts");
    let first = machine.now().await.expect("an answer");
    let written = Written::start().await.expect("it starts");
    written.put(1).expect("it is taken");
    let worker = WorkerProtocolRef::new(&written);
    worker.pause(Vec).expect("it is taken");
    let written = worker.run(Result, 1).await.expect("an answer");
    let rows = RowTable::new();
    rows.insert(Row { id: 1, name: "a" }).expect("it is there");
    let found = rows.lookup_by_name("a").expect("it is there").len();
    if sum == 3 && first == State::One && found == 1 { written } else { 0 }
}
