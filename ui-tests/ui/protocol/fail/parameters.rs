//! Parameters are parts of messages, which borrow nothing and move between threads.

use std::rc::Rc;

use switchboard::prelude::*;

#[protocol]
trait Store<K, V> {
    #[call]
    fn get(&mut self, key: K) -> Option<V>;
}

struct Holder {
    store: StoreProtocolRef<Rc<str>, u8>,
}

#[protocol]
trait Lender<'a, T> {
    #[cast]
    fn lend(&mut self, name: &'a str, to: T);
}

fn main() {}
