//! Tasks: processes that compute one value.
//!
//! [`Task::spawn`] starts one that is linked with its owner, who awaits it; [`Task::stream`] starts
//! one for each item of an iterator, several at a time; a [`TaskSupervisor`] keeps tasks that nobody
//! has to wait for.

mod bell;
mod cell;
mod child;
mod error;
mod flock;
mod handle;
mod many;
mod place;
mod stream;
mod supervisor;

pub use self::error::TaskError;
pub use self::handle::Task;
pub use self::many::{AwaitMany, OnTimeout, YieldMany};
pub use self::stream::{ErrorOnly, KeepInput, TaskStream, WithInput};
pub use self::supervisor::{TaskSpec, TaskSupervisor};
