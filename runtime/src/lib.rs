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
//! | `gen_statem` | [`derive@GenStatem`], [`macro@gen_statem`], [`StatemContext`], [`Next`] |
//! | `DynamicSupervisor` | [`DynamicSupervisor`] |
//! | `PartitionSupervisor` | [`PartitionSupervisor`] |
//! | `Agent` | [`struct@Agent`], [`AgentRef`], [`derive@Agent`] |
//! | `Registry`, via names | [`Registry`], [`Name`], [`Registrar`] |
//! | `pg` | [`PgScope`] |
//! | `Phoenix.PubSub` | [`PubSub`], [`Subscription`], [`Relay`] |
//! | `:timer.send_interval`, Quantum, cron | [`macro@every`], [`macro@cron`], [`schedule`] |
//! | ETS | [`struct@Table`], [`TableReader`], [`derive@Record`] |
//! | DETS | `DiskTable`, with the feature `disk` |
//! | `Task`, `Task.Supervisor` | [`Task`], [`TaskSupervisor`] |
//! | `sys` | [`Sys`], from [`ServerRef::sys`] |
//! | `observer`, the process tree | [`observe`] |
//! | error logger, crash reports | [`report`] |
//! | application | [`application`], [`macro@main`] |
//! | one interface of many servers, a behaviour | [`macro@protocol`] |
//!
//! # Features
//!
//! | Feature | What it adds |
//! |---|---|
//! | `cron` | [`macro@cron`] and `Schedule::cron`, with a parser and the tables of time zones |
//! | `serde` | tables are written to files and read back; the process tree is `Serialize` |
//! | `disk` | `DiskTable`, tables that live in a file; brings `serde` along |
//! | `test-util` | `#[switchboard::test]` and the module `testing`, for tests of programs |
//! | `tracing` | reports are events of the `tracing` crate as well, and each message that is handled is a span |
//! | `metrics` | what servers do is counted and timed through the `metrics` crate |
//!
//! # How a call travels
//!
//! A call to an idle server whose handler is a plain `fn` runs on the caller: no queue, no wake-up,
//! no task switch. A busy server gets the call through its mailbox, in the order of arrival. A panic
//! in a handler ends its server and nothing else; the caller gets [`CallError::Exited`].

#[doc(hidden)]
#[path = "__private.rs"]
pub mod __private01;
mod agent;
pub mod application;
pub mod bounds;
mod clock;
#[cfg(feature = "serde")]
mod codec;
#[cfg(feature = "disk")]
mod disk;
mod gen_server;
mod gen_statem;
#[cfg(feature = "test-util")]
mod node;
#[cfg(not(feature = "test-util"))]
#[path = "no_node.rs"]
mod node;
pub mod observe;
mod pg;
pub mod prelude;
pub mod process;
mod pubsub;
mod registry;
pub mod report;
mod run;
pub mod schedule;
mod spare;
mod supervisor;
mod sync;
mod sys;
mod table;
mod task;
#[cfg(feature = "test-util")]
pub mod testing;

pub use agent::{Agent, AgentCall, AgentCast, AgentInit, AgentRef};
#[cfg(feature = "disk")]
pub use disk::{DiskError, DiskInfo, DiskKind, DiskPages, DiskSpec, DiskTable, Repair};
pub use gen_server::{
    CallError, Callee, Context, GenServer, InitError, InitOutcome, IntoInfo, Message, MultiReplies,
    NoMessage, OnStop, ReplyPort, ReplyTo, Request, Requests, Restart, ServerConfig, ServerOptions,
    ServerRef, Shutdown, Start, StopError, multi_call,
};
pub use gen_statem::{
    Enter, GenStatem, Handled, Next, Postpone, Statem, StatemContext, StatemEvent, When,
};
pub use pg::{PgError, PgEvent, PgMembers, PgMonitor, PgMonitorRef, PgScope, PgSpec, Pids};
pub use process::{
    Alias, BadSpec, CastError, ChildStop, Down, Exit, ExitReason, Ignore, IntoExit, LookupError,
    MonitorRef, Name, NameError, Overflow, PanicInfo, Payload, Pid, ProcessInfo, RegisterError,
    Registrar, Ring, SharedError, Signal, StartError, StopMode, StopReport, Timeout, TimerRef,
};
pub use pubsub::{
    Delivery, Lagged, Metadata, OnLag, PubSub, PubSubError, PubSubSpec, Relay, StreamOptions,
    Subscriber, Subscription,
};
pub use registry::{
    Entry, PartitionBy, Registry, RegistryError, RegistryEvent, RegistryKey, RegistryLock,
    RegistrySpec, Updated,
};
pub use supervisor::{
    AutoShutdown, Backoff, Binding, Bound, Child, ChildCounts, ChildError, ChildHandle, ChildInfo,
    ChildKey, ChildKind, ChildOptions, ChildSpec, ChildSpecInfo, ChildState, DynamicSpec,
    DynamicSupervisor, PartitionError, PartitionSpec, PartitionSupervisor, Strategy, Supervised,
    Supervisor, SupervisorOptions, SupervisorRef, Tree,
};
#[cfg(feature = "test-util")]
pub use switchboard_macros::test;
pub use switchboard_macros::{
    Agent, GenServer, GenStatem, Message, Record, Supervisor, call, cast, continue_with, cron,
    every, format_status, gen_server, gen_statem, info, init, main, on, protocol, terminate,
};
pub use sys::{Hook, Statistics, Status, Sys, SysError, SysEvent};
pub use table::{
    Bag, Bags, Cache, Counter, DuplicateBag, Entries, Finds, Heir, IndexHasher, Kind, OrderedSet,
    Pages, Pairs, Protection, Record, Records, Set, Single, Step, Table, TableError, TableInfo,
    TableKind, TableReader, TableSpec, TableTransfer, TakesTable, Unique, tables,
};
#[cfg(feature = "serde")]
pub use table::{TabFileError, TabFileInfo, tabfile_info};
pub use task::{
    AwaitMany, ErrorOnly, KeepInput, OnTimeout, Task, TaskError, TaskSpec, TaskStream,
    TaskSupervisor, WithInput, YieldMany,
};
