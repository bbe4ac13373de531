//! A machine with parameters, and a state with parameters.

#![deny(warnings, missing_docs, clippy::all)]

use std::fmt::Debug;

use switchboard::prelude::*;

/// Holds one thing.
#[derive(GenStatem)]
pub struct Slot<T: Send + 'static, const N: usize> {
    taken: [Option<T>; N],
}

/// Whether it does.
#[derive(Clone, Debug, PartialEq)]
pub enum Filled<T> {
    /// It does not.
    Empty,
    /// It does.
    With(T),
}

#[gen_statem(state = Filled<T>)]
impl<T: Clone + PartialEq + Debug + Send + Sync + 'static, const N: usize> Slot<T, N> {
    #[init]
    fn new() -> (Filled<T>, Self) {
        (Filled::Empty, Self { taken: [const { None }; N] })
    }

    /// Puts it in.
    #[on(Empty, call, postpone = With)]
    pub fn put(&mut self, thing: T) -> ((), Next<Filled<T>>) {
        ((), Next::to(Filled::With(thing)))
    }

    /// Takes it out.
    #[on(_, call)]
    pub fn take(&mut self, state: &Filled<T>) -> Result<(T, Next<Filled<T>>), Postpone> {
        let Filled::With(thing) = state else { return Err(Postpone) };
        self.taken[0] = Some(thing.clone());
        Ok((thing.clone(), Next::to(Filled::Empty)))
    }

    /// What was in it before.
    #[on(_, call)]
    pub fn last(&self) -> Option<T> {
        self.taken[0].clone()
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let slot = Slot::<String, 1>::start().await.expect("a start");
        let put = {
            let slot = slot.clone();
            tokio::spawn(async move { slot.put("b".to_owned()).await })
        };
        assert_eq!(slot.put("a".to_owned()).await, Ok(()));
        let first = slot.take().await.expect("a thing");
        assert_eq!(put.await.expect("no panic"), Ok(()));
        let second = slot.take().await.expect("a thing");
        let mut both = [first, second];
        both.sort();
        assert_eq!(both, ["a", "b"]);
    });
}
