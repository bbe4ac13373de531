//! `PartitionSupervisor`: several copies of one child, and a key that says which of them is meant.

mod route;
mod spec;

use std::error::Error;
use std::fmt;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Mutex;

pub use self::spec::PartitionSpec;
use super::child::{Binding, Bound, Child, ChildHandle, ChildSpec, Supervised};
use super::info::{ChildCounts, ChildError, ChildInfo};
use super::supervisor_ref::SupervisorRef;
use crate::gen_server::{CallError, StopError};
use crate::process::StopReport;

/// The handle of a supervisor that runs the same child several times, so that one process does not
/// have to do all the work: each key belongs to one of them.
///
/// A look-up never goes through the supervisor, and follows a partition across its restarts. While
/// one is being restarted, calls to it fail with [`CallError::NoProc`].
///
/// # Examples
///
/// ```
/// use switchboard::prelude::*;
/// use switchboard::PartitionSupervisor;
///
/// #[derive(GenServer)]
/// struct Cache { number: usize }
///
/// #[gen_server]
/// impl Cache {
///     #[init]
///     fn open(number: usize) -> Self { Self { number } }
///
///     #[call]
///     fn number(&self) -> usize { self.number }
/// }
///
/// #[derive(Supervisor)]
/// struct Shop {
///     #[child(start = PartitionSupervisor::spec(Cache::child).partitions(4))]
///     caches: PartitionSupervisor<Cache>,
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let shop = Shop::start().await?;
/// let number = shop.caches.partition("ann")?.number().await?;
/// assert_eq!(shop.caches.partition("ann")?.number().await?, number);
/// assert_eq!(shop.caches.partition(&6)?.number().await?, 2);
/// # Ok(()) }
/// ```
pub struct PartitionSupervisor<T: Supervised> {
    table: Arc<Table<T>>,
    supervisor: SupervisorRef,
    parent: SupervisorRef,
}

/// The partitions, whether they run or not.
struct Table<T: Supervised> {
    all: Box<[Child<T>]>,
    /// How many of them keys are spread over.
    open: AtomicUsize,
    /// Held while the number changes.
    resizing: Mutex<()>,
}

impl<T: Supervised> Table<T> {
    fn new(all: Vec<Child<T>>) -> Self {
        let open = AtomicUsize::new(all.len());
        Self { all: all.into(), open, resizing: Mutex::new(()) }
    }

    fn open_all(&self) {
        self.open.store(self.all.len(), Ordering::Release);
    }
}

impl<T: Supervised> PartitionSupervisor<T> {
    fn of(table: Arc<Table<T>>, supervisor: SupervisorRef, parent: SupervisorRef) -> Self {
        Self { table, supervisor, parent }
    }

    /// How to start one: `child` gets the number of each partition, from zero on.
    pub fn spec(child: impl FnMut(usize) -> ChildSpec<T> + Send + 'static) -> PartitionSpec<T> {
        PartitionSpec::new(child)
    }

    /// The partition that `key` belongs to.
    ///
    /// An integer belongs to the partition of its absolute value modulo their number; everything
    /// else goes by a hash that never changes. So a key keeps its partition until the next
    /// [`resize`](Self::resize).
    ///
    /// # Errors
    ///
    /// [`PartitionError::Empty`] when there are none.
    pub fn partition<K: Hash + ?Sized>(&self, key: &K) -> Result<&Child<T>, PartitionError> {
        let open = self.table.open.load(Ordering::Acquire);
        if open == 0 {
            return Err(PartitionError::Empty);
        }
        self.table.all.get(route::route(key, open)).ok_or(PartitionError::Empty)
    }

    /// The partitions that keys are spread over, in order.
    #[must_use]
    pub fn all(&self) -> &[Child<T>] {
        let open = self.partitions().min(self.table.all.len());
        &self.table.all[..open]
    }

    /// How many partitions keys are spread over.
    #[must_use]
    pub fn partitions(&self) -> usize {
        self.table.open.load(Ordering::Acquire)
    }

    /// Changes how many partitions there are, up to as many as there were at the start, and gives
    /// their number before. Fewer: keys go to those that stay, then the others are stopped. More:
    /// they are started, then keys go to them as well.
    ///
    /// With a strategy that restarts a group, a restart also starts those that were stopped, as it
    /// does anywhere; no keys go to them.
    ///
    /// # Errors
    ///
    /// [`PartitionError::TooMany`], or [`PartitionError::Child`] when a partition does not start or
    /// the supervisor does not answer; keys are then spread as before the growth.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped, some of the partitions that are not needed may still run; the
    /// next `resize` puts that right.
    pub async fn resize(&self, partitions: usize) -> Result<usize, PartitionError> {
        let table = &self.table;
        let most = table.all.len();
        if partitions > most {
            return Err(PartitionError::TooMany { asked: partitions, most });
        }
        let _alone = table.resizing.lock().await;
        let before = table.open.load(Ordering::Acquire);
        if partitions < before {
            table.open.store(partitions, Ordering::Release);
        }
        for child in table.all.iter().skip(partitions) {
            self.supervisor.terminate_child(Child::id(child)).await?;
        }
        for child in &table.all[..partitions] {
            match self.supervisor.restart_child(Child::id(child)).await {
                Ok(_) | Err(ChildError::Running(_) | ChildError::Restarting) => {}
                Err(error) => return Err(error.into()),
            }
        }
        table.open.store(partitions, Ordering::Release);
        Ok(before)
    }

    /// The partitions as the supervisor sees them, those included that do not run; their ids are
    /// their numbers.
    ///
    /// # Errors
    ///
    /// [`CallError`] when the supervisor does not answer.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn which_children(&self) -> Result<Vec<ChildInfo>, CallError> {
        self.supervisor.which_children().await
    }

    /// How many partitions there are.
    ///
    /// # Errors
    ///
    /// [`CallError`] when the supervisor does not answer.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn count_children(&self) -> Result<ChildCounts, CallError> {
        self.supervisor.count_children().await
    }

    /// Stops the partitions in reverse order, then the supervisor.
    ///
    /// # Errors
    ///
    /// As [`SupervisorRef::stop`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn stop(&self) -> Result<StopReport, StopError> {
        self.supervisor.stop().await
    }

    /// Its own address.
    #[must_use]
    pub fn supervisor(&self) -> &SupervisorRef {
        &self.supervisor
    }
}

/// Why there is no partition, or not as many as asked.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PartitionError {
    /// There are no partitions: the supervisor was resized to none.
    Empty,
    /// There were never so many.
    TooMany {
        /// How many were asked for.
        asked: usize,
        /// How many there can be.
        most: usize,
    },
    /// A partition did not do as asked.
    Child(ChildError),
}

impl From<ChildError> for PartitionError {
    fn from(error: ChildError) -> Self {
        Self::Child(error)
    }
}

impl fmt::Display for PartitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the supervisor has no partitions at present"),
            Self::TooMany { asked, most } => {
                write!(f, "{asked} partitions are more than the {most} it was started with")
            }
            Self::Child(error) => write!(f, "a partition did not do as asked: {error}"),
        }
    }
}

impl Error for PartitionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Child(error) => Some(error),
            Self::Empty | Self::TooMany { .. } => None,
        }
    }
}

impl<T: Supervised> ChildHandle for PartitionSupervisor<T> {
    type Spec = PartitionSpec<T>;

    const DEPTH: usize = T::DEPTH + 1;

    fn bind(spec: PartitionSpec<T>, binding: Binding) -> (Self, Bound) {
        spec.bind(binding)
    }

    fn supervisor(&self) -> SupervisorRef {
        self.parent.clone()
    }
}

impl<T: Supervised> Clone for PartitionSupervisor<T> {
    fn clone(&self) -> Self {
        Self::of(Arc::clone(&self.table), self.supervisor.clone(), self.parent.clone())
    }
}

impl<T: Supervised> fmt::Debug for PartitionSupervisor<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartitionSupervisor")
            .field("supervisor", &self.supervisor)
            .field("partitions", &self.partitions())
            .finish_non_exhaustive()
    }
}
