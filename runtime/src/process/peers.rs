//! The processes that one is linked with: mostly none, or the supervisor, and neither needs a table.

use std::collections::HashSet;

use super::pid::{IdState, Pid};
use crate::spare;

/// A set of processes that takes little room when there is at most one.
#[derive(Default)]
pub(super) enum Peers {
    #[default]
    None,
    One(Pid),
    #[expect(clippy::box_collection, reason = "the table itself is as large as four pids")]
    Many(Box<HashSet<Pid, IdState>>),
}

impl Peers {
    pub(super) fn insert(&mut self, pid: Pid) {
        match self {
            Self::None => *self = Self::One(pid),
            Self::One(one) if *one == pid => {}
            Self::One(one) => *self = Self::Many(Box::new([*one, pid].into_iter().collect())),
            Self::Many(many) => {
                many.insert(pid);
            }
        }
    }

    pub(super) fn contains(&self, pid: Pid) -> bool {
        match self {
            Self::None => false,
            Self::One(one) => *one == pid,
            Self::Many(many) => many.contains(&pid),
        }
    }

    /// Takes one out; `false` when it was not there.
    pub(super) fn remove(&mut self, pid: Pid) -> bool {
        match self {
            Self::One(one) if *one == pid => {
                *self = Self::None;
                true
            }
            Self::None | Self::One(_) => false,
            Self::Many(many) => {
                let was = many.remove(&pid);
                spare::give_back(&mut **many);
                if many.is_empty() {
                    *self = Self::None;
                }
                was
            }
        }
    }

    /// All of them, in no order.
    pub(super) fn all(&self) -> Vec<Pid> {
        match self {
            Self::None => Vec::new(),
            Self::One(one) => vec![*one],
            Self::Many(many) => many.iter().copied().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_set_of_any_size() {
        let pids: Vec<Pid> = (0..100).map(|_| Pid::next()).collect();
        for count in [0, 1, 2, 3, 100] {
            let mut peers = Peers::default();
            for pid in pids[..count].iter().chain(&pids[..count]) {
                peers.insert(*pid);
            }
            let mut all = peers.all();
            all.sort();
            assert_eq!(all, pids[..count]);
            for (at, pid) in pids.iter().enumerate() {
                assert_eq!(peers.contains(*pid), at < count);
                assert_eq!(peers.remove(*pid), at < count);
                assert!(!peers.remove(*pid));
            }
            assert!(matches!(peers, Peers::None));
        }
    }
}
