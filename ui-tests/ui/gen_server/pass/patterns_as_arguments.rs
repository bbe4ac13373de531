//! Patterns and `mut` in the arguments of a handler.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// A point.
#[derive(Clone, Copy)]
pub struct Point {
    /// Across.
    pub x: i64,
    /// Up.
    pub y: i64,
}

/// Walks.
#[derive(GenServer, Default)]
pub struct Walker {
    at: (i64, i64),
}

#[gen_server]
impl Walker {
    #[call]
    fn step(&mut self, (dx, dy): (i64, i64), mut times: u32, _: bool) -> (i64, i64) {
        while times > 0 {
            self.at = (self.at.0 + dx, self.at.1 + dy);
            times -= 1;
        }
        self.at
    }

    #[cast]
    fn jump(&mut self, Point { x, y }: Point) {
        self.at = (x, y);
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let walker = Walker::start().await.expect("a start");
        walker.jump(Point { x: 1, y: 1 }).expect("room");
        assert_eq!(walker.step((1, 2), 2, true).await, Ok((3, 5)));
    });
}
