//! How a partition supervisor is configured and started.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use super::super::backoff::Backoff;
use super::super::child::{Binding, Bound, Child, ChildSpec, Supervised};
use super::super::options::{ChildOptions, SupervisorOptions};
use super::super::spec::{ChildKind, Spec, StartFn};
use super::super::strategy::Strategy;
use super::super::supervisor_ref::SupervisorRef;
use super::super::tree::Tree;
use super::{PartitionSupervisor, Table};
use crate::gen_server::How;
use crate::process::core::Process;
use crate::process::{BadSpec, Name, StartError};

/// How a [`PartitionSupervisor`] is configured; [`PartitionSupervisor::spec`] makes one.
#[must_use = "a specification starts nothing until a supervisor gets it"]
pub struct PartitionSpec<T: Supervised> {
    child: Box<dyn FnMut(usize) -> ChildSpec<T> + Send>,
    partitions: usize,
    options: SupervisorOptions,
}

impl<T: Supervised> PartitionSpec<T> {
    pub(super) fn new(child: impl FnMut(usize) -> ChildSpec<T> + Send + 'static) -> Self {
        let partitions = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self { child: Box::new(child), partitions, options: SupervisorOptions::new() }
    }

    /// How many partitions there are: at least one. The default is one for each thread that the
    /// machine can run at a time.
    pub fn partitions(mut self, partitions: usize) -> Self {
        self.partitions = partitions;
        self
    }

    /// What happens to the other partitions when one is restarted; the default is nothing.
    pub fn strategy(mut self, strategy: Strategy) -> Self {
        self.options = self.options.strategy(strategy);
        self
    }

    /// How many restarts are allowed within the window, for all partitions together.
    pub fn max_restarts(mut self, restarts: usize) -> Self {
        self.options = self.options.max_restarts(restarts);
        self
    }

    /// The window of the restart budget; more than zero.
    pub fn max_seconds(mut self, window: Duration) -> Self {
        self.options = self.options.max_seconds(window);
        self
    }

    /// Waits before each restart.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.options = self.options.backoff(backoff);
        self
    }

    /// The name to claim.
    pub fn name(mut self, name: impl Into<Name>) -> Self {
        self.options = self.options.name(name);
        self
    }

    /// Starts the supervisor and its partitions, in order.
    ///
    /// # Errors
    ///
    /// [`StartError`]; then nothing is left running. [`BadSpec::ZeroPartitions`] when there would be
    /// none.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped before it is done, nothing is left running.
    pub async fn start(self) -> Result<PartitionSupervisor<T>, StartError> {
        self.run(false).await
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
    pub async fn start_link(self) -> Result<PartitionSupervisor<T>, StartError> {
        self.run(true).await
    }

    async fn run(self, link: bool) -> Result<PartitionSupervisor<T>, StartError> {
        if self.partitions == 0 {
            return Err(BadSpec::ZeroPartitions.into());
        }
        let (tree, table) = self.plant();
        let supervisor = tree.supervisor();
        tree.run(link).await?;
        Ok(PartitionSupervisor::of(table, supervisor, SupervisorRef::none()))
    }

    /// Puts it into a tree as a child.
    pub(super) fn bind(self, binding: Binding) -> (PartitionSupervisor<T>, Bound) {
        let none = self.partitions == 0;
        let (tree, table) = self.plant();
        let (supervisor, kind) = (tree.supervisor(), tree.kind);
        let to = Arc::clone(&table);
        let start = StartFn::repeat(move || {
            let (tree, table) = (tree.clone(), Arc::clone(&to));
            Box::pin(async move {
                if none {
                    return Err(BadSpec::ZeroPartitions.into());
                }
                // Whatever the last incarnation was resized to, this one starts them all.
                let how = How { link: true, ..How::unnamed() };
                let process: Arc<dyn Process> = tree.run_with(how).await?;
                table.open_all();
                Ok(process)
            })
        });
        let (bound, parent) = binding.finish(Spec::new(kind, ChildKind::Supervisor, start));
        (PartitionSupervisor::of(table, supervisor, parent), bound)
    }

    fn plant(mut self) -> (Tree, Arc<Table<T>>) {
        let mut tree = Tree::new(self.options, "PartitionSupervisor");
        let children: Vec<Child<T>> = (0..self.partitions)
            .map(|at| tree.child(at.to_string(), (self.child)(at), ChildOptions::new()))
            .collect();
        (tree, Arc::new(Table::new(children)))
    }
}

/// For a server that needs no arguments.
impl<T: Supervised> Default for PartitionSpec<T>
where
    ChildSpec<T>: Default,
{
    fn default() -> Self {
        Self::new(|_| ChildSpec::default())
    }
}

impl<T: Supervised> fmt::Debug for PartitionSpec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartitionSpec")
            .field("partitions", &self.partitions)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
