//! A deprecated handler warns whoever calls it, and nobody else.

#![deny(warnings, deprecated, missing_docs)]

use switchboard::prelude::*;


/// Old.
#[derive(GenServer, Default)]
pub struct Old;

#[gen_server]
impl Old {
    /// Was a good idea.
    #[deprecated(note = "use `new_way`")]
    #[call]
    fn old_way(&self) -> u64 {
        1
    }

    #[must_use = "that is what it is for"]
    #[call]
    fn new_way(&self) -> u64 {
        2
    }
}

fn main() {}
