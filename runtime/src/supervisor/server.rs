//! The supervisor as a server: it starts its children, hears of their ends, and stops them in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::children::{Children, Retrying, Run};
use super::info::{ChildCounts, ChildError, ChildInfo, ChildState};
use super::intensity::Budget;
use super::options::AutoShutdown;
use super::spec::{ChildKind, Spec};
use super::stop;
use super::strategy::{self, Strategy};
use super::supervisor_ref::SupervisorRef;
use super::tree::Tree;
use crate::clock;
use crate::gen_server::{
    Context, GenServer, InitError, Message, NoMessage, ReplyPort, Restart, ServerConfig,
    ServerOptions, Shutdown,
};
use crate::process::{Exit, ExitReason, Pid, Signal, StartError, directory};
use crate::report::{self, Event};

/// A supervisor's state.
pub(crate) struct TreeServer {
    pub(super) strategy: Strategy,
    auto_shutdown: AutoShutdown,
    budget: Budget,
    /// For a dynamic supervisor: how many children it may have.
    pub(super) dynamic: Option<usize>,
    pub(super) children: Children,
    pub(super) me: Pid,
    /// Shared with the supervisor's handles, which outlive it.
    gave_up: Arc<AtomicBool>,
}

/// What a supervisor is asked.
pub(crate) enum TreeCall {
    Start(Spec),
    Terminate(ChildKey),
    Restart(Arc<str>),
    Delete(Arc<str>),
    Which,
    Count,
}

/// How a child is named in a request.
#[derive(Clone, Debug)]
pub(crate) enum ChildKey {
    Id(Arc<str>),
    Pid(Pid),
}

/// What a supervisor hears.
pub(crate) enum TreeInfo {
    Exit(Exit),
    /// The start of this child is to be tried again.
    Retry(u64),
}

impl Message for TreeCall {
    fn name(&self) -> &'static str {
        match self {
            Self::Start(_) => "start_child",
            Self::Terminate(_) => "terminate_child",
            Self::Restart(_) => "restart_child",
            Self::Delete(_) => "delete_child",
            Self::Which => "which_children",
            Self::Count => "count_children",
        }
    }
}

impl Message for TreeInfo {
    fn name(&self) -> &'static str {
        match self {
            Self::Exit(_) => "exit",
            Self::Retry(_) => "retry",
        }
    }
}

impl ServerConfig for TreeServer {
    const OPTIONS: ServerOptions = ServerOptions::new()
        .unbounded()
        .shutdown(Shutdown::Infinity)
        .call_timeout_infinity()
        .trap_exit(true);
}

impl GenServer for TreeServer {
    type Args = Tree;
    type Call = TreeCall;
    type Cast = NoMessage;
    type Info = TreeInfo;
    type Continue = NoMessage;
    type Ref = SupervisorRef;

    async fn init(tree: Tree, cx: &mut Context<Self>) -> Result<Self, InitError> {
        let gave_up = tree.gave_up();
        gave_up.store(false, Ordering::Release);
        let options = tree.options;
        let mut server = Self {
            strategy: options.strategy,
            auto_shutdown: options.auto_shutdown,
            budget: Budget::new(options.max_restarts, options.window),
            dynamic: tree.dynamic,
            children: Children::default(),
            me: cx.pid(),
            gave_up,
        };
        for spec in tree.specs {
            let id = Arc::clone(&spec.id);
            if let Err(error) = server.start_new(spec).await {
                server.stop_children().await;
                let error = StartError::Child { id, error: Arc::new(error) };
                return Err(InitError::Stop(ExitReason::shutdown_with(error)));
            }
        }
        Ok(server)
    }

    async fn handle_call(&mut self, call: TreeCall, from: ReplyPort, cx: &mut Context<Self>) {
        match call {
            TreeCall::Start(spec) => {
                let reply = self.start_child(spec).await;
                from.reply(reply, cx);
            }
            TreeCall::Terminate(key) => {
                let reply = self.terminate_child(&key).await;
                from.reply(reply, cx);
            }
            TreeCall::Restart(id) => {
                let reply = self.restart_child(&id).await;
                from.reply(reply, cx);
            }
            TreeCall::Delete(id) => from.reply(self.delete_child(&id), cx),
            TreeCall::Which => from.reply(self.which_children(), cx),
            TreeCall::Count => from.reply(self.count_children(), cx),
        }
    }

    async fn handle_info(&mut self, info: TreeInfo, cx: &mut Context<Self>) {
        match info {
            TreeInfo::Exit(exit) => self.child_ended(exit, cx).await,
            TreeInfo::Retry(at) => {
                if let Some(Run::Restarting(retrying)) =
                    self.children.get(at).map(|entry| &entry.run)
                {
                    let reason = retrying.reason.clone();
                    self.restart(at, reason, cx).await;
                }
            }
        }
    }

    async fn terminate(&mut self, _reason: &ExitReason, _cx: &mut Context<Self>) {
        self.stop_children().await;
    }

    fn signal(signal: Signal) -> Result<TreeInfo, Signal> {
        signal.take::<Exit>().map(TreeInfo::Exit)
    }
}

impl TreeServer {
    /// A child has ended; anybody else's exit means nothing (supervisor's `restart_child/3` in OTP).
    async fn child_ended(&mut self, Exit { from, reason }: Exit, cx: &mut Context<Self>) {
        let Some(at) = self.children.with_pid(from) else {
            return;
        };
        let Some(entry) = self.children.get(at) else {
            return;
        };
        let (id, restart) = (Arc::clone(&entry.spec.id), entry.spec.restart);
        let significant = entry.spec.significant;
        let again = strategy::restarts(restart, &reason);
        if again || reason.is_abnormal() {
            let restarts = self.budget.spent();
            self.report(Event::ChildTerminated { id, reason: reason.clone(), restarts });
        }
        if again {
            self.restart(at, reason, cx).await;
            return;
        }
        self.children.set(at, Run::Down);
        if restart == Restart::Temporary || self.dynamic.is_some() {
            self.children.remove(at);
        }
        if significant && self.ends_with_significant() {
            cx.stop(ExitReason::Shutdown);
        }
    }

    /// Whether the end of a significant child, which has just happened, ends the supervisor.
    fn ends_with_significant(&self) -> bool {
        match self.auto_shutdown {
            AutoShutdown::Never => false,
            AutoShutdown::AnySignificant => true,
            AutoShutdown::AllSignificant => !self
                .children
                .iter()
                .any(|(_, entry)| entry.spec.significant && !matches!(entry.run, Run::Down)),
        }
    }

    /// One restart attempt, paid from the budget.
    async fn restart(&mut self, at: u64, reason: ExitReason, cx: &mut Context<Self>) {
        let last = self.children.get(at).and_then(|entry| entry.run.pid());
        let down = if self.dynamic.is_some() { last } else { None };
        if !self.budget.charge(clock::now()) {
            if let Some(entry) = self.children.get(at) {
                let id = Arc::clone(&entry.spec.id);
                self.report(Event::GaveUp { id, reason });
            }
            self.children.set(at, Run::Down);
            self.gave_up.store(true, Ordering::Release);
            cx.stop(ExitReason::Shutdown);
            return;
        }
        self.children.set(at, Run::Down);
        let Err((failed, error)) = self.restart_group(at).await else {
            return;
        };
        let reason = error.reason();
        if let Some(entry) = self.children.get(failed) {
            let id = Arc::clone(&entry.spec.id);
            self.report(Event::StartFailed { id, reason: reason.clone() });
        }
        self.children.set(failed, Run::Restarting(Retrying { last: down, reason }));
        // Through the mailbox, so that requests are served between attempts. When the door is
        // closed already, the supervisor stops, and there is nothing to try again.
        let _stopping = cx.self_ref().server.send(TreeInfo::Retry(failed));
    }

    /// Stops and starts what the strategy says; names the child whose start failed.
    async fn restart_group(&mut self, at: u64) -> Result<(), (u64, StartError)> {
        let places = self.children.places();
        let plan = strategy::plan(self.strategy, &places, at);
        for other in plan.stop {
            self.stop_one(other).await;
            if places.iter().any(|place| place.at == other && place.temporary) {
                self.children.remove(other);
            }
        }
        for other in plan.start {
            let Some(spec) = self.children.get(other).map(|entry| entry.spec.clone()) else {
                continue;
            };
            match spec.run().await {
                Ok(process) => {
                    self.children.set(other, Run::Up(process));
                }
                Err(StartError::Ignored) if self.dynamic.is_some() => {
                    self.children.remove(other);
                }
                Err(StartError::Ignored) => {}
                Err(error) => return Err((other, error)),
            }
        }
        Ok(())
    }

    /// Starts a child that is new here.
    pub(super) async fn start_new(&mut self, spec: Spec) -> Result<Option<Pid>, StartError> {
        match spec.run().await {
            Ok(process) => {
                let pid = process.core().pid;
                self.children.add(spec, Run::Up(process));
                Ok(Some(pid))
            }
            Err(StartError::Ignored) => {
                if spec.restart != Restart::Temporary && self.dynamic.is_none() {
                    self.children.add(spec, Run::Down);
                }
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Stops one child; it is still listed, as one that does not run.
    pub(super) async fn stop_one(&mut self, at: u64) {
        let how = self.children.get(at).map(|entry| entry.spec.shutdown);
        let (Some(how), Run::Up(process)) = (how, self.children.set(at, Run::Down)) else {
            return;
        };
        let reason = stop::stop(self.me, &process, how).await;
        self.report_stop(at, how, reason);
    }

    /// Stops all children: one after the other in reverse, or at once for a dynamic supervisor.
    async fn stop_children(&mut self) {
        let order: Vec<u64> = self.children.iter().rev().map(|(at, _)| at).collect();
        if self.dynamic.is_none() {
            for at in order {
                self.stop_one(at).await;
            }
            return;
        }
        let mut running = Vec::with_capacity(order.len());
        for at in order {
            let Some(how) = self.children.get(at).map(|entry| entry.spec.shutdown) else {
                continue;
            };
            if let Run::Up(process) = self.children.set(at, Run::Down) {
                running.push((at, process, how));
            }
        }
        for (at, how, reason) in stop::stop_all(self.me, running).await {
            self.report_stop(at, how, reason);
        }
    }

    fn report_stop(&self, at: u64, how: Shutdown, reason: ExitReason) {
        if stop::as_asked(how, &reason) {
            return;
        }
        if let Some(entry) = self.children.get(at) {
            self.report(Event::ShutdownFailed { id: Arc::clone(&entry.spec.id), reason });
        }
    }

    fn report(&self, event: Event) {
        if let Some(me) = directory::find(self.me) {
            report::child(&*me, event);
        }
    }

    fn which_children(&self) -> Vec<ChildInfo> {
        let info = |(_, entry): (u64, &super::children::Entry)| ChildInfo {
            id: Arc::clone(&entry.spec.id),
            kind: entry.spec.kind,
            restart: entry.spec.restart,
            state: match &entry.run {
                Run::Down => ChildState::NotRunning,
                Run::Up(process) => ChildState::Running(process.core().pid),
                Run::Restarting(_) => ChildState::Restarting,
            },
        };
        self.children.iter().map(info).collect()
    }

    fn count_children(&self) -> ChildCounts {
        let mut counts = ChildCounts::default();
        for (_, entry) in self.children.iter() {
            counts.specs += 1;
            match entry.spec.kind {
                ChildKind::Worker => counts.workers += 1,
                ChildKind::Supervisor => counts.supervisors += 1,
            }
            if matches!(&entry.run, Run::Up(process) if process.core().ended().is_none()) {
                counts.active += 1;
            }
        }
        counts
    }
}

/// Requests about single children (supervisor's API results in OTP).
impl TreeServer {
    async fn start_child(&mut self, spec: Spec) -> Result<Option<Pid>, StartError> {
        spec.check(self.auto_shutdown)?;
        match self.dynamic {
            Some(max) if self.children.active() >= max => return Err(StartError::MaxChildren),
            Some(_) => {}
            None => {
                if let Some(entry) =
                    self.children.with_id(&spec.id).and_then(|at| self.children.get(at))
                {
                    return Err(match &entry.run {
                        Run::Up(process) => StartError::ChildRunning(process.core().pid),
                        Run::Down | Run::Restarting(_) => StartError::ChildPresent,
                    });
                }
            }
        }
        self.start_new(spec).await
    }

    fn find(&self, key: &ChildKey) -> Result<u64, ChildError> {
        match key {
            ChildKey::Id(id) => self.children.with_id(id),
            ChildKey::Pid(pid) => self.children.with_pid(*pid),
        }
        .ok_or(ChildError::NotFound)
    }

    async fn terminate_child(&mut self, key: &ChildKey) -> Result<(), ChildError> {
        let at = self.find(key)?;
        self.stop_one(at).await;
        let gone = self.dynamic.is_some()
            || self.children.get(at).is_some_and(|entry| entry.spec.restart == Restart::Temporary);
        if gone {
            self.children.remove(at);
        }
        Ok(())
    }

    async fn restart_child(&mut self, id: &Arc<str>) -> Result<Option<Pid>, ChildError> {
        let at = self.idle_child(id)?;
        let Some(spec) = self.children.get(at).map(|entry| entry.spec.clone()) else {
            return Err(ChildError::NotFound);
        };
        match spec.run().await {
            Ok(process) => {
                let pid = process.core().pid;
                self.children.set(at, Run::Up(process));
                Ok(Some(pid))
            }
            Err(StartError::Ignored) => Ok(None),
            Err(error) => Err(ChildError::Start(error)),
        }
    }

    fn delete_child(&mut self, id: &Arc<str>) -> Result<(), ChildError> {
        let at = self.idle_child(id)?;
        self.children.remove(at);
        Ok(())
    }

    /// A child that neither runs nor is being restarted.
    fn idle_child(&self, id: &Arc<str>) -> Result<u64, ChildError> {
        let at = self.find(&ChildKey::Id(Arc::clone(id)))?;
        match self.children.get(at).map(|entry| &entry.run) {
            Some(Run::Down) => Ok(at),
            Some(Run::Up(process)) => Err(ChildError::Running(process.core().pid)),
            Some(Run::Restarting(_)) => Err(ChildError::Restarting),
            None => Err(ChildError::NotFound),
        }
    }
}
