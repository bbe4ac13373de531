//! The specification of a child for which nothing says how it is started: its type does.

use super::child::{ChildSpec, Supervised};
use super::structure::{Supervisor, tree_spec};
use crate::gen_server::GenServer;
use crate::gen_statem::{GenStatem, Statem};

/// Of types that are servers.
#[derive(Debug)]
pub struct OfServer;

/// Of types that run inside of a state machine.
#[derive(Debug)]
pub struct OfMachine;

/// Of structs of children.
#[derive(Debug)]
pub struct OfTree;

/// Of types that have to be told how they begin.
#[derive(Debug)]
pub struct OfOther;

/// The arguments of a child that takes none.
pub trait NoArgs {
    /// None.
    #[doc(hidden)]
    fn none() -> Self;
}

impl NoArgs for () {
    fn none() -> Self {}
}

/// A type that can be started without being told how. `Sort` keeps the impls apart: for each of them
/// it is another trait.
#[diagnostic::on_unimplemented(
    message = "a child `{Self}` needs a `start`: it takes arguments, or a state to begin with",
    label = "no start",
    note = "write `#[child(start = Type::child(..))]`, `TypeAgent::child(..)` of an agent, or `Type::tree(..)` of a \
            supervisor"
)]
pub trait StartsUnasked<Sort>: Supervised {
    /// The specification.
    #[doc(hidden)]
    fn unasked() -> ChildSpec<Self>;
}

#[diagnostic::do_not_recommend]
impl<S> StartsUnasked<OfServer> for S
where
    S: GenServer<Args: NoArgs> + Supervised<Handle = <S as GenServer>::Ref>,
{
    fn unasked() -> ChildSpec<S> {
        ChildSpec::with(S::Args::none)
    }
}

#[diagnostic::do_not_recommend]
impl<M> StartsUnasked<OfMachine> for M
where
    M: GenStatem<Args: NoArgs> + Supervised<Handle = <M as GenStatem>::Ref>,
{
    fn unasked() -> ChildSpec<M> {
        ChildSpec::serving::<Statem<M>>(M::Args::none)
    }
}

#[diagnostic::do_not_recommend]
impl<S: Supervisor<Args: NoArgs>> StartsUnasked<OfTree> for S {
    fn unasked() -> ChildSpec<S> {
        tree_spec::<S>(S::Args::none())
    }
}

/// A server, a state machine or a supervisor that takes no arguments, as its own `child` or `tree`
/// makes it.
impl<T: Supervised> Default for ChildSpec<T>
where
    T: StartsUnasked<<T as Supervised>::Sort>,
{
    fn default() -> Self {
        T::unasked()
    }
}
