//! The links of a process: both ends of one change in one step.

use super::{Core, Life, Pid};

impl Core {
    /// Links two processes, both ends in one step; `false` when one of them has ended.
    pub(crate) fn tie(&self, peer: &Self) -> bool {
        self.with(peer, |mine, theirs| {
            if mine.ended().is_some() || theirs.ended().is_some() {
                return false;
            }
            mine.links.insert(peer.pid);
            theirs.links.insert(self.pid);
            true
        })
    }

    /// Removes a link, both ends in one step.
    pub(crate) fn untie(&self, peer: &Self) {
        self.with(peer, |mine, theirs| {
            mine.links.remove(peer.pid);
            theirs.links.remove(self.pid);
        });
    }

    /// Changes two processes at once. The older one is locked first, so that two who do this never
    /// wait for each other; nobody else holds two of these locks.
    fn with<R>(&self, peer: &Self, change: impl FnOnce(&mut Life, &mut Life) -> R) -> R {
        debug_assert!(self.pid != peer.pid, "nobody is linked with itself");
        if self.pid < peer.pid {
            let mut mine = self.life.lock();
            let mut theirs = peer.life.lock();
            change(&mut mine, &mut theirs)
        } else {
            let mut theirs = peer.life.lock();
            let mut mine = self.life.lock();
            change(&mut mine, &mut theirs)
        }
    }

    /// Adds one end of a link, for the exit that follows at once; `false` when the process has ended, or
    /// has that link: then the end of the peer is about to be told.
    pub(crate) fn add_link(&self, peer: Pid) -> bool {
        let mut life = self.life.lock();
        if life.ended().is_some() || life.links.contains(peer) {
            return false;
        }
        life.links.insert(peer);
        true
    }

    /// Removes one end of a link, whose peer is gone.
    pub(crate) fn remove_link(&self, peer: Pid) -> bool {
        self.life.lock().links.remove(peer)
    }

    /// The processes that this one is linked with, in no order.
    pub(crate) fn links(&self) -> Vec<Pid> {
        self.life.lock().links.all()
    }
}
