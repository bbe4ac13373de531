//! OTP for Rust: annotated structs become `GenServer`s, supervision trees and typed messages, on a
//! thin runtime over tokio.
//!
//! A struct with `#[derive(GenServer)]` and an impl with `#[gen_server]` is a process: it owns its
//! state, handles one message at a time, and is reached through a typed handle that is generated
//! with it.
//!
//! ```
//! use switchboard::prelude::*;
//!
//! #[derive(GenServer, Default)]
//! struct Counter {
//!     total: u64,
//! }
//!
//! #[gen_server]
//! impl Counter {
//!     /// Adds to the total, and gives it back.
//!     #[call]
//!     fn add(&mut self, by: u64) -> u64 {
//!         self.total += by;
//!         self.total
//!     }
//!
//!     #[cast]
//!     fn reset(&mut self) {
//!         self.total = 0;
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let counter = Counter::start().await?;
//! assert_eq!(counter.add(2).await?, 2);
//! counter.reset()?;
//! assert_eq!(counter.add(1).await?, 1);
//! # Ok(()) }
//! ```
//!
//! # Where to find what
//!
//! | In OTP | Here |
//! |---|---|
//! | process, link, monitor, exit signal | [`process`] |
//! | `GenServer` | [`derive@GenServer`], [`macro@gen_server`], [`Context`], [`ReplyTo`] |
//! | `Supervisor` | [`derive@Supervisor`], [`Tree`], [`Child`], [`SupervisorRef`] |
//! | `DynamicSupervisor` | [`DynamicSupervisor`] |
//! | `Task`, `Task.Supervisor` | [`Task`], [`TaskSupervisor`] |
//! | error logger, crash reports | [`report`] |
//! | application | [`macro@main`] |
//!
//! # How a call travels
//!
//! A call to an idle server whose handler is a plain `fn` runs on the caller: no queue, no wake-up,
//! no task switch. A busy server gets the call through its mailbox, in the order of arrival. A panic
//! in a handler ends its server and nothing else; the caller gets [`CallError::Exited`].

#[doc(hidden)]
#[path = "__private.rs"]
pub mod __private01;
mod clock;
mod gen_server;
pub mod prelude;
pub mod process;
pub mod report;
mod run;
mod supervisor;
mod sync;
mod task;

pub use gen_server::{
    CallError, Callee, Context, GenServer, InitError, InitOutcome, Message, NoMessage, OnStop,
    ReplyPort, ReplyTo, Restart, ServerConfig, ServerOptions, ServerRef, Shutdown, Start,
    StopError,
};
pub use process::{
    Alias, BadSpec, CastError, Down, Exit, ExitReason, Ignore, IntoExit, LookupError, MonitorRef,
    Overflow, PanicInfo, Payload, Pid, ProcessInfo, RegisterError, Ring, Signal, StartError,
    Timeout, TimerRef,
};
pub use supervisor::{
    AutoShutdown, Binding, Bound, Child, ChildCounts, ChildError, ChildHandle, ChildInfo,
    ChildKind, ChildOptions, ChildSpec, ChildState, DynamicSpec, DynamicSupervisor, Strategy,
    Supervised, Supervisor, SupervisorOptions, SupervisorRef, Tree,
};
pub use switchboard_macros::{
    GenServer, Message, Supervisor, call, cast, continue_with, every, gen_server, info, init, main,
    terminate,
};
pub use task::{
    AwaitMany, ErrorOnly, KeepInput, OnTimeout, Task, TaskError, TaskSpec, TaskStream,
    TaskSupervisor, WithInput, YieldMany,
};
