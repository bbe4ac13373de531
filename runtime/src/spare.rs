//! Memory that tables and queues give back when most of what they held is gone.
//!
//! The collections of the standard library never shrink by themselves. Here one that has become a
//! quarter full gets a place that is half full, so that what it costs is paid by what was removed.

use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash};

/// A table with at most so many places is left as it is.
const FEW: usize = 64;

/// A queue whose places take at most so many bytes is kept while it is empty.
const SMALL: usize = 16 * 1024;

/// Something that has more room than it needs.
pub(crate) trait Table {
    fn len(&self) -> usize;
    fn capacity(&self) -> usize;
    fn shrink_to(&mut self, places: usize);
}

/// Gives memory back if the table is nearly empty. Called after each removal.
pub(crate) fn give_back(table: &mut impl Table) {
    let (len, capacity) = (table.len(), table.capacity());
    if capacity > FEW && len < capacity / 4 {
        table.shrink_to((len * 2).max(FEW / 2));
    }
}

/// Takes the place of a queue away if it is large and nothing waits there any more. What comes out is
/// empty, and to be dropped where nobody waits for a lock.
pub(crate) fn emptied<T>(queue: &mut VecDeque<T>) -> Option<VecDeque<T>> {
    let large = queue.capacity() * size_of::<T>() > SMALL;
    (large && queue.is_empty()).then(|| std::mem::take(queue))
}

macro_rules! tables {
    ($([$($parameter:tt)*] $table:ty;)*) => {$(
        impl<$($parameter)*> Table for $table {
            fn len(&self) -> usize {
                self.len()
            }

            fn capacity(&self) -> usize {
                self.capacity()
            }

            fn shrink_to(&mut self, places: usize) {
                self.shrink_to(places);
            }
        }
    )*};
}

tables! {
    [K: Eq + Hash, V, S: BuildHasher] HashMap<K, V, S>;
    [T: Eq + Hash, S: BuildHasher] HashSet<T, S>;
    [T: Ord] BinaryHeap<T>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_was_emptied_is_small_again() {
        let mut table: HashSet<u32> = (0..100_000).collect();
        let full = table.capacity();
        let mut moved = 0;
        for number in 0..100_000 {
            table.remove(&number);
            let before = table.capacity();
            give_back(&mut table);
            if table.capacity() < before {
                moved += table.len();
            }
        }
        assert!(full >= 100_000 && table.capacity() <= FEW, "{}", table.capacity());
        assert!(moved <= 100_000, "{moved} entries were moved for 100000 that were removed");
    }

    #[test]
    fn a_table_that_is_in_use_is_not_touched() {
        let mut table: HashSet<u32> = HashSet::with_capacity(10_000);
        let capacity = table.capacity();
        table.extend(0..u32::try_from(capacity / 4).expect("a small number"));
        give_back(&mut table);
        assert_eq!(table.capacity(), capacity);
        table.remove(&0);
        give_back(&mut table);
        assert!(table.capacity() < capacity);
    }

    #[test]
    fn a_queue_keeps_a_small_place_and_lets_a_large_one_go() {
        let mut queue: VecDeque<u64> = (0..10).collect();
        queue.clear();
        assert!(emptied(&mut queue).is_none());
        assert!(queue.capacity() >= 10);
        queue.extend(0..1_000_000);
        assert!(emptied(&mut queue).is_none(), "it is not empty");
        queue.clear();
        assert!(emptied(&mut queue).is_some());
        assert_eq!(queue.capacity(), 0);
    }
}
