//! How many messages may wait is a number of at least one, or `unbounded`.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(mailbox = 0)]
struct None;

#[derive(GenServer)]
#[server(mailbox = -1)]
struct Less;

#[derive(GenServer)]
#[server(mailbox = 1_000_000_000_000_000)]
struct Many;

#[derive(GenServer)]
#[server(mailbox)]
struct Unsaid;

#[derive(GenServer)]
#[server(mailbox = 64u8)]
struct Typed;

#[derive(GenServer)]
#[server(overflow = drop_oldest, mailbox = unbounded)]
struct Unbounded;

fn main() {}
