//! All sides, as values, so that they can take turns.

use crate::libs::{Actix, Flavour, Kameo, Library, Ractor, Raw, Spawned, Switchboard, Xtra};
use crate::workloads::Workload;
use crate::workloads::idle::{self, Past};
use crate::{child, erlang};

/// One side of the comparison.
#[derive(Clone, Copy)]
pub struct Contender {
    /// Its name on the command line.
    pub name: &'static str,
    /// How many nanoseconds one of so many operations takes.
    pub measure: fn(Workload, Flavour, u64) -> f64,
    /// How many bytes one of so many idle processes takes, measured in a process of its own.
    pub idle: fn(&'static str, u64, Past) -> f64,
    /// How many bytes, measured in this process, which should hold nothing else; the other side of
    /// `idle`.
    pub idle_here: Option<fn(u64, Past) -> f64>,
    /// Does so many operations on one thread.
    pub work: Option<fn(Workload, u64)>,
}

/// Everyone who can take part here: `raw` first, then this repository, then the peers.
#[must_use]
pub fn all() -> Vec<Contender> {
    let mut all = vec![
        library::<Raw>(),
        library::<Switchboard>(),
        library::<Ractor>(),
        library::<Kameo>(),
        library::<Actix>(),
        library::<Xtra>(),
        library::<Spawned>(),
    ];
    if erlang::is_installed() {
        all.push(Contender {
            name: erlang::NAME,
            measure: erlang::measure,
            idle: |_, count, past| erlang::idle(count, past),
            idle_here: None,
            work: None,
        });
    }
    all
}

fn library<L: Library>() -> Contender {
    Contender {
        name: L::NAME,
        measure: Workload::measure::<L>,
        idle: child::idle,
        idle_here: Some(idle::bytes::<L>),
        work: Some(Workload::run::<L>),
    }
}
