//! Switchboard's speed beside that of its peers: the same work for each, in turns.

pub mod book;
pub mod child;
pub mod contender;
pub mod erlang;
pub mod libs;
pub mod options;
pub mod rounds;
pub mod table;
pub mod tables;
pub mod workloads;
