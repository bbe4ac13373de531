//! Processes: identities with a mailbox, links, monitors and one reason to end for.
//!
//! A process here is a tokio task with what Erlang gives a process: a [`Pid`] that is never reused,
//! one ordered mailbox, links and monitors, a flag that turns exit signals into messages, timers that
//! die with it, and an [`ExitReason`] that everyone who cares gets to see. Servers, supervisors and
//! tasks are built on it; [`spawn`] gives the plain thing, with a mailbox of your own message type.
//!
//! # Guarantees
//!
//! - Everything that one process sends to another arrives in the order in which it was sent, whatever
//!   its kind; nothing of a process arrives after its [`Down`].
//! - Each monitor yields exactly one [`Down`], or was ended with [`demonitor`] before.
//! - When a `Down` or an [`Exit`] arrives, the state of the process has been dropped and its name is free.
//! - A panic never leaves its process: it becomes the reason.
//! - A kill, and an exit signal that is not trapped, act at the process's next await.

pub(crate) mod cell;
pub(crate) mod core;
mod current;
pub(crate) mod deadline;
pub(crate) mod directory;
mod error;
mod exit;
pub(crate) mod guard;
mod here;
mod links;
#[cfg(all(test, switchboard_loom))]
mod loom_tests;
mod mailbox;
mod pid;
mod plain;
pub(crate) mod reply;
mod signal;
mod spawn;
mod timer;
mod token;
pub(crate) mod wait;

pub use self::current::{callers, current};
pub use self::error::{BadSpec, CastError, Ignore, StartError};
pub use self::exit::{ExitReason, IntoExit, PanicInfo, Payload};
pub use self::links::{
    NotInProcess, count, demonitor, exit, is_alive, link, links, monitor, monitor_name, trap_exit,
    unlink,
};
pub use self::mailbox::Overflow;
pub use self::pid::Pid;
pub use self::plain::{Inbox, Mail, ProcessOptions, ProcessRef, spawn, spawn_link, whereis};
pub use self::signal::{Down, Exit, MonitorRef, Signal, Timeout};
pub use self::spawn::NoRuntime;
pub use self::timer::TimerRef;
pub use self::wait::Ring;

pub(crate) use self::current::enter;
pub(crate) use self::here::has_runtime;
pub(crate) use self::links::{demonitor_as, link_cores, monitor_as, monitor_nobody, unlink_cores};
pub(crate) use self::mailbox::{Entry, Mailbox, Refused, Weight};
pub(crate) use self::plain::{DEFAULT_CAPACITY, enroll, withdraw};
pub(crate) use self::spawn::launch;
pub(crate) use self::token::Wake;

/// How a process is called in reports: its name or kind, and its pid.
pub(crate) fn label(process: &dyn core::Process) -> String {
    let core = process.core();
    match core.name() {
        Some(name) => format!("{name} {}", core.pid),
        None => format!("{} {}", short_type(core.kind), core.pid),
    }
}

/// The last segment of a type's path, without its parameters.
pub(crate) fn short_type(name: &'static str) -> &'static str {
    let path = name.split('<').next().unwrap_or(name);
    path.rsplit("::").next().unwrap_or(path)
}

/// The process `pid`, if it has begun to end and is not gone yet.
pub(crate) fn doomed(pid: Pid) -> Option<std::sync::Arc<dyn core::Process>> {
    directory::find(pid).filter(|process| !process.core().is_alive())
}
