//! The state of a machine without `state =`.

use switchboard::prelude::*;

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Open,
}

#[derive(GenStatem, Default)]
struct Door;

#[gen_statem(State)]
impl Door {
    #[on(_, call)]
    fn ask(&self) -> u8 {
        1
    }
}

async fn caller(door: DoorRef) -> Result<u8, CallError> {
    door.ask().await
}

fn main() {}
