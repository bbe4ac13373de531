//! Types that have the names of types which the language has.

#![allow(dead_code, non_camel_case_types, reason = "the names are the point")]

pub struct usize;
pub struct u8;
pub struct u32;
pub struct u64;
pub struct bool;
pub struct str;
pub struct char;

type Number = ::std::primitive::i32;

#[derive(Default, ::switchboard::GenServer)]
#[server(mailbox = 8, timeout = "5s", trap_exit = true)]
pub struct Plain(Number);

#[::switchboard::gen_server]
impl Plain {
    #[call(timeout = "2s")]
    pub fn add(&mut self, by: Number) -> Number {
        self.0 += by;
        self.0
    }
    #[call]
    pub fn name(&self, _name: char) -> usize {
        usize
    }
    #[cast]
    pub fn put(&mut self, _bool: bool) {}
    #[every("1h")]
    fn tick(&mut self) {}
    #[every("2h")]
    fn tock(&mut self) {}
}

#[derive(Clone, PartialEq, Debug)]
pub enum State {
    One,
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
    pub fn number(&self, _number: u64) -> Number {
        1
    }
    #[on(One, enter)]
    fn one(&mut self) {}
}

#[derive(::switchboard::Message)]
pub enum Messages {
    #[call(reply = u64)]
    Get,
    #[cast]
    Put { by: u8 },
}

#[derive(Default, ::switchboard::Agent)]
pub struct Kept {
    #[agent(get, set, update)]
    number: Number,
}

#[derive(Clone, ::switchboard::Record)]
pub struct Row {
    #[key]
    id: Number,
    #[index]
    name: Number,
}

#[derive(::switchboard::Supervisor)]
#[supervisor(max_restarts = 3, auto_shutdown = any_significant)]
pub struct Tree {
    #[child(start = Plain::child(), significant, restart = transient)]
    plain: ::switchboard::Child<Plain>,
}

/// One, if all is well.
pub async fn run() -> ::std::primitive::u64 {
    let tree = Tree::start().await.expect("it starts");
    let sum = tree.plain.add(2).await.expect("an answer");
    let machine = Machine::start().await.expect("it starts");
    let one = machine.number(u64).await.expect("an answer");
    (sum - one).unsigned_abs().into()
}
