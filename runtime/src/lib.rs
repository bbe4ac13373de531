//! OTP for Rust.

#[doc(hidden)]
#[path = "__private.rs"]
pub mod __private01;
mod clock;
mod gen_server;
pub mod process;
pub mod report;
mod run;
mod supervisor;
mod sync;
mod task;

pub use gen_server::*;
pub use process::*;
pub use supervisor::*;
pub use task::*;
