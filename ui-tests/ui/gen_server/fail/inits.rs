//! `#[init]` makes the server, from what it takes, once.

use switchboard::prelude::*;

#[derive(GenServer)]
struct One;

#[gen_server]
impl One {
    #[init]
    fn open(&self) -> Self {
        One
    }
}

#[derive(GenServer)]
struct Two;

#[gen_server]
impl Two {
    #[init]
    fn open() {}
}

#[derive(GenServer)]
struct Three;

#[gen_server]
impl Three {
    #[init]
    fn open(name: &str) -> Self {
        let _ = name;
        Three
    }

    #[init]
    fn again() -> Self {
        Three
    }
}

#[derive(GenServer)]
struct Four;

#[gen_server]
impl Four {
    #[init]
    unsafe fn open(cx: Context<Self>) -> Self {
        drop(cx);
        Four
    }
}

fn main() {}
