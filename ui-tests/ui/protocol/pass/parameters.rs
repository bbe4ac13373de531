//! A protocol with parameters, used from outside of the module and from another protocol's server.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![allow(clippy::missing_errors_doc, reason = "this is no library")]

/// Where the protocol is.
pub mod protocol {
    use std::hash::Hash;

    use switchboard::prelude::*;

    /// What keeps values by their keys.
    #[protocol(derive(Clone, PartialEq))]
    pub trait Store<K, V = u8, const N: usize = 2>: GenServer
    where
        K: Hash + Eq,
        V: Send + 'static,
    {
        /// The value of a key.
        #[call(timeout = "2s")]
        fn get(&mut self, key: K) -> Option<V>;

        /// Some values.
        #[call]
        async fn some(&mut self, keys: [K; N]) -> Vec<V>;

        /// Answers later.
        #[call]
        fn later(&mut self, key: K, cx: &mut Context<Self>, reply: ReplyTo<Option<V>>) {
            reply.send(if cx.is_stopping() { None } else { self.get(key) });
        }

        /// Keeps a value.
        #[cast]
        fn put(&mut self, key: K, #[cfg(any())] not: K, value: V);
    }
}

use std::collections::BTreeMap;

use protocol::{Store, StoreCast, StoreProtocolRef};
use switchboard::prelude::*;

/// Keeps them in order.
#[derive(GenServer, Default)]
pub struct Memory {
    values: BTreeMap<String, u8>,
}

#[gen_server]
impl Memory {}

impl Store<String> for Memory {
    fn get(&mut self, key: String) -> Option<u8> {
        self.values.get(&key).copied()
    }

    async fn some(&mut self, keys: [String; 2]) -> Vec<u8> {
        tokio::task::yield_now().await;
        keys.into_iter().filter_map(|key| self.get(key)).collect()
    }

    fn put(&mut self, key: String, value: u8) {
        self.values.insert(key, value);
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let store: StoreProtocolRef<String, u8, 2> =
            StoreProtocolRef::new(&Memory::start().await.expect("a start"));
        store.put("a".into(), 1).expect("room");
        store.cast(StoreCast::Put { key: "b".into(), value: 2 }).expect("room");
        assert_eq!(store.some(["a".into(), "b".into()]).await, Ok(vec![1, 2]));
        assert_eq!(store.later("b".into()).await, Ok(Some(2)));
        assert_eq!(store.clone().get("c".into()).await, Ok(None));
    });
}
