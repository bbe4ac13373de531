//! Each of our attributes says where it belongs.

use switchboard::prelude::*;

struct Plain;

impl Plain {
    #[switchboard::init]
    fn open() -> Self {
        Self
    }

    #[switchboard::call]
    fn total(&self) -> u64 {
        1
    }

    #[switchboard::cast]
    fn reset(&mut self) {}

    #[switchboard::info]
    fn down(&mut self, _down: Down) {}

    #[switchboard::continue_with]
    fn later(&mut self) {}

    #[switchboard::every("1s")]
    fn tick(&mut self) {}

    #[switchboard::terminate]
    fn end(&mut self) {}
}

fn main() {}
