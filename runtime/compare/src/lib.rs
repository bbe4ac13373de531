//! Switchboard's speed beside that of its peers: the same work for each, in turns.

pub mod libs;
pub mod workloads;
