//! The process that a table stands and falls with.

use std::sync::Arc;

use crate::gen_server::{
    Context, GenServer, InitError, Message, NoMessage, ServerConfig, ServerOptions, ServerRef,
};
use crate::observe::ProcessKind;
use crate::process::{Pid, Signal, directory};
use crate::supervisor::{OfOther, Supervised};

/// A table with an owner: it is open for as long as the owner runs.
pub(crate) trait Owned: Send + Sync + 'static {
    /// What its owner is.
    const KIND: ProcessKind;

    /// Who owns it, from the owner's begin to its end.
    fn owner(&self) -> Option<Pid>;

    /// The owner has begun.
    fn open(&self, owner: Pid);

    /// The owner has ended: empties the table, before anyone hears of the end.
    fn close(&self);
}

/// The owner of a table. It does nothing but live; whoever looks into the table does so itself.
pub(crate) struct Owner<T: Owned>(Arc<T>);

impl<T: Owned> Drop for Owner<T> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// An exit of one of those who are linked with the owner: their entries go without it.
pub(crate) struct Heard;

impl Message for Heard {
    fn name(&self) -> &'static str {
        "exit"
    }
}

impl<T: Owned> ServerConfig for Owner<T> {
    const OPTIONS: ServerOptions = ServerOptions::new().trap_exit(true);
}

impl<T: Owned> GenServer for Owner<T> {
    type Args = Arc<T>;
    type Call = NoMessage;
    type Cast = NoMessage;
    type Info = Heard;
    type Continue = NoMessage;
    type Ref = ServerRef<Self>;

    async fn init(table: Arc<T>, cx: &mut Context<Self>) -> Result<Self, InitError> {
        // A supervisor that was killed is replaced at once, and what it leaves behind ends by and by.
        while let Some(before) = table.owner().and_then(directory::find) {
            before.core().wait_end().await;
        }
        table.open(cx.pid());
        Ok(Self(table))
    }

    fn process_kind() -> ProcessKind {
        T::KIND
    }

    fn signal(signal: Signal) -> Result<Heard, Signal> {
        match signal {
            Signal::Exit(_) => Ok(Heard),
            other => Err(other),
        }
    }
}

impl<T: Owned> Supervised for Owner<T> {
    type Handle = ServerRef<Self>;
    type Sort = OfOther;
}
