//! Each key is judged by itself, so all mistakes come out together.

use switchboard::prelude::*;

#[derive(Agent)]
#[agent(name = settings, timeout = 5, handle = "Handle", crate = other, mailbox = 3)]
struct Settings {
    #[agent(get = 1, put)]
    a: u8,
    #[agent(rename = "other", get)]
    b: u8,
    #[agent = "get"]
    c: u8,
    #[agent(get)]
    #[agent(set)]
    d: u8,
    #[agent(get, get)]
    e: u8,
    #[agent(get = false)]
    f: u8,
}

fn main() {}
