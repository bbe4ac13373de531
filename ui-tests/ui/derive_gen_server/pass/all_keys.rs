//! Every key, and several attributes as one.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

use switchboard::prelude::*;

/// Has all.
#[derive(GenServer, Default)]
#[server(name = "ui.all_keys", mailbox = 1_024, overflow = drop_oldest)]
#[server(shutdown = "5s", restart = transient, timeout = "1m", on_stop = discard, trap_exit,)]
#[server(crate = ::switchboard)]
#[server]
pub struct All;

#[gen_server]
impl All {}

/// Has the other ones.
#[derive(GenServer, Default)]
#[server(mailbox = unbounded, shutdown = infinity, timeout = infinity, trap_exit = false)]
pub struct Other;

#[gen_server]
impl Other {}

/// And the last.
#[derive(GenServer, Default)]
#[server(shutdown = brutal_kill, overflow = refuse, restart = permanent, on_stop = drain)]
pub struct Last;

#[gen_server]
impl Last {}

fn main() {}
