//! Data that are bound to their thread; who starts the machine and calls it hears nothing of that.

use std::rc::Rc;

use switchboard::prelude::*;

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Open,
}

#[derive(GenStatem, Default)]
struct Door {
    names: Vec<Rc<str>>,
}

#[gen_statem(state = State)]
impl Door {
    #[on(_, call)]
    fn count(&self) -> usize {
        self.names.len()
    }
}

async fn caller() -> Option<usize> {
    let door = Door::start().await.ok()?;
    door.count().await.ok()
}

fn main() {}
