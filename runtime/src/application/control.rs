//! Loading, starting and stopping applications.

use std::sync::Arc;

use tokio::sync::watch;

use super::error::ApplicationError;
use super::table::{self, Active, Entry, Phase, Stopped, Table};
use super::{Application, env, master};
use crate::gen_server::Restart;
use crate::process::reply::{AnySlot, Slot};
use crate::process::{self, Pid, StartError, StopReport, directory, wait};

/// Makes an application known, with its settings: what it comes with, and over it what
/// [`put_env_persistent`](super::put_env_persistent) has set.
///
/// # Errors
///
/// [`ApplicationError::AlreadyLoaded`] when one with this name is.
pub fn load(app: impl Application) -> Result<(), ApplicationError> {
    let name: Arc<str> = Arc::from(app.name());
    let (dependencies, comes_with) = (app.dependencies(), app.env());
    let entry = Entry { app: Arc::new(app), dependencies, active: None };
    let loaded = table::with(|table| {
        if table.entries.contains_key(&name) {
            return Err(entry);
        }
        table.entries.insert(Arc::clone(&name), entry);
        // Before anybody can start it.
        Ok(env::load(&name, comes_with))
    });
    loaded.map(drop).map_err(|_entry| ApplicationError::AlreadyLoaded(name))
}

/// Forgets an application and its settings.
///
/// # Errors
///
/// [`ApplicationError::NotLoaded`], or [`ApplicationError::AlreadyStarted`] when it runs.
pub fn unload(name: &str) -> Result<(), ApplicationError> {
    let entry = table::with(|table| {
        if table.entry(name)?.active().is_some() {
            return Err(ApplicationError::AlreadyStarted(Arc::from(name)));
        }
        Ok((table.entries.remove(name), env::unload(name)))
    });
    entry.map(drop)
}

/// The applications that are loaded, by name.
#[must_use]
pub fn loaded() -> Vec<Arc<str>> {
    table::with(|table| table.entries.keys().cloned().collect())
}

/// The applications that run, in start order.
#[must_use]
pub fn running() -> Vec<Arc<str>> {
    let actives = table::with(|table| table.actives());
    let runs =
        |(name, active): (Arc<str>, Active)| (active.phase == Phase::Running).then_some(name);
    actives.into_iter().filter_map(runs).collect()
}

/// Starts an application whose needs run already; `kind` says what its end does to all others.
///
/// When another process is starting it at this moment, this waits for that start and has its outcome.
///
/// # Errors
///
/// [`ApplicationError::NotStarted`] with the first dependency that does not run,
/// [`ApplicationError::AlreadyStarted`] when it runs itself, [`ApplicationError::Failed`] when its
/// start does; [`ApplicationError`] has the rest.
///
/// # Cancel safety
///
/// The start goes on when the future is dropped.
pub async fn start(name: &str, kind: Restart) -> Result<(), ApplicationError> {
    match begin(name, kind)? {
        Begun::Runs => Err(ApplicationError::AlreadyStarted(Arc::from(name))),
        Begun::Mine(active) | Begun::Others(active) => outcome(name, active).await,
    }
}

/// As [`start`], and one that runs is a success.
///
/// # Errors
///
/// As [`start`], but for [`ApplicationError::AlreadyStarted`].
///
/// # Cancel safety
///
/// As [`start`].
pub async fn ensure_started(name: &str, kind: Restart) -> Result<(), ApplicationError> {
    match start(name, kind).await {
        Err(ApplicationError::AlreadyStarted(_)) => Ok(()),
        outcome => outcome,
    }
}

/// Starts an application and before it everything that it needs and that does not run; gives what was
/// started, in order. All of them are started as `kind`.
///
/// # Errors
///
/// The first error of a [`start`]; what was started here is stopped again by then, in reverse.
/// [`ApplicationError::Cycle`] when an application needs itself.
///
/// # Cancel safety
///
/// What was started until the future is dropped goes on.
pub async fn ensure_all_started(
    name: &str,
    kind: Restart,
) -> Result<Vec<Arc<str>>, ApplicationError> {
    let order = table::with(|table| needs(table, name))?;
    let mut started: Vec<Arc<str>> = Vec::new();
    for name in order {
        let begun = begin(&name, kind);
        let error = match begun {
            Ok(Begun::Runs) => continue,
            Ok(Begun::Mine(active)) => match outcome(&name, active).await {
                Ok(()) => {
                    started.push(name);
                    continue;
                }
                Err(error) => error,
            },
            Ok(Begun::Others(active)) => match outcome(&name, active).await {
                Ok(()) => continue,
                Err(error) => error,
            },
            Err(error) => error,
        };
        for name in started.into_iter().rev() {
            // It may have ended since.
            let _gone = stop(&name).await;
        }
        return Err(error);
    }
    Ok(started)
}

/// Stops an application: [`prep_stop`](Application::prep_stop), the tree, however long that takes,
/// then [`stop`](Application::stop); processes that are left over are killed.
///
/// Gives how its tree stopped. There is no such report when the tree had ended already, and none for who
/// does not wait.
///
/// One that is being started is stopped as soon as it has started. Inside the application, in a
/// callback or in one of its processes, and wherever else the application waits for the caller, this
/// does not wait: the stop has begun when it returns.
///
/// # Errors
///
/// [`ApplicationError::NotLoaded`], or [`ApplicationError::NotStarted`] when it does not run.
///
/// # Cancel safety
///
/// The stop goes on when the future is dropped.
pub async fn stop(name: &str) -> Result<Option<StopReport>, ApplicationError> {
    let active = table::with(|table| {
        let entry = table.entry(name)?;
        entry.active().cloned().ok_or_else(|| ApplicationError::NotStarted(Arc::from(name)))
    })?;
    Ok(stop_run(&active).await)
}

/// Tells a master to stop, and waits for its end unless that waits for the caller.
pub(super) async fn stop_run(active: &Active) -> Option<StopReport> {
    let pid = active.master.pid();
    // A full mailbox holds an order already.
    let _ordered = active.master.send(master::Order::Stop);
    if is_inside(pid) {
        return None;
    }
    let slot: Arc<dyn AnySlot> = Slot::<()>::new();
    let edge = wait::begin(process::current(), pid, &slot).ok()?;
    active.master.ended().await;
    drop(edge);
    active.stopped.get().cloned()
}

/// Whether the running code belongs to the application of this master.
pub(super) fn is_inside(master: Pid) -> bool {
    let Some(me) = process::current() else {
        return false;
    };
    me == master
        || directory::find(me)
            .is_some_and(|process| process.core().line.ancestors().contains(&master))
}

/// What the beginning of a start found.
enum Begun {
    Runs,
    Mine(Active),
    /// Somebody else is starting it.
    Others(Active),
}

fn begin(name: &str, kind: Restart) -> Result<Begun, ApplicationError> {
    table::with(|table| {
        let entry = table.entry(name)?;
        if let Some(active) = entry.active() {
            return match active.phase {
                Phase::Starting => Ok(Begun::Others(active.clone())),
                Phase::Running => Ok(Begun::Runs),
                Phase::Stopping | Phase::Killed => Err(ApplicationError::Stopping(Arc::from(name))),
            };
        }
        let app = Arc::clone(&entry.app);
        for needed in entry.dependencies.clone() {
            if !table.is_running(&needed) {
                return Err(ApplicationError::NotStarted(needed));
            }
        }
        let name: Arc<str> = Arc::from(name);
        let (sender, outcome) = watch::channel(None);
        let stopped = Stopped::default();
        let master = master::begin(app, Arc::clone(&name), kind, sender, Arc::clone(&stopped))
            .map_err(|error| ApplicationError::Failed { name: Arc::clone(&name), error })?;
        let (phase, number) = (Phase::Starting, table.next_run());
        let active = Active { phase, number, master, outcome, stopped };
        table.entry(&name)?.active = Some(active.clone());
        Ok(Begun::Mine(active))
    })
}

/// Waits for the outcome of a start.
async fn outcome(name: &str, mut active: Active) -> Result<(), ApplicationError> {
    let pid = active.master.pid();
    let deadlock = || ApplicationError::Deadlock(Arc::from(name));
    if is_inside(pid) {
        return Err(deadlock());
    }
    let slot: Arc<dyn AnySlot> = Slot::<()>::new();
    let edge = wait::begin(process::current(), pid, &slot).map_err(|_ring| deadlock())?;
    let told = active.outcome.wait_for(Option::is_some).await.map(|outcome| outcome.clone());
    drop(edge);
    told.ok().flatten().unwrap_or_else(|| {
        // Its runtime ended before its first instruction.
        let error = StartError::NoRuntime;
        Err(ApplicationError::Failed { name: Arc::from(name), error })
    })
}

/// An application after everything that it needs, each once: depth first.
fn needs(table: &mut Table, name: &str) -> Result<Vec<Arc<str>>, ApplicationError> {
    let mut order = Vec::new();
    visit(table, &Arc::from(name), &mut Vec::new(), &mut order)?;
    Ok(order)
}

fn visit(
    table: &mut Table,
    name: &Arc<str>,
    path: &mut Vec<Arc<str>>,
    order: &mut Vec<Arc<str>>,
) -> Result<(), ApplicationError> {
    if order.contains(name) {
        return Ok(());
    }
    if path.contains(name) {
        return Err(ApplicationError::Cycle(Arc::clone(name)));
    }
    path.push(Arc::clone(name));
    for needed in table.entry(name)?.dependencies.clone() {
        visit(table, &needed, path, order)?;
    }
    path.pop();
    order.push(Arc::clone(name));
    Ok(())
}
