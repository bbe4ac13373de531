//! The supervisor as a server: it starts its children, hears of their ends, and stops them in order.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use super::backoff::Backoff;
use super::children::{Children, Run};
use super::info::ChildKey;
use super::intensity::Budget;
use super::options::AutoShutdown;
use super::spec::Spec;
use super::stop::{self, Blocked, Stopped};
use super::strategy::Strategy;
use super::supervisor_ref::SupervisorRef;
use super::tree::Tree;
use crate::clock;
use crate::gen_server::{
    Context, GenServer, InitError, Message, NoMessage, ReplyPort, Restart, ServerConfig,
    ServerOptions, Shutdown,
};
use crate::observe::ProcessKind;
use crate::process::core::Process;
use crate::process::{Exit, ExitReason, Pid, Signal, StartError, StopReport};
use crate::report::{self, Event};

/// A supervisor's state.
pub(crate) struct TreeServer {
    pub(super) strategy: Strategy,
    pub(super) auto_shutdown: AutoShutdown,
    pub(super) budget: Budget,
    /// The wait before a restart, for children that have none of their own.
    pub(super) backoff: Option<Backoff>,
    /// Numbers the attempts that wait, so that one that was overtaken means nothing.
    pub(super) tickets: u64,
    /// For a dynamic supervisor: how many children it may have.
    pub(super) dynamic: Option<usize>,
    pub(super) children: Children,
    pub(super) me: Pid,
    /// Its own process, which reports are about.
    pub(super) process: Weak<dyn Process>,
    /// Shared with the supervisor's handles, which outlive it.
    pub(super) gave_up: Arc<AtomicBool>,
}

/// What a supervisor is asked.
pub(crate) enum TreeCall {
    Start(Spec),
    Terminate(ChildKey),
    Restart(Arc<str>),
    Delete(Arc<str>),
    Spec(ChildKey),
    Which,
    Count,
}

/// What a supervisor hears.
pub(crate) enum TreeInfo {
    Exit(Exit),
    /// The start of this child is to be tried again.
    Retry {
        at: u64,
        ticket: u64,
    },
}

impl Message for TreeCall {
    fn name(&self) -> &'static str {
        match self {
            Self::Start(_) => "start_child",
            Self::Terminate(_) => "terminate_child",
            Self::Restart(_) => "restart_child",
            Self::Delete(_) => "delete_child",
            Self::Spec(_) => "get_childspec",
            Self::Which => "which_children",
            Self::Count => "count_children",
        }
    }
}

impl Message for TreeInfo {
    fn name(&self) -> &'static str {
        match self {
            Self::Exit(_) => "exit",
            Self::Retry { .. } => "retry",
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

    fn process_kind() -> ProcessKind {
        ProcessKind::Supervisor
    }

    async fn init(tree: Tree, cx: &mut Context<Self>) -> Result<Self, InitError> {
        let gave_up = tree.gave_up();
        gave_up.store(false, Ordering::Release);
        let options = tree.options;
        let mut server = Self {
            strategy: options.strategy,
            auto_shutdown: options.auto_shutdown,
            budget: Budget::new(options.max_restarts, options.window),
            backoff: options.backoff,
            tickets: 0,
            dynamic: tree.dynamic,
            children: Children::of(cx.pid(), tree.dynamic.is_some()),
            me: cx.pid(),
            process: cx.to_process(),
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
            TreeCall::Spec(key) => from.reply(self.get_childspec(&key), cx),
            TreeCall::Which => from.reply(self.which_children(), cx),
            TreeCall::Count => from.reply(self.count_children(), cx),
        }
    }

    async fn handle_info(&mut self, info: TreeInfo, cx: &mut Context<Self>) {
        match info {
            TreeInfo::Exit(exit) => self.child_ended(exit, cx).await,
            TreeInfo::Retry { at, ticket } => self.retry(at, ticket, cx).await,
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
    pub(super) async fn stop_one(
        &mut self,
        at: u64,
        blocked: Blocked,
    ) -> Option<(Arc<str>, Stopped)> {
        let spec =
            self.children.get(at).map(|entry| (Arc::clone(&entry.spec.id), entry.spec.shutdown));
        let (Some((id, how)), Run::Up(process)) = (spec, self.children.set(at, Run::Down)) else {
            return None;
        };
        let stopped = stop::stop(self.me, &id, &process, how, blocked).await;
        self.report_stop(at, how, &stopped);
        Some((id, stopped))
    }

    /// Stops all children: one after the other in reverse, or at once for a dynamic supervisor. Leaves how
    /// that went for the report of this process.
    async fn stop_children(&mut self) {
        let began = clock::now();
        let mut tree = StopReport::new(self.me, None, std::time::Duration::ZERO);
        self.stop_each(&mut tree).await;
        if let Some(me) = self.process.upgrade()
            && let Some(extras) = me.core().extras()
        {
            extras.ending.note_tree(began, tree);
        }
    }

    async fn stop_each(&mut self, tree: &mut StopReport) {
        let order: Vec<u64> = self.children.iter().rev().map(|(at, _)| at).collect();
        if self.dynamic.is_none() {
            for at in order {
                if let Some((id, stopped)) = self.stop_one(at, Blocked::Leave).await {
                    tree.add_child(id, stopped.killed, stopped.report);
                }
            }
            return;
        }
        let mut running = Vec::with_capacity(order.len());
        for at in order {
            let Some(entry) = self.children.get(at) else {
                continue;
            };
            let (id, how) = (Arc::clone(&entry.spec.id), entry.spec.shutdown);
            if let Run::Up(process) = self.children.set(at, Run::Down) {
                running.push(stop::Stopping { at, id, process, how });
            }
        }
        for (at, how, stopped) in stop::stop_all(self.me, running).await {
            self.report_stop(at, how, &stopped);
            if let Some(entry) = self.children.get(at) {
                tree.add_child(Arc::clone(&entry.spec.id), stopped.killed, stopped.report);
            }
        }
    }

    fn report_stop(&self, at: u64, how: Shutdown, stopped: &Stopped) {
        // One that has not ended was reported as overdue.
        let Some(reason) = stopped.report.reason.clone() else {
            return;
        };
        if stop::as_asked(how, &reason) {
            return;
        }
        if let Some(entry) = self.children.get(at) {
            self.report(Event::ShutdownFailed { id: Arc::clone(&entry.spec.id), reason });
        }
    }

    /// The budget that pays for the restarts of this child.
    pub(super) fn budget_of(&mut self, at: u64) -> &Budget {
        self.children.budget(at).unwrap_or(&mut self.budget)
    }

    pub(super) fn report(&self, event: Event) {
        if let Some(me) = self.process.upgrade() {
            report::child(&*me, event);
        }
    }
}
