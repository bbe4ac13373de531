//! What changes a whole table in one step, whatever its kind.

use super::Table;
use super::error::TableError;
use super::inside::discard;
use super::kind::{Kind, Single, Unique};
use super::map::{Map, Whole};
use super::shared::Access;
use super::slot::{One, Slot};

impl<K: 'static, V: 'static, S: Kind<K, V>> Table<K, V, S> {
    /// Deletes the objects that `matches` picks, all in one step, and gives their number.
    ///
    /// The whole table is locked while `matches` looks at it. When it panics, everything is there.
    ///
    /// # Errors
    ///
    /// [`TableError::Deleted`], [`TableError::Denied`], [`TableError::InClosure`].
    pub fn select_delete(
        &self,
        mut matches: impl FnMut(&K, &V) -> bool,
    ) -> Result<usize, TableError> {
        let inside = self.shared.enter(Access::Write)?;
        let (count, gone) = self.shared.map.exclusive(|all| {
            let mut picked = Vec::new();
            all.each(&mut |key, slot| slot.each(&mut |value| picked.push(matches(key, value))));
            let count = picked.iter().filter(|picked| **picked).count();
            let mut values = Vec::new();
            let mut goes = picked.into_iter();
            let mut goes = || goes.next().unwrap_or(false);
            let slots = all.retain(&mut |_, slot| slot.weed(&mut goes, &mut values));
            (count, (values, slots))
        })?;
        drop(inside);
        discard(gone);
        Ok(count)
    }

    pub(super) fn empty(&self) -> Result<(), TableError> {
        let inside = self.shared.enter(Access::Write)?;
        let gone = self.shared.map.clear()?;
        drop(inside);
        discard(gone);
        Ok(())
    }
}

impl<K: 'static, V: 'static, S: Single + Unique<K, V>> Table<K, V, S> {
    /// Puts other values in the place of those for which `replace` gives one, all in one step, and
    /// gives their number. Keys stay what they are.
    ///
    /// The whole table is locked while `replace` looks at it. When it panics, everything is as it was.
    ///
    /// # Errors
    ///
    /// [`TableError::Deleted`], [`TableError::Denied`], [`TableError::InClosure`]; of a record whose
    /// key is another one [`TableError::KeyChanged`], and then nothing has changed.
    pub fn select_replace(
        &self,
        mut replace: impl FnMut(&K, &V) -> Option<V>,
    ) -> Result<usize, TableError> {
        let inside = self.shared.enter(Access::Write)?;
        let (outcome, gone) = self.shared.map.exclusive(|all| {
            let (mut fresh, mut keeps) = (Vec::new(), true);
            all.each(&mut |key, slot| {
                let value = replace(key, slot.get());
                keeps &= value.as_ref().is_none_or(|value| S::fits(key, value));
                fresh.push(value);
            });
            if !keeps {
                return (Err(TableError::KeyChanged), fresh);
            }
            let (mut count, mut at) = (0, 0);
            let _none = all.retain(&mut |_, slot| {
                if let Some(Some(value)) = fresh.get_mut(at) {
                    std::mem::swap(slot.get_mut(), value);
                    count += 1;
                }
                at += 1;
                true
            });
            (Ok(count), fresh)
        })?;
        drop(inside);
        discard(gone);
        outcome
    }
}
