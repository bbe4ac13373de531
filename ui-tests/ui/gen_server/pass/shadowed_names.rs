//! Modules, types and traits with the names that generated code relies on.

#![deny(clippy::all)]
#![allow(dead_code, unused_macros, non_camel_case_types)]

mod std {}
mod core {}
mod tokio {}

enum Result {}
enum Option {}
struct String;
struct Vec;
struct Box;
struct bool;
struct u64;
struct usize;
trait Send {}
trait Sync {}
trait Into {}
trait Default {}
trait Clone {}
trait Iterator {}

macro_rules! unreachable {
    () => {};
}

#[derive(::switchboard::GenServer)]
struct Shadowed(u64);

#[::switchboard::gen_server]
impl Shadowed {
    #[init]
    fn open(text: String) -> Self {
        let _ = text;
        Self(u64)
    }

    #[call]
    fn swap(&mut self, new: u64) -> u64 {
        ::core::mem::replace(&mut self.0, new)
    }

    #[call]
    async fn flag(&self, of: Vec) -> bool {
        let _ = of;
        bool
    }

    #[info]
    fn down(&mut self, _down: ::switchboard::Down) {}
}

fn main() {}
