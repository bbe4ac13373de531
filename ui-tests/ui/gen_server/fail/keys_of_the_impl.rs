//! The keys of the impl, each wrong in its own way.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct One;

#[gen_server(handel = Handle, vis, derive = Clone, crate = other, exhaustive = 3)]
impl One {}

#[derive(GenServer, Default)]
struct Two;

#[gen_server(handle = "Handle", messages = 3, vis = public, handle = Again, no_lint_allows = "yes")]
impl Two {}

#[derive(GenServer, Default)]
struct Three;

#[gen_server(handle = ThreeCall, derive(Clone, Debug, Clone), crate = self::other)]
impl Three {}

fn main() {}
