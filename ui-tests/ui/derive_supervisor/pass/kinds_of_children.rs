//! Servers, agents, pools, tasks and supervisors as children.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Agent)]
struct Settings {
    #[agent(get)]
    theme: u8,
}

#[derive(Supervisor)]
struct Inner(#[child] Child<Counter>);

#[derive(Supervisor)]
struct All {
    #[child]
    server: Child<Counter>,
    #[child(start = SettingsAgent::child(|| Settings { theme: 1 }))]
    agent: Child<Settings>,
    #[child(start = Counter::dynamic())]
    pool: DynamicSupervisor<Counter>,
    #[child]
    tasks: TaskSupervisor,
    #[child(start = Inner::tree())]
    tree: Child<Inner>,
}

fn main() {
    let _ = |all: &All| {
        let _ = (&all.server, &all.pool, &all.tasks, &all.tree.0);
        drop(all.agent.theme());
    };
}
