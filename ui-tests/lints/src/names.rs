//! Types that have the names of functions which every type of their kind has.

use switchboard::prelude::*;

/// Not the function `start`.
#[derive(Clone, Copy, Debug, Default, GenServer)]
pub struct Start;

#[gen_server]
impl Start {}

/// Not the function `child`.
#[derive(Clone, Copy, Debug, Default, GenServer)]
pub struct Child;

#[gen_server]
impl Child {}

/// Not the function `dynamic`, nor the method `server` of its handle.
#[derive(Clone, Copy, Debug, Default, GenServer)]
pub struct Dynamic;

#[gen_server(handle = Server)]
impl Dynamic {}

/// Not the function `start_link`.
#[derive(Clone, Copy, Debug, Supervisor)]
pub struct StartLink;

/// Not the function `tree`.
#[derive(Clone, Copy, Debug, Supervisor)]
pub struct Tree;

/// Kept by what is not the function `named`.
#[derive(Clone, Copy, Debug, Agent)]
#[agent(handle = Named)]
pub struct Kept {
    /// A number, not the method `agent`.
    #[agent(get, set, update, rename = number)]
    agent: u8,
}
