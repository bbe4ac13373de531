//! Tasks: processes that compute one value.
//!
//! [`Task::spawn`] starts one that is linked with its owner, who awaits it; a [`TaskSupervisor`]
//! keeps tasks that nobody has to wait for.

mod cell;
mod error;
mod handle;
mod supervisor;

pub use self::error::TaskError;
pub use self::handle::Task;
pub use self::supervisor::{TaskSpec, TaskSupervisor};
