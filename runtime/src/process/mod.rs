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

mod alias;
pub(crate) mod asked;
pub(crate) mod cell;
pub(crate) mod core;
mod current;
pub(crate) mod deadline;
mod delay;
mod dictionary;
pub(crate) mod directory;
pub(crate) mod doing;
mod ending;
mod error;
mod exit;
mod extras;
pub(crate) mod guard;
pub(crate) mod hearing;
mod here;
pub(crate) mod holdings;
mod inbox;
mod info;
pub(crate) mod lineage;
mod links;
#[cfg(all(test, switchboard_loom))]
mod loom_tests;
mod mailbox;
mod name;
pub(crate) mod overdue;
mod peers;
mod pid;
mod plain;
mod process_ref;
pub(crate) mod reply;
mod resting;
mod room;
mod signal;
mod spawn;
pub(crate) mod stance;
mod stopped;
pub(crate) mod stopping;
mod timer;
mod token;
mod verdict;
pub(crate) mod wait;
pub(crate) mod workplace;

pub use self::alias::Alias;
pub use self::current::current;
pub use self::delay::{exit_after, kill_after, now, send_name, send_name_after, sleep};
pub use self::dictionary::{erase, get, keys_of, put};
pub use self::error::{BadSpec, CastError, Ignore, LookupError, RegisterError, StartError};
pub use self::exit::{ExitReason, IntoExit, PanicInfo, Payload, SharedError};
pub use self::inbox::{Inbox, Mail};
pub use self::info::{ProcessInfo, get_label, info, register, registered, set_label, unregister};
pub use self::lineage::{ancestors, callers};
pub use self::links::{
    NotInProcess, count, demonitor, demonitor_flush, exit, is_alive, link, links, monitor,
    monitor_name, trap_exit, unlink,
};
pub use self::mailbox::Overflow;
pub use self::name::{Name, NameError, Registrar};
pub use self::pid::Pid;
pub use self::plain::{ProcessOptions, spawn, spawn_link, spawn_monitor, whereis};
pub use self::process_ref::ProcessRef;
pub use self::signal::{Down, Exit, MonitorRef, Signal, Timeout};
pub use self::spawn::NoRuntime;
pub use self::stopped::{ChildStop, StopReport};
pub use self::stopping::StopMode;
pub use self::timer::TimerRef;
pub use self::wait::Ring;

pub(crate) use self::current::enter;
pub(crate) use self::delay::detached;
pub(crate) use self::here::has_runtime;
#[cfg(feature = "test-util")]
pub(crate) use self::here::runtime;
pub(crate) use self::info::describe as label;
pub(crate) use self::links::{
    demonitor_as, link_cores, monitor_as, monitor_named, monitor_nobody, unlink_cores,
};
pub(crate) use self::mailbox::{Entry, Inlet, Place, Refused, Weight};
pub(crate) use self::pid::IdState;
pub(crate) use self::plain::{DEFAULT_CAPACITY, enroll, withdraw};
pub(crate) use self::spawn::{Code, give_task, launch, launch_code, launch_here, run_here};
pub(crate) use self::timer::{Queued, next_tick};
pub(crate) use self::token::{Found, Wake};

/// The last segment of a type's path, without its parameters.
pub(crate) fn short_type(name: &'static str) -> &'static str {
    // By its bytes: it is short, and is looked at for each report.
    let bytes = name.as_bytes();
    let end = bytes.iter().position(|byte| *byte == b'<').unwrap_or(bytes.len());
    let colon = bytes[..end].iter().rposition(|byte| *byte == b':');
    &name[colon.map_or(0, |colon| colon + 1)..end]
}

/// The process `pid`, if it has begun to end and is not gone yet.
pub(crate) fn doomed(pid: Pid) -> Option<std::sync::Arc<dyn core::Process>> {
    directory::find(pid).filter(|process| !process.core().is_alive())
}
