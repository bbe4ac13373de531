//! What a supervisor is asked to do with its children (supervisor's API results in OTP).

use std::sync::Arc;

use super::children::{Entry, Run};
use super::info::{ChildCounts, ChildError, ChildInfo, ChildKey, ChildSpecInfo, ChildState};
use super::server::TreeServer;
use super::spec::{ChildKind, Spec};
use super::stop::Blocked;
use crate::gen_server::Restart;
use crate::process::{Pid, StartError};

impl TreeServer {
    pub(super) async fn start_child(&mut self, spec: Spec) -> Result<Option<Pid>, StartError> {
        spec.check(self.auto_shutdown)?;
        match self.dynamic {
            Some(max) if self.children.active() >= max => return Err(StartError::MaxChildren),
            Some(_) => {}
            None => {
                if let Some(entry) =
                    self.children.with_id(&spec.id).and_then(|at| self.children.get(at))
                {
                    return Err(match &entry.run {
                        Run::Up(process) => StartError::ChildRunning(process.core().pid),
                        Run::Down | Run::Restarting(_) => StartError::ChildPresent,
                    });
                }
            }
        }
        self.start_new(spec).await
    }

    fn find(&self, key: &ChildKey) -> Result<u64, ChildError> {
        match key {
            ChildKey::Id(id) => self.children.with_id(id),
            ChildKey::Pid(pid) => self.children.with_pid(*pid),
        }
        .ok_or(ChildError::NotFound)
    }

    pub(super) async fn terminate_child(&mut self, key: &ChildKey) -> Result<(), ChildError> {
        let at = self.find(key)?;
        self.stop_one(at, Blocked::Wait).await;
        let gone = self.dynamic.is_some()
            || self.children.get(at).is_some_and(|entry| entry.spec.restart == Restart::Temporary);
        if gone {
            self.children.remove(at);
        }
        Ok(())
    }

    pub(super) async fn restart_child(&mut self, id: &Arc<str>) -> Result<Option<Pid>, ChildError> {
        let at = self.idle_child(id)?;
        let Some(spec) = self.children.get(at).map(|entry| entry.spec.clone()) else {
            return Err(ChildError::NotFound);
        };
        match spec.run().await {
            Ok(process) => {
                let pid = process.core().pid;
                self.children.set(at, Run::Up(process));
                Ok(Some(pid))
            }
            Err(StartError::Ignored) => Ok(None),
            Err(error) => Err(ChildError::Start(error)),
        }
    }

    pub(super) fn delete_child(&mut self, id: &Arc<str>) -> Result<(), ChildError> {
        let at = self.idle_child(id)?;
        self.children.remove(at);
        Ok(())
    }

    /// A child that neither runs nor is being restarted.
    fn idle_child(&self, id: &Arc<str>) -> Result<u64, ChildError> {
        let at = self.find(&ChildKey::Id(Arc::clone(id)))?;
        match self.children.get(at).map(|entry| &entry.run) {
            Some(Run::Down) => Ok(at),
            Some(Run::Up(process)) => Err(ChildError::Running(process.core().pid)),
            Some(Run::Restarting(_)) => Err(ChildError::Restarting),
            None => Err(ChildError::NotFound),
        }
    }

    pub(super) fn get_childspec(&self, key: &ChildKey) -> Result<ChildSpecInfo, ChildError> {
        let entry = self.children.get(self.find(key)?).ok_or(ChildError::NotFound)?;
        Ok(ChildSpecInfo {
            id: Arc::clone(&entry.spec.id),
            kind: entry.spec.kind,
            restart: entry.spec.restart,
            shutdown: entry.spec.shutdown,
            significant: entry.spec.significant,
        })
    }

    pub(super) fn which_children(&self) -> Vec<ChildInfo> {
        let info = |(_, entry): (u64, &Entry)| ChildInfo {
            id: Arc::clone(&entry.spec.id),
            kind: entry.spec.kind,
            restart: entry.spec.restart,
            state: match &entry.run {
                Run::Down => ChildState::NotRunning,
                Run::Up(process) => ChildState::Running(process.core().pid),
                Run::Restarting(_) => ChildState::Restarting,
            },
        };
        self.children.iter().map(info).collect()
    }

    pub(super) fn count_children(&self) -> ChildCounts {
        let mut counts = ChildCounts::default();
        for (_, entry) in self.children.iter() {
            counts.specs += 1;
            match entry.spec.kind {
                ChildKind::Worker => counts.workers += 1,
                ChildKind::Supervisor => counts.supervisors += 1,
            }
            if matches!(&entry.run, Run::Up(process) if process.core().ended().is_none()) {
                counts.active += 1;
            }
        }
        counts
    }
}
