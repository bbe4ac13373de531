//! Who waits for whom, so that a ring of calls is an error and not a timeout.
//!
//! A process that waits for a reply keeps an edge to the process that owes it. Before a new wait
//! begins, the edges are followed from its target; if they lead back to the caller, the call fails
//! at once. An edge counts only while its reply is really outstanding and nobody has taken it along
//! to answer later. A ring is believed when two walks in a row find the very same edges: then all
//! of them stood at the moment between the walks.

use std::fmt;
use std::sync::Arc;

use super::core::Process;
use super::directory;
use super::pid::Pid;
use super::reply::{AnySlot, Slot};
use crate::sync::Lock;

/// The replies that one process waits for.
#[derive(Default)]
pub(crate) struct Waits(Lock<Vec<Edge>>);

#[derive(Clone)]
struct Edge {
    to: Pid,
    slot: Arc<dyn AnySlot>,
}

impl Edge {
    fn is(&self, other: &Self) -> bool {
        self.to == other.to && Arc::ptr_eq(&self.slot, &other.slot)
    }
}

/// A ring of processes, each of which waits for the next.
#[derive(Clone, PartialEq, Eq)]
pub struct Ring(Vec<(Pid, String)>);

impl Ring {
    /// The processes in the order in which they wait; the last waits for the first.
    pub fn pids(&self) -> impl Iterator<Item = Pid> + '_ {
        self.0.iter().map(|(pid, _)| *pid)
    }
}

impl fmt::Display for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (_, label) in &self.0 {
            write!(f, "{label} -> ")?;
        }
        f.write_str(self.0.first().map_or("", |(_, label)| label))
    }
}

impl fmt::Debug for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ring({self})")
    }
}

/// The edge of one wait, removed when the wait ends.
pub(crate) struct Waiting {
    caller: Option<(Arc<dyn Process>, Arc<dyn AnySlot>)>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some((process, slot)) = self.caller.take()
            && let Some(extras) = process.core().known_extras()
        {
            extras.waits.0.lock().retain(|edge| !Arc::ptr_eq(&edge.slot, &slot));
        }
    }
}

/// As [`begin`], for a slot that is only shared when there is a caller.
pub(crate) fn begin_at<T: Send + 'static>(
    caller: Option<Pid>,
    to: Pid,
    slot: &Arc<Slot<T>>,
) -> Result<Waiting, Ring> {
    if caller.is_none() {
        return Ok(Waiting { caller: None });
    }
    let any: Arc<dyn AnySlot> = slot.clone();
    begin(caller, to, &any)
}

/// Begins a wait of `caller` for a reply of `to`.
pub(crate) fn begin(
    caller: Option<Pid>,
    to: Pid,
    slot: &Arc<dyn AnySlot>,
) -> Result<Waiting, Ring> {
    // A caller that is no process cannot close a ring.
    let Some(process) = caller.and_then(directory::find) else {
        return Ok(Waiting { caller: None });
    };
    let me = process.core().pid;
    let waiting = edge(process, to, Arc::clone(slot));
    match ring(me, to) {
        Some(ring) => Err(ring),
        None => Ok(waiting),
    }
}

/// Begins a wait for a process that has not run yet. It waits for nobody, so this closes no ring.
pub(crate) fn begin_with_new<T: Send + 'static>(
    caller: Option<Arc<dyn Process>>,
    to: Pid,
    slot: &Arc<Slot<T>>,
) -> Waiting {
    match caller {
        Some(process) => edge(process, to, slot.clone()),
        None => Waiting { caller: None },
    }
}

fn edge(process: Arc<dyn Process>, to: Pid, slot: Arc<dyn AnySlot>) -> Waiting {
    let Some(extras) = process.core().extras() else {
        return Waiting { caller: None };
    };
    extras.waits.0.lock().push(Edge { to, slot: Arc::clone(&slot) });
    Waiting { caller: Some((process, slot)) }
}

fn ring(me: Pid, to: Pid) -> Option<Ring> {
    let first = path(me, to)?;
    let second = path(me, to)?;
    let same = first.len() == second.len()
        && first.iter().zip(&second).all(|((a, e), (b, g))| a == b && e.is(g));
    let ring = std::iter::once(me).chain(first.iter().map(|(pid, _)| *pid));
    same.then(|| Ring(ring.map(|pid| (pid, label(pid))).collect()))
}

/// The waits that lead from `from` back to `me`: each process on the way with its edge.
fn path(me: Pid, from: Pid) -> Option<Vec<(Pid, Edge)>> {
    let first = edges_of(from);
    if first.is_empty() {
        return None;
    }
    let mut seen = vec![from];
    let mut trail = vec![(from, first)];
    let mut taken: Vec<(Pid, Edge)> = Vec::new();
    while let Some((pid, edges)) = trail.last_mut() {
        let Some(edge) = edges.pop() else {
            trail.pop();
            taken.pop();
            continue;
        };
        let to = edge.to;
        taken.push((*pid, edge));
        if to == me {
            return Some(taken);
        }
        if seen.contains(&to) {
            taken.pop();
        } else {
            seen.push(to);
            trail.push((to, edges_of(to)));
        }
    }
    None
}

/// For whom a process waits right now.
pub(crate) fn waits_of(process: &dyn Process) -> Vec<Pid> {
    outstanding(process).iter().map(|edge| edge.to).collect()
}

fn edges_of(pid: Pid) -> Vec<Edge> {
    directory::find(pid).map_or_else(Vec::new, |process| outstanding(&*process))
}

fn outstanding(process: &dyn Process) -> Vec<Edge> {
    let Some(extras) = process.core().known_extras() else {
        return Vec::new();
    };
    let edges = extras.waits.0.lock().clone();
    edges.into_iter().filter(|edge| edge.slot.is_outstanding()).collect()
}

fn label(pid: Pid) -> String {
    directory::find(pid).map_or_else(|| pid.to_string(), |process| super::label(&*process))
}
