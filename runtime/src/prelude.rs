//! Everything that a file with servers and supervisors names.
//!
//! ```
//! use switchboard::prelude::*;
//! ```

pub use crate::format_status;
pub use crate::{Agent, AgentRef, PubSub, Registry};
pub use crate::{
    AutoShutdown, CallError, CastError, Child, ChildOptions, ChildSpec, Context, Down,
    DynamicSupervisor, Exit, ExitReason, GenServer, Ignore, Message, OnStop, Pid, ReplyTo, Restart,
    ServerRef, Shutdown, StartError, Strategy, Supervisor, SupervisorOptions, SupervisorRef, Task,
    TaskError, TaskSupervisor, Timeout, call, cast, continue_with, cron, every, gen_server, info,
    init, protocol, terminate,
};
pub use crate::{Enter, GenStatem, Next, Postpone, StatemContext, StatemEvent, gen_statem, on};
pub use crate::{Record, Table, TableError};
