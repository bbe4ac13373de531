//! Taking the tree: what each process shows, put in order.

use std::collections::HashMap;
use std::sync::Arc;

use super::{NotRunning, ProcessKind, ProcessNode, ProcessState, ProcessTree};
use crate::gen_server::ServerCell;
use crate::process::core::Process;
use crate::process::stance::{Holder, Role};
use crate::process::{IdState, Pid, directory, short_type, wait};
use crate::supervisor::TreeServer;
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
            let mut seats: ByPid<(usize, Arc<str>, u64)> = HashMap::default();
            if node.kind == ProcessKind::Supervisor {
                let shown = board::seats(node.pid);
                for (place, seat) in shown.into_iter().enumerate() {
                    let (id, restarts) = (seat.id, seat.restarts);
                    match seat.run {
                        SeatRun::Up(pid) if self.places.contains_key(&pid) => {
                            seats.insert(pid, (place, id, restarts));
                        }
                        run => {
                            let restarting = run == SeatRun::Restarting;
                            node.not_running.push(NotRunning { id, restarting, restarts });
                        }
                    }
                }
                // Those that have no place on the board come after those that do, as they were started.
                let place = |at: &usize| seats.get(&self.all[*at].core().pid).map(|seat| seat.0);
                children.sort_by_key(|at| (place(at).is_none(), place(at), *at));
            }
            node.children = children.iter().map(|at| self.all[*at].core().pid).collect();
            let below = children.iter().rev().map(|at| {
                let seat = seats.remove(&self.all[*at].core().pid);
                let (parent, depth) = (Some(node.pid), depth + 1);
                Next { at: *at, parent, depth, seat: seat.map(|(_, id, restarts)| (id, restarts)) }
            });
            next.extend(below);
            self.nodes.push(node);
        }
    }
}

/// What a process shows.
fn node_of(process: &Arc<dyn Process>, parent: Option<Pid>, depth: usize) -> ProcessNode {
    let core = process.core();
    let (sketch, stance) = (core.sketch(), process.stance());
    let (queued, waits_for) = (process.mailbox_len(), wait::waits_of(&**process));
    let kind = match stance.role {
        Role::Task => ProcessKind::Task,
        Role::Plain => ProcessKind::Plain,
        Role::Server if Arc::clone(process).into_any().is::<ServerCell<TreeServer>>() => {
            ProcessKind::Supervisor
        }
        Role::Server => ProcessKind::Server,
    };
    let busy = stance.holder == Holder::Somebody;
    let state = match stance.holder {
        _ if sketch.ends => ProcessState::Stopping,
        _ if stance.suspended => ProcessState::Suspended,
        _ if !waits_for.is_empty() => ProcessState::Waiting,
        Holder::Nobody => ProcessState::Idle,
        Holder::Somebody => ProcessState::Running,
        Holder::Unknown => ProcessState::Live,
    };
    let handles = busy || (stance.role == Role::Server && queued > 0);
    ProcessNode {
        pid: core.pid,
        kind,
        type_name: short_type(core.kind),
        code: stance.code,
        id: None,
        name: sketch.name,
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
