//! What a process is called, and what it says about itself.

use crate::sync::model::Ordering;
use std::sync::Arc;

use super::Core;
use crate::process::directory::Unnameable;
use crate::process::info::Facts;
use crate::process::stance::Sketch;

impl Core {
    /// Whether the process has, or had, a name. Once it has begun to end, it gets none.
    pub(crate) fn was_named(&self) -> bool {
        self.named.load(Ordering::Acquire)
    }

    pub(crate) fn name(&self) -> Option<Arc<str>> {
        self.life.lock().name().cloned()
    }

    /// Notes the name that the process holds from now on. Only the directory calls this, under its lock.
    pub(crate) fn note_name(&self, name: &Arc<str>) -> Result<(), Unnameable> {
        let mut life = self.life.lock();
        if !life.is_alive() {
            return Err(Unnameable::Ending);
        }
        match life.name() {
            Some(held) => Err(Unnameable::Named(Arc::clone(held))),
            None => {
                life.rest().name = Some(Arc::clone(name));
                self.named.store(true, Ordering::Release);
                Ok(())
            }
        }
    }

    /// Takes the name off the process. Only the directory calls this, under its lock.
    pub(crate) fn take_name(&self) -> Option<Arc<str>> {
        self.life.lock().rest.as_mut()?.name.take()
    }

    pub(crate) fn label(&self) -> Option<Arc<str>> {
        self.life.lock().rest.as_ref()?.label.clone()
    }

    pub(crate) fn set_label(&self, label: Option<Arc<str>>) -> Option<Arc<str>> {
        std::mem::replace(&mut self.life.lock().rest().label, label)
    }

    /// What there is to say about the process; `None` once it has begun to end.
    pub(crate) fn facts(&self) -> Option<Facts> {
        let mut life = self.life.lock();
        if !life.is_alive() {
            return None;
        }
        let links = life.links.all();
        let life = life.rest();
        Some(Facts {
            trap_exit: self.trap_exit.load(Ordering::Relaxed),
            name: life.name.clone(),
            label: life.label.clone(),
            links,
            monitors: life.watching.values().filter_map(|watching| watching.target).collect(),
            monitored_by: life.watchers.values().map(|watcher| watcher.by).collect(),
        })
    }

    /// What of it there is to see when nobody else has an interest in it, and whether it has begun to
    /// end.
    pub(crate) fn sketch(&self) -> Sketch {
        let life = self.life.lock();
        let rest = life.rest.as_ref();
        Sketch {
            name: rest.and_then(|rest| rest.name.clone()),
            label: rest.and_then(|rest| rest.label.clone()),
            ends: !life.is_alive(),
        }
    }
}
