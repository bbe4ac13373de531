//! A process that watches all others of a run, and notes what it sees of their ends.

use std::collections::HashMap;
use std::sync::Arc;

use crate::process::core::Process;
use crate::process::{
    self, Down, ExitReason, Inbox, Mail, Pid, ProcessOptions, ProcessRef, StartError, directory,
};
use crate::sync::Lock;

/// One process that was seen.
struct Watched {
    pid: Pid,
    name: Option<Arc<str>>,
    downs: u32,
}

#[derive(Default)]
struct Notes {
    watched: HashMap<u64, Watched>,
    /// What has been seen since the last look: who, why, and what was wrong with it.
    seen: Vec<(Pid, ExitReason, Option<String>)>,
}

pub(super) struct Witness {
    process: ProcessRef<()>,
    notes: Arc<Lock<Notes>>,
    /// Up to which pid everybody is watched.
    known: Option<Pid>,
}

impl Witness {
    pub(super) fn start() -> Result<Self, StartError> {
        let notes = Arc::<Lock<Notes>>::default();
        let mine = Arc::clone(&notes);
        let options = ProcessOptions::new().trap_exit(true).mailbox(usize::MAX);
        let process = options.spawn(|inbox| look_on(inbox, mine))?;
        Ok(Self { process, notes, known: None })
    }

    pub(super) fn pid(&self) -> Pid {
        self.process.pid()
    }

    /// Watches those that are new, in the order of their start.
    pub(super) fn watch(&mut self, all: &[Arc<dyn Process>]) -> Vec<(Pid, &'static str)> {
        let me = self.process.any();
        let mut found = Vec::new();
        for process in all {
            let core = process.core();
            if core.pid == self.pid() || self.known.is_some_and(|known| core.pid <= known) {
                continue;
            }
            self.known = Some(core.pid);
            found.push((core.pid, core.kind));
            // Noted under the lock, so that its down is not looked at before.
            let mut notes = self.notes.lock();
            let monitor = process::monitor_as(&me, Some(core.pid), None, None);
            let (pid, name) = (core.pid, core.name());
            notes.watched.insert(monitor.id, Watched { pid, name, downs: 0 });
        }
        found
    }

    /// The ends since the last look, in order.
    pub(super) fn seen(&self) -> Vec<(Pid, ExitReason, Option<String>)> {
        std::mem::take(&mut self.notes.lock().seen)
    }

    /// The processes whose monitors have not yielded exactly one down.
    pub(super) fn unheard(&self) -> Vec<Pid> {
        let notes = self.notes.lock();
        let wrong = notes.watched.values().filter(|watched| watched.downs != 1);
        let mut all: Vec<Pid> = wrong.map(|watched| watched.pid).collect();
        all.sort();
        all
    }

    pub(super) async fn stop(&self) {
        self.process.exit(ExitReason::Kill);
        self.process.ended().await;
    }
}

async fn look_on(mut inbox: Inbox<()>, notes: Arc<Lock<Notes>>) {
    loop {
        if let Mail::Down(down) = inbox.recv().await {
            note(&mut notes.lock(), down);
        }
    }
}

/// Notes an end, and looks whether it is one.
fn note(notes: &mut Notes, down: Down) {
    let Some(watched) = notes.watched.get_mut(&down.monitor.id) else {
        return;
    };
    watched.downs += 1;
    let pid = watched.pid;
    let holds = |name: &Arc<str>| process::whereis(name) == Some(pid);
    let wrong = if watched.downs > 1 {
        Some(format!("a monitor has yielded {} downs", watched.downs))
    } else if directory::find(pid).is_some() {
        Some("it is listed after its down".to_owned())
    } else if watched.name.as_ref().is_some_and(holds) {
        Some("it holds its name after its down".to_owned())
    } else {
        None
    };
    notes.seen.push((pid, down.reason, wrong));
}
