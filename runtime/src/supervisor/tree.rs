//! The description of a supervisor: options and children, before anything runs.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::child::{Binding, Bound, ChildHandle};
use super::options::{ChildOptions, SupervisorOptions};
use super::server::TreeServer;
use super::spec::{ChildKind, Spec, StartFn};
use super::supervisor_ref::SupervisorRef;
use crate::gen_server::{ChildSlot, How, ServerCell, start_cell};
use crate::process::core::Process;
use crate::process::{BadSpec, ExitReason, StartError};

/// A supervisor before it is started: its options, and its children in start order.
///
/// `#[derive(Supervisor)]` makes one from a struct; written by hand it looks like this.
///
/// # Examples
///
/// ```
/// use switchboard::prelude::*;
/// use switchboard::Tree;
///
/// #[derive(GenServer, Default)]
/// struct Counter { total: u64 }
///
/// #[gen_server]
/// impl Counter {
///     #[call]
///     fn add(&mut self, by: u64) -> u64 { self.total += by; self.total }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut tree = Tree::new(SupervisorOptions::new(), "Counters");
/// let counter: Child<Counter> = tree.child("counter", Counter::child(), ChildOptions::new());
/// let supervisor = tree.start().await?;
/// assert_eq!(counter.add(2).await?, 2);
/// supervisor.stop().await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "a tree does nothing until it is started"]
pub struct Tree {
    pub(super) options: SupervisorOptions,
    pub(super) kind: &'static str,
    pub(super) specs: Vec<Spec>,
    /// For a dynamic supervisor: how many children it may have.
    pub(super) dynamic: Option<usize>,
    /// What is wrong with the description as a whole.
    pub(crate) refused: Option<BadSpec>,
    slot: Arc<ChildSlot<TreeServer>>,
    supervisor: SupervisorRef,
}

impl Tree {
    /// A supervisor without children; `kind` is what reports call it.
    pub fn new(options: SupervisorOptions, kind: &'static str) -> Self {
        let slot = ChildSlot::new();
        let supervisor = SupervisorRef::to_slot(Arc::clone(&slot));
        Self { options, kind, specs: Vec::new(), dynamic: None, refused: None, slot, supervisor }
    }

    /// Adds a child after those that are there, and gives the handle that will follow it.
    pub fn child<H: ChildHandle>(
        &mut self,
        id: impl Into<Arc<str>>,
        spec: H::Spec,
        options: ChildOptions,
    ) -> H {
        let binding = Binding { supervisor: self.supervisor(), id: id.into(), options };
        let (handle, bound) = H::bind(spec, binding);
        self.specs.push(bound.0);
        handle
    }

    /// As [`child`](Self::child), with the default specification of the type.
    pub fn child_default<H: ChildHandle<Spec: Default>>(
        &mut self,
        id: impl Into<Arc<str>>,
        options: ChildOptions,
    ) -> H {
        self.child(id, H::Spec::default(), options)
    }

    /// The address of the supervisor, once it is started.
    #[must_use]
    pub fn supervisor(&self) -> SupervisorRef {
        self.supervisor.clone()
    }

    /// Starts the supervisor and its children, in order.
    ///
    /// # Errors
    ///
    /// [`StartError::Child`] with the first child that did not start; those before it are stopped
    /// again. [`StartError::BadSpec`] when the specification cannot work.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped before it is done, everything that was started is killed.
    pub async fn start(self) -> Result<SupervisorRef, StartError> {
        let supervisor = self.supervisor();
        self.run(false).await?;
        Ok(supervisor)
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
    pub async fn start_link(self) -> Result<SupervisorRef, StartError> {
        let supervisor = self.supervisor();
        self.run(true).await?;
        Ok(supervisor)
    }

    pub(super) async fn run(self, link: bool) -> Result<Arc<ServerCell<TreeServer>>, StartError> {
        let mut how = How::of::<TreeServer>();
        how.link = link;
        self.run_with(how).await
    }

    pub(super) async fn run_with(
        self,
        mut how: How,
    ) -> Result<Arc<ServerCell<TreeServer>>, StartError> {
        self.check()?;
        how.kind = Some(self.kind);
        if how.name.is_none() {
            how.name = self.options.name.clone();
        }
        let slot = Arc::clone(&self.slot);
        match start_cell::<TreeServer>(self, &how).await {
            Ok(cell) => {
                slot.set(Arc::clone(&cell));
                Ok(cell)
            }
            Err(error) => Err(of_child(error)),
        }
    }

    /// Puts it into a tree as a child: its own address, that of the tree, and the child.
    pub(crate) fn bind(self, binding: Binding) -> (SupervisorRef, SupervisorRef, Bound) {
        let (supervisor, kind) = (self.supervisor(), self.kind);
        let start = StartFn::repeat(move || {
            let tree = self.clone();
            Box::pin(async move {
                let how = How { link: true, ..How::unnamed() };
                let process: Arc<dyn Process> = tree.run_with(how).await?;
                Ok(process)
            })
        });
        let (bound, parent) = binding.finish(Spec::new(kind, ChildKind::Supervisor, start));
        (supervisor, parent, bound)
    }

    pub(super) fn gave_up(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.supervisor.gave_up)
    }

    fn check(&self) -> Result<(), BadSpec> {
        if let Some(bad) = &self.refused {
            return Err(bad.clone());
        }
        self.options.check()?;
        let mut ids = HashSet::with_capacity(self.specs.len());
        for spec in &self.specs {
            spec.check(self.options.auto_shutdown)?;
            if !ids.insert(&*spec.id) {
                return Err(BadSpec::DuplicateId(Arc::clone(&spec.id)));
            }
        }
        Ok(())
    }
}

/// The error of a child, taken out of the reason that its supervisor ended with.
fn of_child(error: StartError) -> StartError {
    match &error {
        StartError::Failed(ExitReason::ShutdownWith(payload)) => {
            payload.downcast_ref::<StartError>().cloned().unwrap_or(error)
        }
        _ => error,
    }
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.specs.iter().map(|spec| &*spec.id).collect();
        f.debug_struct("Tree")
            .field("kind", &self.kind)
            .field("children", &ids)
            .finish_non_exhaustive()
    }
}
