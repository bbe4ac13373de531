//! A task as a child of a supervisor.

use std::sync::Arc;

use super::cell::{self, Birth};
use super::handle::Task;
use crate::gen_server::{How, Restart};
use crate::process::core::Process;
use crate::process::{IntoExit, Name, StartError};
use crate::supervisor::{ChildKind, ChildSpec, OfOther, Spec, StartFn, Supervised};
use crate::sync::Lock;

/// A `Child<Task<()>>` knows the pid of its task, and nothing else: nobody talks to a task.
#[diagnostic::do_not_recommend]
impl Supervised for Task<()> {
    type Handle = ();
    type Sort = OfOther;
}

impl Task<()> {
    /// A task as a child of a supervisor: run once at its place in the start order, or again and
    /// again with another restart value than temporary. A result that is an error is a crash.
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::prelude::*;
    ///
    /// #[derive(Supervisor)]
    /// struct Shop {
    ///     #[child(start = Task::child(|| async { println!("open") }), restart = transient)]
    ///     greeting: Child<Task<()>>,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let shop = Shop::start().await?;
    /// shop.supervisor().stop().await?;
    /// # Ok(()) }
    /// ```
    pub fn child<F>(code: impl Fn() -> F + Send + Sync + 'static) -> ChildSpec<Self>
    where
        F: Future<Output: IntoExit> + Send + 'static,
    {
        let how = Arc::new(Lock::new(How::unnamed()));
        let with = Arc::clone(&how);
        let start = StartFn::repeat(move || {
            let (code, name) = (code(), with.lock().name.clone());
            Box::pin(async move { begin(code, name) })
        });
        let mut spec = Spec::new("Task", ChildKind::Worker, start);
        spec.restart = Restart::Temporary;
        ChildSpec::new(spec, (), how)
    }
}

fn begin<F>(code: F, name: Option<Name>) -> Result<Arc<dyn Process>, StartError>
where
    F: Future<Output: IntoExit> + Send + 'static,
{
    let birth = Birth { name, link: true, ..Birth::here() };
    Ok(cell::launch_silent(code, birth)?)
}
