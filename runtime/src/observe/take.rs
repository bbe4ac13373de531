//! Taking the tree: what each process shows, put in order.

use std::collections::HashMap;
use std::sync::Arc;

use super::{NotRunning, ProcessKind, ProcessNode, ProcessState, ProcessTree};
use crate::process::core::{Core, Process};
use crate::process::stance::Holder;
use crate::process::{IdState, Pid, directory, short_type, wait};
use crate::supervisor::board::{self, SeatRun};

type ByPid<T> = HashMap<Pid, T, IdState>;

/// All processes, or those from `root` on.
pub(super) fn tree(root: Option<Pid>) -> ProcessTree {
    tree_of(directory::all(), root)
}

/// These processes, or those of them from `root` on.
pub(crate) fn tree_of(mut all: Vec<Arc<dyn Process>>, root: Option<Pid>) -> ProcessTree {
    all.sort_unstable_by_key(|process| process.core().pid);
    let places: ByPid<usize> =
        all.iter().enumerate().map(|(at, process)| (process.core().pid, at)).collect();
    // A pid is never used again, so whoever started a process has a smaller one: there is no ring.
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(all.len());
    for (at, process) in all.iter().enumerate() {
        let mut line = process.core().line.ancestors().iter();
        let parent = line.find_map(|pid| places.get(pid).copied()).filter(|parent| *parent < at);
        if let Some(parent) = parent {
            below[parent].push(at);
        }
        parents.push(parent);
    }
    let first: Vec<usize> = match root {
        Some(root) => places.get(&root).copied().into_iter().collect(),
        None => (0..all.len()).filter(|at| parents[*at].is_none()).collect(),
    };
    let mut walk = Walk { all, below, places, nodes: Vec::new() };
    walk.from(&first);
    ProcessTree { processes: walk.nodes }
}

/// A process that is to be listed.
struct Next {
    at: usize,
    parent: Option<Pid>,
    depth: usize,
    seat: Option<(Arc<str>, u64)>,
}

struct Walk {
    all: Vec<Arc<dyn Process>>,
    /// The processes below each, by their places in `all`.
    below: Vec<Vec<usize>>,
    places: ByPid<usize>,
    nodes: Vec<ProcessNode>,
}

impl Walk {
    /// Without recursion: a line of processes may be longer than the stack is deep.
    fn from(&mut self, first: &[usize]) {
        let root = |at: &usize| Next { at: *at, parent: None, depth: 0, seat: None };
        let mut next: Vec<Next> = first.iter().rev().map(root).collect();
        while let Some(Next { at, parent, depth, seat }) = next.pop() {
            let mut node = node_of(&self.all[at], parent, depth);
            if let Some((id, restarts)) = seat {
                (node.id, node.restarts) = (Some(id), Some(restarts));
            }
            let mut children = std::mem::take(&mut self.below[at]);
            let seats = self.seats_below(&mut node);
            if seats.usual.is_none() {
                let place =
                    |at: &usize| seats.taken.get(&self.all[*at].core().pid).map(|seat| seat.0);
                // Those that have no place on the board come after those that do, as they were started.
                children.sort_by_key(|at| (place(at).is_none(), place(at), *at));
            }
            node.children = children.iter().map(|at| self.all[*at].core().pid).collect();
            let below = children.iter().rev().map(|at| {
                let seat = seats.seat_of(self.all[*at].core(), &node);
                Next { at: *at, parent: Some(node.pid), depth: depth + 1, seat }
            });
            next.extend(below);
            self.nodes.push(node);
        }
    }

    /// The seats below a supervisor, of which those that are empty are noted as such.
    fn seats_below(&self, node: &mut ProcessNode) -> Seats {
        if node.kind != ProcessKind::Supervisor {
            return Seats::default();
        }
        let shown = board::shown(node.pid);
        let mut taken: ByPid<(usize, Arc<str>, u64)> = HashMap::default();
        for (place, seat) in shown.seats.into_values().enumerate() {
            let (id, restarts) = (seat.id, seat.restarts);
            match seat.run {
                SeatRun::Up(pid) if self.places.contains_key(&pid) => {
                    taken.insert(pid, (place, id, restarts));
                }
                run => {
                    let restarting = run == SeatRun::Restarting;
                    node.not_running.push(NotRunning { id, restarting, restarts });
                }
            }
        }
        Seats { usual: shown.usual, taken }
    }
}

/// The children that run of one supervisor.
#[derive(Default)]
struct Seats {
    /// The id of those without a seat, of a dynamic supervisor.
    usual: Option<Arc<str>>,
    /// Place, id and restarts of the others.
    taken: ByPid<(usize, Arc<str>, u64)>,
}

impl Seats {
    /// The id and the restarts of a process that is below `node`, if it is a child.
    fn seat_of(&self, core: &Core, node: &ProcessNode) -> Option<(Arc<str>, u64)> {
        if let Some((_, id, restarts)) = self.taken.get(&core.pid) {
            return Some((Arc::clone(id), *restarts));
        }
        // What was started by a child that is gone is no child, and what is waited for is none yet.
        let is_child =
            core.line.ancestors().first() == Some(&node.pid) && !node.waits_for.contains(&core.pid);
        self.usual.clone().filter(|_| is_child).map(|id| (id, 0))
    }
}

/// What a process shows.
fn node_of(process: &Arc<dyn Process>, parent: Option<Pid>, depth: usize) -> ProcessNode {
    let core = process.core();
    let (sketch, stance) = (core.sketch(), process.stance());
    let (queued, waits_for) = (process.mailbox_len(), wait::waits_of(&**process));
    let busy = stance.holder == Holder::Somebody;
    let state = match stance.holder {
        _ if sketch.ends => ProcessState::Stopping,
        _ if stance.suspended => ProcessState::Suspended,
        _ if !waits_for.is_empty() => ProcessState::Waiting,
        Holder::Nobody => ProcessState::Idle,
        Holder::Somebody => ProcessState::Running,
        Holder::Unknown => ProcessState::Live,
    };
    let handles = busy || (stance.kind.is_server() && queued > 0);
    ProcessNode {
        pid: core.pid,
        kind: stance.kind,
        type_name: short_type(core.kind),
        code: stance.code,
        id: None,
        name: sketch.name,
        keys: core.known_extras().map_or_else(Vec::new, |extras| extras.holdings.keys(core.pid)),
        label: sketch.label,
        parent,
        depth,
        state,
        message: core.doing.name().filter(|_| busy),
        busy_for: handles.then(|| core.since.lasts()),
        queued,
        capacity: stance.capacity,
        waits_for,
        restarts: None,
        children: Vec::new(),
        not_running: Vec::new(),
    }
}
