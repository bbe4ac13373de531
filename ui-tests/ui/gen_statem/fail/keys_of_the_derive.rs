//! The keys of the derive, each wrong in its own way.

use switchboard::prelude::*;

#[derive(GenStatem)]
#[statem(mailbx = 3, timeout = 5, shutdown = never, restart = always, name = door)]
struct Door;

#[derive(GenStatem)]
union Gate {
    a: u8,
}

#[derive(GenStatem)]
struct Borrowed<'a>(&'a str);

fn main() {}
