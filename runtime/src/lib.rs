//! OTP for Rust.

extern crate self as switchboard;

#[doc(hidden)]
#[path = "__private.rs"]
pub mod __private01;
mod clock;
mod gen_server;
pub mod process;
pub mod report;
mod sync;

pub use gen_server::*;
pub use process::*;
