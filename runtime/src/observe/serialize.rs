//! The tree in any format of `serde`: the same as [`to_json`](super::ProcessTree::to_json) writes.

use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use super::{NotRunning, ProcessKind, ProcessNode, ProcessState, ProcessTree, RegisteredKey};
use crate::process::Pid;

impl Serialize for ProcessTree {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut tree = to.serialize_struct("ProcessTree", 1)?;
        tree.serialize_field("processes", &self.processes)?;
        tree.end()
    }
}

impl Serialize for ProcessNode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let numbers = |pids: &[Pid]| pids.iter().map(|pid| pid.as_u64()).collect::<Vec<_>>();
        let mut node = to.serialize_struct("ProcessNode", 19)?;
        node.serialize_field("pid", &self.pid.as_u64())?;
        node.serialize_field("kind", &self.kind)?;
        node.serialize_field("type_name", self.type_name)?;
        node.serialize_field("code", &self.code)?;
        node.serialize_field("id", &self.id.as_deref())?;
        node.serialize_field("name", &self.name.as_deref())?;
        node.serialize_field("keys", &self.keys)?;
        node.serialize_field("label", &self.label.as_deref())?;
        node.serialize_field("parent", &self.parent.map(Pid::as_u64))?;
        node.serialize_field("depth", &self.depth)?;
        node.serialize_field("state", &self.state)?;
        node.serialize_field("message", &self.message)?;
        let seconds = self.busy_for.map(|busy_for| busy_for.as_secs_f64());
        node.serialize_field("busy_for_seconds", &seconds)?;
        node.serialize_field("queued", &self.queued)?;
        node.serialize_field("capacity", &self.capacity)?;
        node.serialize_field("waits_for", &numbers(&self.waits_for))?;
        node.serialize_field("restarts", &self.restarts)?;
        node.serialize_field("children", &numbers(&self.children))?;
        node.serialize_field("not_running", &self.not_running)?;
        node.end()
    }
}

impl Serialize for RegisteredKey {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut key = to.serialize_struct("RegisteredKey", 2)?;
        key.serialize_field("registry", &self.registry.as_deref())?;
        key.serialize_field("key", &self.key)?;
        key.end()
    }
}

impl Serialize for NotRunning {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut child = to.serialize_struct("NotRunning", 3)?;
        child.serialize_field("id", &*self.id)?;
        child.serialize_field("restarting", &self.restarting)?;
        child.serialize_field("restarts", &self.restarts)?;
        child.end()
    }
}

impl Serialize for ProcessKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl Serialize for ProcessState {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}
