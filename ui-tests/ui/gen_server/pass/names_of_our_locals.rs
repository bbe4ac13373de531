//! Arguments may have any name, those of generated locals too.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// Takes everything.
#[derive(GenServer, Default)]
pub struct Names {
    sum: u64,
}

#[gen_server]
impl Names {
    #[init]
    fn open(args: u64, cx: u64, context: &mut Context<Self>) -> Self {
        let _pid = context.pid();
        Self { sum: args + cx }
    }

    #[call]
    fn call(&mut self, this: u64, from: u64, call: u64, turn: u64, queue: u64) -> u64 {
        self.sum += this + from + call + turn + queue;
        self.sum
    }

    #[call]
    async fn reply(&mut self, reply: u64, state: u64, self_: u64, msg: u64, tx: u64) -> u64 {
        self.sum + reply + state + self_ + msg + tx
    }

    #[cast]
    fn cast(&mut self, cast: u64, server: u64, fut: u64, timeout: u64, handle: u64) {
        self.sum += cast + server + fut + timeout + handle;
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let names = Names::start(1, 1).await.expect("a start");
        names.cast(1, 1, 1, 1, 1).expect("room");
        assert_eq!(names.call(1, 1, 1, 1, 1).await, Ok(12));
        assert_eq!(names.reply(1, 1, 1, 1, 1).await, Ok(17));
    });
}
