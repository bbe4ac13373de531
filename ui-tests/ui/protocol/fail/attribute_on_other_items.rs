//! The attribute goes on a trait.

use switchboard::prelude::*;

#[protocol]
struct Worker;

#[protocol]
impl Worker {
    fn here(&self) {}
}

#[protocol]
impl Clone for Worker {
    fn clone(&self) -> Self {
        Self
    }
}

#[protocol]
fn function() {}

#[protocol]
#[protocol(handle = Other)]
trait Twice {}

fn main() {
    Worker.clone().here();
    function();
}
