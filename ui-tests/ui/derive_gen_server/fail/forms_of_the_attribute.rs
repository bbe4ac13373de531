//! Keys stand in parentheses, parted by commas, each once.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server = "one"]
struct One;

#[derive(GenServer)]
#[server(name = "two", name = "zwei")]
#[server(mailbox = 2, trap_exit, trap_exit)]
struct Two;

#[derive(GenServer)]
#[server("three")]
struct Three;

#[derive(GenServer)]
#[server(name = "")]
struct Four;

fn main() {}
