//! The macros of switchboard as an ordinary library: token streams in, token streams out.
//!
//! Tokens are parsed leniently, checked into a typed model, and expanded; expansion cannot fail.
//! Every error of one input comes out together, and the user's item always does.

pub mod agent;
pub mod attr;
mod bounds;
pub mod cron;
pub mod diag;
pub mod duration;
pub mod entry;
pub mod gen_server;
pub mod gen_statem;
pub mod keys;
#[cfg(test)]
mod laws;
mod lex;
pub mod message;
mod names;
pub mod protocol;
pub mod record;
pub mod server_config;
pub mod shown;
pub mod span;
mod stays;
pub mod supervisor;
pub mod text;
mod ty;
pub mod values;
#[cfg(test)]
mod written;
