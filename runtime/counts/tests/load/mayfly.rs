//! The servers of a random load: they do what they are told, and what they are told is much.

use std::collections::HashSet;
use std::time::Duration;

use switchboard::prelude::*;

use super::{World, pass};

/// What is said to all who listen.
#[derive(Clone, Debug)]
pub(crate) struct Dusk;

/// Ends soon, and is known by everything that can know a process.
#[derive(GenServer, Default)]
#[server(mailbox = 64, trap_exit, shutdown = "20ms")]
pub(crate) struct Mayfly {
    watched: HashSet<Pid>,
}

#[gen_server]
impl Mayfly {
    /// How many it still watches, without those that have ended.
    #[call(timeout = "500ms")]
    pub(crate) fn hello(&self) -> usize {
        self.watched.len()
    }

    #[call(timeout = "1ms")]
    pub(crate) fn hurry(&self) {}

    /// Answered by another process, which may be late.
    #[call(timeout = "2ms")]
    pub(crate) fn later(&mut self, reply: ReplyTo<()>) {
        drop(Task::spawn(async move {
            pass(Duration::from_millis(2)).await;
            reply.send(());
        }));
    }

    #[call(timeout = "500ms")]
    pub(crate) fn fail(&mut self) {
        panic!("told to");
    }

    #[cast]
    pub(crate) fn fall(&mut self) {
        panic!("told to");
    }

    #[cast]
    pub(crate) async fn dawdle(&mut self, millis: u64) {
        pass(Duration::from_millis(millis)).await;
    }

    #[cast]
    pub(crate) fn tell(&mut self, n: u64) {
        assert!(n < 1000, "no such number is sent");
    }

    /// Watches and links somebody, for as long as that lives.
    #[cast]
    pub(crate) fn watch(&mut self, pid: Pid, cx: &mut Context<Self>) {
        if self.watched.insert(pid) {
            cx.link(pid);
            cx.monitor(pid);
        }
    }

    /// Enters itself everywhere, and sets timers.
    #[cast]
    pub(crate) fn work(&mut self, world: World, key: u64, cx: &mut Context<Self>) {
        // Somebody else may have the key.
        drop(world.keys.register(key.to_string(), key));
        world.groups.join_self(key).expect("it runs");
        cx.subscribe(&world.topics, key.to_string()).expect("it runs");
        let far = cx.send_after(Duration::from_hours(1), Dusk);
        cx.send_after(Duration::from_millis(key % 5), Dusk);
        if key.is_multiple_of(2) {
            // It is an hour away.
            let _ = far.cancel();
        }
    }

    #[info]
    fn dusk(&mut self, _dusk: Dusk) {}

    #[info]
    fn exited(&mut self, _exit: Exit) {}

    #[info]
    fn down(&mut self, down: Down) {
        self.watched.retain(|pid| down.pid != Some(*pid));
    }
}
