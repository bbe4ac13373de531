//! The generics of the impl go along, wherever their parameters are used.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


use std::collections::HashMap;

/// Keeps anything.
#[derive(GenServer)]
pub struct Store<K, V, const N: usize>
where
    K: std::hash::Hash + Eq,
{
    map: HashMap<K, Vec<V>>,
    last: [u8; N],
}

#[gen_server]
impl<K, V, const N: usize> Store<K, V, N>
where
    K: std::hash::Hash + Eq + Send + 'static,
    V: Clone + Send + 'static,
{
    #[init]
    fn open(map: HashMap<K, Vec<V>>) -> Self {
        Self { map, last: [0; N] }
    }

    #[call]
    fn get(&self, key: K) -> Option<Vec<V>> {
        self.map.get(&key).cloned()
    }

    #[cast]
    fn put(&mut self, key: K, values: Vec<V>) {
        self.map.insert(key, values);
    }

    #[call]
    async fn last(&mut self, new: [u8; N]) -> [u8; N] {
        std::mem::replace(&mut self.last, new)
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let store = Store::<String, u8, 4>::start(HashMap::new()).await.expect("a start");
        store.put("a".to_owned(), vec![1, 2]).expect("room");
        assert_eq!(store.get("a".to_owned()).await, Ok(Some(vec![1, 2])));
        assert_eq!(store.last([9; 4]).await, Ok([0; 4]));
    });
}
