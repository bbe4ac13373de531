//! Without any prelude, and with std's names taken.

#![no_implicit_prelude]
#![allow(dead_code)]

extern crate std;

mod core {}
mod alloc {}

struct Option;
struct Result;
struct Some;
struct Ok;
struct Send;
struct Clone;
struct From;
struct Future;
struct Default;
struct String;

#[derive(::switchboard::GenServer)]
struct Bare {
    total: u64,
}

#[::switchboard::gen_server]
impl Bare {
    #[init]
    fn open(total: u64) -> Self {
        Self { total }
    }

    #[call]
    fn total(&self) -> u64 {
        self.total
    }

    #[call]
    async fn later(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[cast]
    fn reset(&mut self) {
        self.total = 0;
    }

    #[info]
    fn down(&mut self, _down: ::switchboard::Down) {}

    #[every("1s")]
    fn tick(&mut self) {}

    #[terminate]
    fn close(&mut self) {}
}

#[derive(::switchboard::Supervisor)]
struct Tree {
    #[child(start = Bare::child(1))]
    bare: ::switchboard::Child<Bare>,
}

#[derive(::switchboard::Message)]
enum Msg {
    #[call(reply = u64)]
    Add { by: u64 },
    #[cast]
    Reset,
}

fn main() {}
