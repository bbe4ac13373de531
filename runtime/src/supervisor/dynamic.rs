//! `DynamicSupervisor`: any number of children of one kind, started as they are needed.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::child::{Binding, Bound, Child, ChildHandle, ChildSpec, Supervised};
use super::info::{ChildCounts, ChildError, ChildInfo};
use super::options::SupervisorOptions;
use super::supervisor_ref::SupervisorRef;
use super::tree::Tree;
use crate::process::{BadSpec, Name, Pid, StartError};

/// The description of a supervisor that starts without children: what [`DynamicSpec`] and the spec
/// of a task supervisor have in common.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    pub(crate) options: SupervisorOptions,
    pub(crate) max_children: usize,
    kind: &'static str,
}

impl Pool {
    pub(crate) fn new(kind: &'static str) -> Self {
        Self { options: SupervisorOptions::new(), max_children: usize::MAX, kind }
    }

    pub(crate) fn tree(self) -> Tree {
        let mut tree = Tree::new(self.options, self.kind);
        tree.dynamic = Some(self.max_children);
        tree
    }

    /// Puts it into a tree as a child.
    pub(crate) fn bind(self, binding: Binding) -> (SupervisorRef, SupervisorRef, Bound) {
        self.tree().bind(binding)
    }
}

/// How a [`DynamicSupervisor`] is configured; `T::dynamic()` makes one.
#[must_use = "a specification starts nothing until a supervisor gets it"]
pub struct DynamicSpec<T: Supervised> {
    pool: Pool,
    child: PhantomData<fn() -> T>,
}

impl<T: Supervised> DynamicSpec<T> {
    /// Any number of children, three restarts in five seconds.
    pub fn new() -> Self {
        Self { pool: Pool::new("DynamicSupervisor"), child: PhantomData }
    }

    /// How many children may run or be restarted at a time.
    pub fn max_children(mut self, children: usize) -> Self {
        self.pool.max_children = children;
        self
    }

    /// How many restarts are allowed within the window, for all children together.
    pub fn max_restarts(mut self, restarts: usize) -> Self {
        self.pool.options = self.pool.options.max_restarts(restarts);
        self
    }

    /// The window of the restart budget; more than zero.
    pub fn max_seconds(mut self, window: Duration) -> Self {
        self.pool.options = self.pool.options.max_seconds(window);
        self
    }

    /// The name to claim.
    pub fn name(mut self, name: impl Into<Name>) -> Self {
        self.pool.options = self.pool.options.name(name);
        self
    }

    /// Starts the supervisor on its own.
    ///
    /// # Errors
    ///
    /// [`StartError`]; then nothing is left running.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped before it is done, nothing is left running.
    pub async fn start(self) -> Result<DynamicSupervisor<T>, StartError> {
        Ok(DynamicSupervisor::of(self.pool.tree().start().await?, SupervisorRef::none()))
    }

    /// As [`start`](Self::start), linked with the current process.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    ///
    /// # Cancel safety
    ///
    /// As [`start`](Self::start).
    pub async fn start_link(self) -> Result<DynamicSupervisor<T>, StartError> {
        Ok(DynamicSupervisor::of(self.pool.tree().start_link().await?, SupervisorRef::none()))
    }
}

impl<T: Supervised> Default for DynamicSpec<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Supervised> Clone for DynamicSpec<T> {
    fn clone(&self) -> Self {
        Self { pool: self.pool.clone(), child: PhantomData }
    }
}

impl<T: Supervised> fmt::Debug for DynamicSpec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynamicSpec").field(&self.pool).finish()
    }
}

/// The handle of a supervisor for any number of `T`s.
///
/// Its children are known by their pids, and are stopped all at once.
///
/// # Examples
///
/// ```
/// use switchboard::prelude::*;
///
/// #[derive(GenServer)]
/// struct Session { user: String }
///
/// #[gen_server]
/// impl Session {
///     #[init]
///     fn open(user: String) -> Self { Self { user } }
///
///     #[call]
///     fn user(&self) -> String { self.user.clone() }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sessions = Session::dynamic().max_children(10).start().await?;
/// let session = sessions.start_child(Session::child("ann".to_owned())).await?;
/// assert_eq!(session.user().await?, "ann");
/// # Ok(()) }
/// ```
pub struct DynamicSupervisor<T: Supervised> {
    supervisor: SupervisorRef,
    parent: SupervisorRef,
    child: PhantomData<fn() -> T>,
}

impl<T: Supervised> DynamicSupervisor<T> {
    fn of(supervisor: SupervisorRef, parent: SupervisorRef) -> Self {
        Self { supervisor, parent, child: PhantomData }
    }

    /// Starts a child. If it chooses not to start, its handle leads nowhere.
    ///
    /// # Errors
    ///
    /// [`StartError::MaxChildren`] when there is no room, the child's own error when it does not
    /// start, [`StartError::NoSupervisor`] when nobody is there.
    ///
    /// # Cancel safety
    ///
    /// The child may be started although the future was dropped.
    pub async fn start_child(&self, spec: ChildSpec<T>) -> Result<Child<T>, StartError> {
        if spec.spec.significant {
            return Err(BadSpec::Significant(Arc::clone(&spec.spec.id)).into());
        }
        self.supervisor.start_child(spec).await
    }

    /// Stops a child, and waits for its end. It is forgotten.
    ///
    /// # Errors
    ///
    /// [`ChildError::NotFound`] when there is no such child.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn terminate_child(&self, pid: Pid) -> Result<(), ChildError> {
        self.supervisor.terminate_pid(pid).await
    }

    /// The children, in the order in which they were started.
    ///
    /// # Errors
    ///
    /// [`CallError`](crate::CallError) when the supervisor does not answer.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn which_children(&self) -> Result<Vec<ChildInfo>, crate::CallError> {
        self.supervisor.which_children().await
    }

    /// How many children there are.
    ///
    /// # Errors
    ///
    /// [`CallError`](crate::CallError) when the supervisor does not answer.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn count_children(&self) -> Result<ChildCounts, crate::CallError> {
        self.supervisor.count_children().await
    }

    /// Its own address.
    #[must_use]
    pub fn supervisor(&self) -> &SupervisorRef {
        &self.supervisor
    }
}

impl<T: Supervised> ChildHandle for DynamicSupervisor<T> {
    type Spec = DynamicSpec<T>;

    /// It starts without children, so that a supervisor may have more of its own kind below itself.
    const DEPTH: usize = 0;

    fn bind(spec: DynamicSpec<T>, binding: Binding) -> (Self, Bound) {
        let (supervisor, parent, bound) = spec.pool.bind(binding);
        (Self::of(supervisor, parent), bound)
    }

    fn supervisor(&self) -> SupervisorRef {
        self.parent.clone()
    }
}

impl<T: Supervised> Clone for DynamicSupervisor<T> {
    fn clone(&self) -> Self {
        Self::of(self.supervisor.clone(), self.parent.clone())
    }
}

impl<T: Supervised> fmt::Debug for DynamicSupervisor<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynamicSupervisor").field(&self.supervisor).finish()
    }
}
