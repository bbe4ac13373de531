//! A table that changes its owner: who can get one, and what they get.

use std::fmt;
use std::sync::Arc;

use super::Table;
use super::kind::Kind;
use crate::gen_server::{GenServer, IntoInfo, ServerRef};
use crate::process::core::Process;
use crate::process::{Payload, Pid, ProcessRef, directory};

/// A table that now belongs to whoever gets this message: by [`give_away`](Table::give_away), or
/// because the owner has ended.
pub struct TableTransfer<K, V, S: Kind<K, V>> {
    /// The table.
    pub table: Table<K, V, S>,
    /// Whose it was.
    pub from: Option<Pid>,
    /// What the former owner wanted to be passed on.
    pub data: Payload,
}

impl<K, V, S: Kind<K, V>> Clone for TableTransfer<K, V, S> {
    fn clone(&self) -> Self {
        Self { table: self.table.clone(), from: self.from, data: self.data.clone() }
    }
}

impl<K, V, S: Kind<K, V>> fmt::Debug for TableTransfer<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableTransfer")
            .field("table", &self.table)
            .field("from", &self.from)
            .field("data", &self.data)
            .finish()
    }
}

type Find = dyn Fn() -> Option<Arc<dyn Process>> + Send + Sync;
type Deliver<K, V, S> = dyn Fn(TableTransfer<K, V, S>) + Send + Sync;

/// Who gets a table, and what is passed on with it.
pub struct Heir<K, V, S: Kind<K, V>> {
    find: Arc<Find>,
    deliver: Arc<Deliver<K, V, S>>,
}

impl<K, V, S: Kind<K, V>> Clone for Heir<K, V, S> {
    fn clone(&self) -> Self {
        Self { find: Arc::clone(&self.find), deliver: Arc::clone(&self.deliver) }
    }
}

impl<K, V, S: Kind<K, V>> Heir<K, V, S> {
    /// The process that it leads to now, if that has not begun to end.
    pub(super) fn process(&self) -> Option<Arc<dyn Process>> {
        (self.find)().filter(|process| process.core().is_alive())
    }

    pub(super) fn deliver(&self, transfer: TableTransfer<K, V, S>) {
        (self.deliver)(transfer);
    }
}

/// An address that a table can be handed to: that of a server with `#[info]` for the
/// [`TableTransfer`], or of a plain process whose messages can be made of it.
pub trait TakesTable<K, V, S: Kind<K, V>> {
    /// The way there.
    fn heir(&self) -> Heir<K, V, S>;
}

impl<K, V, S, G> TakesTable<K, V, S> for ServerRef<G>
where
    S: Kind<K, V>,
    G: GenServer,
    TableTransfer<K, V, S>: IntoInfo<G>,
{
    fn heir(&self) -> Heir<K, V, S> {
        let (who, to) = (self.clone(), self.clone());
        Heir {
            find: Arc::new(move || who.pid().and_then(directory::find)),
            deliver: Arc::new(move |transfer| {
                // One that ends meanwhile gives the table on, or it goes.
                let _heard = to.notice(transfer.into_info());
            }),
        }
    }
}

impl<K, V, S, M> TakesTable<K, V, S> for ProcessRef<M>
where
    S: Kind<K, V>,
    M: From<TableTransfer<K, V, S>> + Send + 'static,
{
    fn heir(&self) -> Heir<K, V, S> {
        let (pid, to) = (self.pid(), self.clone());
        Heir {
            find: Arc::new(move || directory::find(pid)),
            deliver: Arc::new(move |transfer| to.deliver_timed(transfer.into(), None)),
        }
    }
}
