//! A supervisor as a struct of its children.

use std::sync::Arc;

use super::child::{ChildSpec, Supervised};
use super::spec::{ChildKind, Spec, StartFn};
use super::supervisor_ref::SupervisorRef;
use super::tree::Tree;
use crate::gen_server::How;
use crate::process::core::Process;
use crate::process::{StartError, guard};
use crate::sync::Lock;

/// A struct whose fields are the handles of a supervisor's children, in start order.
///
/// `#[derive(Supervisor)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a supervisor",
    label = "not a supervisor",
    note = "add `#[derive(Supervisor)]` to `{Self}`"
)]
pub trait Supervisor: Supervised<Handle = Self> + Send + Sync {
    /// What the start expressions of the children see as `args`.
    type Args: Send + 'static;

    /// The handles, and the tree that they belong to. Starts nothing.
    fn build(args: Self::Args) -> (Self, Tree);

    /// The address of the supervisor's own process.
    fn supervisor(&self) -> SupervisorRef;
}

/// Starts a supervisor and gives its handles. A start expression that panics is a failed start.
pub(crate) async fn start_tree<S: Supervisor>(args: S::Args, link: bool) -> Result<S, StartError> {
    let (handles, tree) = guard::catch(|| S::build(args)).map_err(StartError::Failed)?;
    tree.run(link).await?;
    Ok(handles)
}

/// A supervisor as the child of another one; the handles stay the same over restarts.
pub(crate) fn tree_spec<S: Supervisor>(args: S::Args) -> ChildSpec<S> {
    let (handles, tree) = S::build(args);
    let kind = tree.kind;
    let how = Arc::new(Lock::new(How::unnamed()));
    let with = Arc::clone(&how);
    let start = StartFn::repeat(move || {
        let (tree, how) = (tree.clone(), How { link: true, ..with.lock().clone() });
        Box::pin(async move {
            let process: Arc<dyn Process> = tree.run_with(how).await?;
            Ok(process)
        })
    });
    ChildSpec::new(Spec::new(kind, ChildKind::Supervisor, start), handles, how)
}
