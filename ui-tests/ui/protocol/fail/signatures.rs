//! Methods that no message fits, all reported together; the trait is still there.

use switchboard::prelude::*;

#[protocol]
trait Worker {
    #[call]
    fn borrowed(&self, name: &str) -> u8;

    #[call]
    fn lent(&self) -> &str;

    #[cast]
    fn opaque(&mut self, value: impl Into<String>);

    #[cast]
    fn then(&mut self, run: impl FnOnce(u8));

    #[call]
    fn own<T: Send, const N: usize>(&self, value: [T; N]);

    #[call]
    fn bounded(&self) -> u8
    where
        Self: Clone;

    #[call]
    fn moved(self) -> u8;

    #[cast]
    fn nobody();

    #[cast]
    fn returns(&mut self) -> u8;

    #[call]
    unsafe fn dangerous(&mut self);
}

struct Resizer;

impl Worker for Resizer {
    fn borrowed(&self, name: &str) -> u8 {
        name.len() as u8
    }
    fn lent(&self) -> &str {
        "a"
    }
    fn opaque(&mut self, _value: impl Into<String>) {}
    fn then(&mut self, _run: impl FnOnce(u8)) {}
    fn own<T: Send, const N: usize>(&self, _value: [T; N]) {}
    fn bounded(&self) -> u8 {
        1
    }
    fn moved(self) -> u8 {
        1
    }
    fn nobody() {}
    fn returns(&mut self) -> u8 {
        1
    }
    unsafe fn dangerous(&mut self) {}
}

fn main() {}
