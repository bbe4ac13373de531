//! Supervisors: they start processes in order, restart those that fail, and stop them in reverse.
//!
//! A tree is a struct with `#[derive(Supervisor)]`, whose fields are the children. Underneath is
//! [`Tree`], which can be filled by hand, and one server that keeps what a tree describes.

mod admin;
mod backoff;
pub(crate) mod board;
mod child;
mod children;
mod dynamic;
mod info;
mod intensity;
mod on_the_spot;
mod options;
mod partition;
mod restart;
mod server;
mod spec;
mod stop;
mod strategy;
mod structure;
mod supervisor_ref;
mod tree;
mod unasked;

pub use self::backoff::Backoff;
pub use self::child::{Binding, Bound, Child, ChildHandle, ChildSpec, Supervised};
pub use self::dynamic::{DynamicSpec, DynamicSupervisor};
pub use self::info::{ChildCounts, ChildError, ChildInfo, ChildKey, ChildSpecInfo, ChildState};
pub use self::options::{AutoShutdown, ChildOptions, SupervisorOptions};
pub use self::partition::{PartitionError, PartitionSpec, PartitionSupervisor};
pub use self::spec::ChildKind;
pub use self::strategy::Strategy;
pub use self::structure::Supervisor;
pub use self::supervisor_ref::SupervisorRef;
pub use self::tree::Tree;
pub use self::unasked::{NoArgs, OfMachine, OfOther, OfServer, OfTree, StartsUnasked};

pub(crate) use self::dynamic::Pool;
pub(crate) use self::on_the_spot::attend;
pub(crate) use self::spec::{Spec, StartFn};
pub(crate) use self::structure::{start_tree, tree_spec};
