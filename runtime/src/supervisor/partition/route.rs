//! Which partition a key belongs to: a hash that is the same in every run and on every machine. Pure.

use std::hash::{Hash, Hasher};

/// The partition of `key` among `count`, which is not zero.
///
/// A key that is one integer goes to its absolute value modulo the count, as in Elixir; every other
/// key goes by its hash.
pub(super) fn route<K: Hash + ?Sized>(key: &K, count: usize) -> usize {
    let mut router = Router::default();
    key.hash(&mut router);
    let at = router.finish() % (count.max(1) as u64);
    // Less than a `usize`.
    usize::try_from(at).unwrap_or(0)
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a over little-endian bytes, which also notices when all it was given is one integer.
struct Router {
    hash: u64,
    /// The absolute value of the integer, as long as nothing else was written.
    integer: Option<u64>,
    fresh: bool,
}

impl Default for Router {
    fn default() -> Self {
        Self { hash: OFFSET, integer: None, fresh: true }
    }
}

impl Router {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.hash = (self.hash ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
        self.integer = None;
        self.fresh = false;
    }

    fn integer(&mut self, absolute: u64, bytes: &[u8]) {
        let first = self.fresh;
        self.bytes(bytes);
        self.integer = first.then_some(absolute);
    }
}

impl Hasher for Router {
    fn finish(&self) -> u64 {
        // The low bits of this hash depend on few bits of its input; a fold brings in the others.
        self.integer.unwrap_or(self.hash ^ (self.hash >> 32))
    }

    fn write(&mut self, bytes: &[u8]) {
        self.bytes(bytes);
    }

    fn write_u8(&mut self, i: u8) {
        self.integer(i.into(), &[i]);
    }

    fn write_u16(&mut self, i: u16) {
        self.integer(i.into(), &i.to_le_bytes());
    }

    fn write_u32(&mut self, i: u32) {
        self.integer(i.into(), &i.to_le_bytes());
    }

    fn write_u64(&mut self, i: u64) {
        self.integer(i, &i.to_le_bytes());
    }

    fn write_usize(&mut self, i: usize) {
        self.write_u64(i as u64);
    }

    fn write_i8(&mut self, i: i8) {
        self.integer(i.unsigned_abs().into(), &i.to_le_bytes());
    }

    fn write_i16(&mut self, i: i16) {
        self.integer(i.unsigned_abs().into(), &i.to_le_bytes());
    }

    fn write_i32(&mut self, i: i32) {
        self.integer(i.unsigned_abs().into(), &i.to_le_bytes());
    }

    fn write_i64(&mut self, i: i64) {
        self.integer(i.unsigned_abs(), &i.to_le_bytes());
    }

    fn write_isize(&mut self, i: isize) {
        self.write_i64(i as i64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_go_by_their_absolute_value() {
        let keys = [0, 1, 2, 3, -1].map(|key: i32| route(&key, 3));
        assert_eq!(keys, [0, 1, 2, 0, 1]);
        assert_eq!(route(&7_u8, 4), route(&7_u64, 4));
        assert_eq!(route(&i64::MIN, 2), 0);
        assert_eq!(route(&-5_isize, 3), 2);
    }

    #[test]
    fn a_wrapped_integer_is_one_and_two_integers_are_not() {
        #[derive(Hash)]
        struct User(u32);
        assert_eq!(route(&User(5), 4), 1);
        let pairs: Vec<usize> = (0..32).map(|n| route(&(n, n), 1 << 20)).collect();
        assert_ne!(pairs, (0..32).collect::<Vec<_>>());
    }

    /// The numbers were not chosen; they must only never change.
    #[test]
    fn the_hash_is_the_same_everywhere() {
        assert_eq!(["ann", "joe", ""].map(|key| route(key, 1000)), [190, 372, 90]);
        assert_eq!(route("ann", 8), route(&String::from("ann"), 8));
    }

    #[test]
    fn text_is_spread_over_all_partitions() {
        let mut hits = [0_u32; 8];
        for number in 0..800 {
            hits[route(&format!("user-{number}"), hits.len())] += 1;
        }
        assert!(hits.iter().all(|hits| (50..200).contains(hits)), "{hits:?}");
    }
}
