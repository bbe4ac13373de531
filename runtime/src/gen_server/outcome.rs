//! The outcome of a task as a message for the server that started it.

use std::sync::{Arc, Weak};
use std::task::{Context as Polling, Wake, Waker};

use super::server::ServerEntry;
use super::{Context, GenServer, ServerCell};
use crate::process::guard;
use crate::sync::Lock;
use crate::task::{Task, TaskError};

impl<S: GenServer> Context<S> {
    /// Sends the outcome of a task to this server as an info, when it is there: for a server that
    /// goes on handling messages meanwhile.
    ///
    /// `info` makes the message; the name of a tuple struct will do. It runs in the task. A result
    /// arrives before the [`Down`](crate::Down) of its task, and finds room in a full mailbox. A
    /// server that has ended gets nothing.
    ///
    /// A task from [`Task::spawn`] is linked with the server; for one that may crash, take
    /// [`TaskSupervisor::spawn_nolink`](crate::TaskSupervisor::spawn_nolink), or trap exits.
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::prelude::*;
    ///
    /// struct Sum(Result<u64, TaskError>);
    ///
    /// #[derive(GenServer, Default)]
    /// struct Desk { waiting: Vec<ReplyTo<u64>> }
    ///
    /// #[gen_server]
    /// impl Desk {
    ///     #[call]
    ///     fn sum(&mut self, to: u64, reply: ReplyTo<u64>, cx: &mut Context<Self>) {
    ///         self.waiting.push(reply);
    ///         cx.deliver(Task::spawn(async move { (1..=to).sum() }), Sum);
    ///     }
    ///
    ///     #[info]
    ///     fn summed(&mut self, sum: Sum) {
    ///         if let (Ok(sum), Some(reply)) = (sum.0, self.waiting.pop()) {
    ///             reply.send(sum);
    ///         }
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let desk = Desk::start().await?;
    /// assert_eq!(desk.sum(4).await?, 10);
    /// # Ok(()) }
    /// ```
    pub fn deliver<T, M>(
        // Not shared, so that an argument of the call may await.
        &mut self,
        task: Task<T>,
        info: impl FnOnce(Result<T, TaskError>) -> M + Send + 'static,
    ) where
        T: Send + 'static,
        M: Into<S::Info>,
    {
        let to = Weak::clone(&self.cell);
        let parcel = Lock::new(Some((task, info)));
        Arc::new(Delivery { to, parcel }).look();
    }
}

/// A task on its way; the end of the task wakes it, and that is when it is sent.
struct Delivery<S: GenServer, T: Send + 'static, F> {
    to: Weak<ServerCell<S>>,
    parcel: Lock<Option<(Task<T>, F)>>,
}

impl<S, T, M, F> Delivery<S, T, F>
where
    S: GenServer,
    T: Send + 'static,
    M: Into<S::Info>,
    F: FnOnce(Result<T, TaskError>) -> M + Send + 'static,
{
    fn look(self: Arc<Self>) {
        let waker = Waker::from(Arc::clone(&self));
        let mut parcel = self.parcel.lock();
        let waits = |(task, _): &(Task<T>, F)| {
            task.slot().poll_settled(&Polling::from_waker(&waker)).is_pending()
        };
        if parcel.as_ref().is_none_or(waits) {
            return;
        }
        let sent = parcel.take();
        drop(parcel);
        if let Some((mut task, info)) = sent
            && let Some(cell) = self.to.upgrade()
        {
            let outcome = task.take();
            // It runs where the task ends, and what it does wrong is no matter of whoever comes by.
            if let Ok(info) = guard::catch(move || info(outcome).into()) {
                cell.control(ServerEntry::Outcome(info));
            }
        }
    }
}

impl<S, T, M, F> Wake for Delivery<S, T, F>
where
    S: GenServer,
    T: Send + 'static,
    M: Into<S::Info>,
    F: FnOnce(Result<T, TaskError>) -> M + Send + 'static,
{
    fn wake(self: Arc<Self>) {
        self.look();
    }
}
