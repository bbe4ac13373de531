//! Random numbers that are the same in every run of a seed.

use std::time::Duration;

/// What is random in a storm: equal seeds give equal numbers.
///
/// # Examples
///
/// ```
/// use switchboard::testing::Dice;
///
/// let (mut one, mut other) = (Dice::new(7), Dice::new(7));
/// assert_eq!(one.below(1_000_000), other.below(1_000_000));
/// assert!(one.below(6) < 6);
/// ```
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The dice of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number. The generator is Steele, Lea and Flood's `SplitMix64`.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; zero when that is zero.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number().checked_rem(end).unwrap_or(0)
    }

    /// Whether something happens that does in so many of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of these; `None` when there is none.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = self.below(all.len() as u64);
        all.get(usize::try_from(at).unwrap_or(0))
    }

    /// A time below `longest`, in whole milliseconds.
    pub fn duration(&mut self, longest: Duration) -> Duration {
        let millis = u64::try_from(longest.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(self.below(millis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        let mut dice = Dice::new(1_234_567);
        let numbers = [dice.number(), dice.number(), dice.number()];
        let known =
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(numbers, known);
    }

    #[test]
    fn nothing_is_picked_from_nothing() {
        let mut dice = Dice::new(0);
        assert_eq!(dice.pick::<u8>(&[]), None);
        assert_eq!(dice.below(0), 0);
        assert_eq!(dice.duration(Duration::ZERO), Duration::ZERO);
        assert!(!dice.chance(0) && dice.chance(100));
    }

    #[test]
    fn everything_is_picked_sooner_or_later() {
        let (mut dice, all) = (Dice::new(1), [0, 1, 2, 3, 4]);
        let mut seen = [false; 5];
        for _ in 0..100 {
            seen[*dice.pick(&all).expect("there are some")] = true;
        }
        assert_eq!(seen, [true; 5]);
    }
}
