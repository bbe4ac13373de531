//! Applications: parts of a program that are started and stopped as one, in the order of their needs.
//!
//! An [`Application`] has a name, the names of those that must run before it, default settings, and a
//! supervision tree. [`load`] makes it known; [`start`] and [`ensure_all_started`] start it; [`stop`]
//! and [`stop_all`] stop it. Each running application has a process of its own, its master, which
//! owns the tree and cleans up after it.
//!
//! # What the end of an application does
//!
//! | started as | it ends by itself | its start fails |
//! |---|---|---|
//! | [`Temporary`](crate::Restart::Temporary) | it is reported | the starter gets the error |
//! | [`Transient`](crate::Restart::Transient) | the system stops, unless it ended with exactly `Normal` | as for an end |
//! | [`Permanent`](crate::Restart::Permanent) | the system stops | the system stops |
//!
//! A tree that has used up its restarts ends with `Shutdown`, which is not `Normal`. An application
//! that is stopped on purpose takes nothing else down.
//!
//! "The system stops" means: all applications are stopped as [`stop_all`] does it, then
//! who listens with [`watch_system`] is told, and a program that runs under [`#[switchboard::main]`](macro@crate::main)
//! ends with a failure.

mod control;
mod env;
mod error;
mod master;
mod system;
mod table;

pub use self::control::{
    ensure_all_started, ensure_started, load, loaded, running, start, stop, unload,
};
pub use self::env::{
    Env, EnvError, delete_env, delete_env_persistent, fetch_env, get_env, put_env,
    put_env_persistent,
};
pub use self::error::ApplicationError;
pub use self::system::{
    KeepRunning, SystemReport, SystemStop, SystemWatch, set_shutdown_timeout, stop_all,
    watch_system,
};

pub(crate) use self::system::wind_down;

use std::sync::Arc;

use crate::process::StartError;
use crate::supervisor::Supervisor;

/// A part of a program that is started and stopped as one.
///
/// The value is what [`load`] was given. It is shared by all runs of the application, so what belongs
/// to one run lives in the tree.
///
/// # Examples
///
/// ```
/// use switchboard::application::{self, Application, Env};
/// use switchboard::prelude::*;
///
/// #[derive(GenServer)]
/// struct Stock { left: u32 }
///
/// #[gen_server]
/// impl Stock {
///     #[init]
///     fn open(left: u32) -> Self { Self { left } }
///
///     #[call]
///     fn left(&self) -> u32 { self.left }
/// }
///
/// #[derive(Supervisor)]
/// #[supervisor(args = u32)]
/// struct Shelf {
///     #[child(start = Stock::child(args).name("doc.stock"))]
///     stock: Child<Stock>,
/// }
///
/// struct Shop;
///
/// impl Application for Shop {
///     type Tree = Shelf;
///
///     fn name(&self) -> &str { "doc.shop" }
///
///     fn env(&self) -> Env { Env::new().with("stock", 5_u32) }
///
///     async fn start(&self, env: &Env) -> Result<Shelf, StartError> {
///         Shelf::start_link(env.get("stock").unwrap_or(0)).await
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// application::load(Shop)?;
/// application::put_env("doc.shop", "stock", 7_u32);
/// application::start("doc.shop", Restart::Temporary).await?;
/// let stock = switchboard::ServerRef::<Stock>::whereis("doc.stock")?;
/// assert_eq!(stock.call::<u32>(StockCall::Left).await?, 7);
/// application::stop("doc.shop").await?;
/// application::unload("doc.shop")?;
/// # Ok(()) }
/// ```
pub trait Application: Send + Sync + 'static {
    /// The supervision tree that does the work.
    type Tree: Supervisor;

    /// Its name. Two that are loaded have different names.
    fn name(&self) -> &str;

    /// The names of the applications that must run before this one starts.
    fn dependencies(&self) -> Vec<Arc<str>> {
        Vec::new()
    }

    /// The settings that it comes with.
    fn env(&self) -> Env {
        Env::new()
    }

    /// Starts the tree, in the process of the master; `env` is what is set at this moment.
    ///
    /// # Errors
    ///
    /// What the tree did not start for; then the application does not run, and processes that this
    /// has started are killed.
    fn start(&self, env: &Env) -> impl Future<Output = Result<Self::Tree, StartError>> + Send;

    /// Runs before the tree is stopped, and also after a tree that has ended by itself.
    fn prep_stop(&self, tree: &Self::Tree) -> impl Future<Output = ()> + Send {
        let _ = tree;
        std::future::ready(())
    }

    /// Runs when the tree is gone, whatever became of [`prep_stop`](Self::prep_stop).
    fn stop(&self) -> impl Future<Output = ()> + Send {
        std::future::ready(())
    }
}
