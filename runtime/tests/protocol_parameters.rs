//! Protocols with parameters: the same messages about any types.

use std::collections::HashMap;
use std::hash::Hash;

use switchboard::prelude::*;

/// What keeps values by their keys.
#[protocol(derive(Clone, PartialEq))]
trait Store<K, V = String>
where
    K: Hash + Eq,
{
    /// The value of a key.
    #[call]
    fn get(&mut self, key: K) -> Option<V>;

    /// The value of a key, or what is given.
    #[call]
    async fn get_or(&mut self, key: K, other: V) -> V;

    /// Keeps a value.
    #[cast]
    fn put(&mut self, key: K, value: V);
}

#[derive(GenServer)]
struct Memory<K, V> {
    values: HashMap<K, V>,
}

#[gen_server]
impl<K: Send + Sync + 'static, V: Send + Sync + 'static> Memory<K, V> {
    #[init]
    fn new() -> Self {
        Self { values: HashMap::new() }
    }
}

impl<K, V> Store<K, V> for Memory<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    fn get(&mut self, key: K) -> Option<V> {
        self.values.get(&key).cloned()
    }

    async fn get_or(&mut self, key: K, other: V) -> V {
        self.get(key).unwrap_or(other)
    }

    fn put(&mut self, key: K, value: V) {
        self.values.insert(key, value);
    }
}

/// Has the protocol twice, and keeps nothing.
#[derive(GenServer, Default)]
#[server(mailbox = 1)]
struct Echo;

#[gen_server]
impl Echo {}

impl Store<u8, u8> for Echo {
    fn get(&mut self, key: u8) -> Option<u8> {
        Some(key)
    }

    async fn get_or(&mut self, _: u8, other: u8) -> u8 {
        other
    }

    fn put(&mut self, _: u8, _: u8) {}
}

impl Store<String> for Echo {
    fn get(&mut self, key: String) -> Option<String> {
        Some(key)
    }

    async fn get_or(&mut self, key: String, other: String) -> String {
        tokio::task::yield_now().await;
        key + &other
    }

    fn put(&mut self, _: String, _: String) {}
}

/// Whoever asks needs to know no server, and may be as general as the protocol.
async fn second<K, V>(store: &StoreProtocolRef<K, V>, keys: [K; 2]) -> Result<Option<V>, CallError>
where
    K: Hash + Eq + Send + 'static,
    V: Send + 'static,
{
    let [_, second] = keys;
    store.get(second).await
}

#[tokio::test]
async fn one_protocol_is_about_any_types() -> Result<(), Box<dyn std::error::Error>> {
    let memory = Memory::<&str, u64>::start().await?;
    let store = StoreProtocolRef::new(&memory);
    store.put("a", 1)?;
    assert_eq!(second(&store, ["b", "a"]).await?, Some(1));
    assert_eq!(store.get_or("c", 7).await?, 7);

    let echo = Echo::start().await?;
    let numbers: StoreProtocolRef<u8, u8> = echo.server().clone().into();
    let words = StoreProtocolRef::<String, String>::new(&echo);
    assert_eq!((numbers.get(3).await?, numbers.get_or(1, 2).await?), (Some(3), 2));
    assert_eq!(words.get_or("a".into(), "b".into()).await?, "ab");
    Ok(())
}

#[tokio::test]
async fn a_cast_that_is_refused_comes_back_with_its_types() -> Result<(), Box<dyn std::error::Error>>
{
    let echo = Echo::start().await?;
    let words = StoreProtocolRef::<String, String>::new(&echo);
    words.put("a".into(), "a".into())?;
    let refused = words.put("a".into(), "b".into()).expect_err("it has room for one");
    let message = StoreCast::Put { key: "a".to_owned(), value: "b".to_owned() };
    assert!(refused.into_message() == message.clone(), "it is another message");
    assert!(words.cast(message).is_err());
    Ok(())
}
