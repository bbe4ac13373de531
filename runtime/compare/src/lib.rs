//! Switchboard's speed beside that of its peers: the same work for each, in turns.

#![expect(clippy::cast_precision_loss, reason = "a measurement has fewer digits than a float")]

pub mod book;
pub mod child;
pub mod contender;
pub mod erlang;
pub mod libs;
pub mod options;
pub mod rounds;
pub mod table;
pub mod workloads;
