//! Parameters of the struct are those of its table, with their bounds.

use std::fmt::Debug;
use std::hash::Hash;

use switchboard::prelude::*;

#[derive(Clone, Debug, Record)]
struct Keep<K: Clone, T = u8, const N: usize = 2>
where
    T: Copy + Debug,
{
    #[key]
    key: K,
    #[index]
    all: [T; N],
}

fn found<K: Hash + Eq + Clone + Send + Sync + 'static>(keep: &KeepTable<K>, key: K) -> usize {
    keep.insert(Keep { key, all: [1, 2] }).expect("it is there");
    keep.lookup_by_all(&[1, 2]).expect("it is there").len()
}

fn main() {
    assert_eq!(found(&KeepTable::<String>::new(), "x".to_owned()), 1);
}
