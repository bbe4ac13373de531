//! Arguments, states and events may have the names that generated code uses.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

use switchboard::prelude::*;

/// Takes everything.
#[derive(GenStatem, Default)]
pub struct Names {
    sum: u64,
}

/// Words of ours.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum StatemEvent2 {
    /// One.
    #[default]
    Handled,
    /// Another one.
    Next,
}

#[gen_statem(state = StatemEvent2, handle = Desk)]
impl Names {
    /// Adds up.
    #[on(Handled, call)]
    fn event(&mut self, state: u64, event: u64, from: u64, other: u64, never: u64) -> u64 {
        self.sum += state + event + from + other + never;
        self.sum
    }

    #[on(Next, call = event)]
    fn r#type(&mut self, a: u64, k0: u64, a0: u64, cx: u64, reply: u64) -> Result<(u64, Next<StatemEvent2>), Postpone> {
        Ok((a + k0 + a0 + cx + reply, Next::keep()))
    }

    /// Goes on.
    #[on(_, cast)]
    fn next(&mut self, r#fn: u64, context: &mut StatemContext<Self>) -> Next<StatemEvent2> {
        let _pid = context.pid();
        self.sum = r#fn;
        Next::to(StatemEvent2::Next)
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let names: Desk = Names::start().await.expect("a start");
        assert_eq!(names.event(1, 2, 3, 4, 5).await, Ok(15));
        names.next(1).expect("room");
        assert_eq!(names.event(1, 1, 1, 1, 1).await, Ok(5));
    });
}
