//! What the trait gives its parameters by default, its handle and its casts have as well.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

#[protocol]
pub trait Chunks<T: Clone + Send + 'static = u8, const N: usize = 3> {
    /// The first chunk.
    #[call]
    fn first(&mut self) -> Option<[T; N]>;

    #[cast]
    fn add(&mut self, chunk: [T; N]);
}

#[derive(GenServer, Default)]
struct Store {
    chunks: Vec<[u8; 3]>,
}

#[gen_server]
impl Store {}

impl Chunks for Store {
    fn first(&mut self) -> Option<[u8; 3]> {
        self.chunks.first().copied()
    }

    fn add(&mut self, chunk: [u8; 3]) {
        self.chunks.push(chunk);
    }
}

/// `Self` is a server, and none of what is made of the trait is one.
#[protocol]
pub trait Merge<From: Send + 'static = Self> {
    #[cast]
    fn merge(&mut self, from: From);
}

impl Merge<u8> for Store {
    fn merge(&mut self, from: u8) {
        self.chunks.push([from; 3]);
    }
}

struct Reader {
    store: ChunksProtocolRef,
    last: Option<ChunksCast>,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let store = Store::start().await.expect("a start");
        let mut reader = Reader { store: ChunksProtocolRef::new(&store), last: None };
        reader.store.add([1, 2, 3]).expect("room");
        reader.last = Some(ChunksCast::Add { chunk: [4, 5, 6] });
        reader.store.cast(reader.last.take().expect("a message")).expect("room");
        assert_eq!(reader.store.first().await, Ok(Some([1, 2, 3])));
        MergeProtocolRef::<u8>::new(&store).merge(1).expect("room");
    });
}
