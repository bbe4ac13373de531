//! Counters in a table: steps that nobody gets in between.

use super::Table;
use super::error::TableError;
use super::kind::{Finds, Pairs, Single, Unique};

mod sealed {
    pub trait Number: Copy {
        fn to_wide(self) -> i128;

        fn from_wide(wide: i128) -> Option<Self>;
    }
}

use sealed::Number;

/// What can be counted with: the integers of at most 64 bits.
pub trait Counter: Number + Send + Sync + 'static {}

macro_rules! counters {
    ($($number:ty),*) => {$(
        impl Number for $number {
            #[inline]
            #[allow(clippy::cast_lossless, reason = "there is no other way for `usize`")]
            fn to_wide(self) -> i128 {
                self as i128
            }

            #[inline]
            fn from_wide(wide: i128) -> Option<Self> {
                Self::try_from(wide).ok()
            }
        }

        impl Counter for $number {}
    )*};
}

counters!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

/// One step of a counter: by how much, and what happens beyond a threshold.
///
/// # Examples
///
/// ```
/// use switchboard::{Step, Table};
///
/// # fn main() -> Result<(), switchboard::TableError> {
/// let turns: Table<&str, u8> = Table::new();
/// let round = Step::by(1).threshold(2, 0);
/// let seen: Result<Vec<u8>, _> = (0..4).map(|_| turns.update_counter_or("turn", round, 0)).collect();
/// assert_eq!(seen?, [1, 2, 0, 1]);
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<C> {
    by: i64,
    threshold: Option<(C, C)>,
}

impl<C: Counter> Step<C> {
    /// Up by this much, or down when it is negative.
    #[must_use]
    pub const fn by(by: i64) -> Self {
        Self { by, threshold: None }
    }

    /// What goes beyond `limit`, up or down as the step goes, becomes `set_to`.
    #[must_use]
    pub const fn threshold(mut self, limit: C, set_to: C) -> Self {
        self.threshold = Some((limit, set_to));
        self
    }

    #[inline]
    fn take(self, counter: C) -> Result<C, TableError> {
        let sum = counter.to_wide() + i128::from(self.by);
        if let Some((limit, set_to)) = self.threshold {
            let limit = limit.to_wide();
            if if self.by >= 0 { sum > limit } else { sum < limit } {
                return Ok(set_to);
            }
        }
        C::from_wide(sum).ok_or(TableError::Overflow)
    }

    #[inline]
    pub(crate) fn apply(self, counter: &mut C) -> Result<C, TableError> {
        *counter = self.take(*counter)?;
        Ok(*counter)
    }
}

impl<C: Counter> From<i64> for Step<C> {
    fn from(by: i64) -> Self {
        Self::by(by)
    }
}

impl<K: 'static, V: Counter, S: Single + Unique<K, V>> Table<K, V, S> {
    /// Moves a counter on in one step, and gives what it is then.
    ///
    /// # Errors
    ///
    /// [`TableError::NotFound`] when there is nothing under the key, [`TableError::Overflow`] when
    /// the counter cannot hold the result; nothing has changed then. Otherwise as all that writes.
    #[inline]
    pub fn update_counter<Q: ?Sized>(
        &self,
        key: &Q,
        step: impl Into<Step<V>>,
    ) -> Result<V, TableError>
    where
        S: Finds<K, V, Q>,
    {
        let step = step.into();
        self.try_update(key, |counter| step.apply(counter))?.ok_or(TableError::NotFound)
    }

    /// Moves a counter on by several steps, which nobody gets in between; gives what it is after
    /// each.
    ///
    /// # Errors
    ///
    /// As [`update_counter`](Self::update_counter); one step that cannot be taken undoes all.
    pub fn update_counters<Q: ?Sized>(
        &self,
        key: &Q,
        steps: impl IntoIterator<Item = Step<V>>,
    ) -> Result<Vec<V>, TableError>
    where
        S: Finds<K, V, Q>,
    {
        let steps: Vec<Step<V>> = steps.into_iter().collect();
        let walked = self.try_update(key, |counter| {
            steps.into_iter().map(|step| step.apply(counter)).collect::<Result<Vec<V>, _>>()
        })?;
        walked.ok_or(TableError::NotFound)
    }
}

impl<K: 'static, V: Counter, S: Pairs + Unique<K, V>> Table<K, V, S> {
    /// As [`update_counter`](Self::update_counter), from `default` when there is nothing under the
    /// key.
    ///
    /// # Errors
    ///
    /// [`TableError::Overflow`]; otherwise as all that writes.
    pub fn update_counter_or(
        &self,
        key: K,
        step: impl Into<Step<V>>,
        default: V,
    ) -> Result<V, TableError> {
        let step = step.into();
        self.try_upsert(key, || default, |counter| step.apply(counter))
    }
}

impl<K: 'static, V: Clone + 'static, S: Single + Unique<K, V>> Table<K, V, S> {
    /// Moves a counter that is a part of the value, which `counter` points to.
    ///
    /// # Errors
    ///
    /// As [`update_counter`](Self::update_counter).
    pub fn update_counter_at<Q: ?Sized, C: Counter>(
        &self,
        key: &Q,
        counter: impl FnOnce(&mut V) -> &mut C,
        step: impl Into<Step<C>>,
    ) -> Result<C, TableError>
    where
        S: Finds<K, V, Q>,
    {
        let step = step.into();
        let moved = self.try_update(key, |value| step.apply(counter(value)))?;
        moved.ok_or(TableError::NotFound)
    }
}
