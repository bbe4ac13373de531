//! The hash of keys: quick for numbers and short texts, and seeded, so that nobody can choose keys
//! that meet.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Two secrets of one table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seed {
    start: u64,
    factor: u64,
}

impl Seed {
    /// Other secrets than those of any table before.
    pub(super) fn random() -> Self {
        let source = RandomState::new();
        Self { start: source.hash_one(0_u8), factor: source.hash_one(1_u8) | 1 }
    }
}

impl BuildHasher for Seed {
    type Hasher = Folded;

    #[inline]
    fn build_hasher(&self) -> Folded {
        Folded { state: self.start, factor: self.factor }
    }
}

/// Multiplies each word into the state, and folds the two halves of the product together.
#[derive(Debug)]
pub(super) struct Folded {
    state: u64,
    factor: u64,
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[expect(clippy::cast_possible_truncation, reason = "the halves are what is wanted")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

impl Folded {
    #[inline]
    fn add(&mut self, word: u64) {
        self.state = fold(self.state ^ word, self.factor);
    }
}

impl Hasher for Folded {
    #[inline]
    fn finish(&self) -> u64 {
        // The upper bits of a small number's product say little: they are mixed in once more.
        fold(self.state ^ self.factor, 0x9E37_79B9_7F4A_7C15)
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.add(u64::from_le_bytes(last));
        }
        self.state = self.state.wrapping_add(bytes.len() as u64);
    }

    #[inline]
    fn write_u8(&mut self, number: u8) {
        self.add(u64::from(number));
    }

    #[inline]
    fn write_u16(&mut self, number: u16) {
        self.add(u64::from(number));
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn equal_keys_have_equal_hashes_and_tables_have_secrets_of_their_own() {
        let (a, b) = (Seed::random(), Seed::random());
        assert_eq!(a.hash_one("key"), a.hash_one(String::from("key")));
        assert_ne!(a.hash_one("key"), b.hash_one("key"));
    }

    #[test]
    fn near_keys_fall_far_apart() {
        let seed = Seed::random();
        let shards: HashSet<u64> = (0_u64..64).map(|n| (seed.hash_one(n) >> 48) & 15).collect();
        assert!(shards.len() > 8, "{shards:?}");
        let all: HashSet<u64> = (0_u64..10_000).map(|n| seed.hash_one(n)).collect();
        assert_eq!(all.len(), 10_000);
        let texts: HashSet<u64> = (0..=64).map(|n| seed.hash_one("a".repeat(n))).collect();
        assert_eq!(texts.len(), 65);
    }
}
