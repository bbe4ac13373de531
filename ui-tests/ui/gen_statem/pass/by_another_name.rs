//! Names of events, of the handle and of the crate are the user's to choose.

#![deny(warnings, missing_docs, clippy::all)]

extern crate switchboard as otp;

use otp::{GenStatem, Next, gen_statem};

/// A door.
#[derive(GenStatem, Default)]
#[statem(crate = ::otp, timeout = "1s")]
pub struct Door;

#[gen_statem(state = bool, crate = ::otp, handle = Knob, exhaustive, derive(Clone, Copy))]
impl Door {
    #[on(true, cast = r#move)]
    fn shut(&mut self) -> Next<bool> {
        Next::to(false)
    }

    #[on(false, cast = r#move)]
    fn open(&mut self) -> Next<bool> {
        Next::to(true)
    }

    #[on(_, call = the_server)]
    fn server(&self) -> u8 {
        1
    }
}

/// Moves it.
pub fn uses(knob: &Knob) -> bool {
    let DoorCast::Move {} = DoorCast::Move {};
    knob.r#move().is_ok()
}

fn main() {}
