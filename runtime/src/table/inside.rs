//! Keeps a function that a table runs from using tables: it could wait for a lock that its own
//! thread holds, or two of them for each other.

use std::cell::Cell;
use std::marker::PhantomData;

use super::error::TableError;

thread_local! {
    /// Whether this thread is inside of a table.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// This thread is inside of a table, until this is dropped.
pub(crate) struct Inside(PhantomData<*const ()>);

impl Inside {
    /// Goes in; an error when the thread is inside of a table already.
    #[inline]
    pub(crate) fn enter() -> Result<Self, TableError> {
        if INSIDE.replace(true) { Err(TableError::InClosure) } else { Ok(Self(PhantomData)) }
    }
}

impl Drop for Inside {
    #[inline]
    fn drop(&mut self) {
        INSIDE.set(false);
    }
}

/// Restores what was before, also after a panic.
struct Restore(bool);

impl Drop for Restore {
    fn drop(&mut self) {
        INSIDE.set(self.0);
    }
}

/// Drops what has left a table, with no lock held: its destructors are the user's and may use tables.
pub(crate) fn discard<T>(garbage: T) {
    let _restore = Restore(INSIDE.replace(false));
    drop(garbage);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_goes_in_twice() {
        let inside = Inside::enter().expect("not inside yet");
        assert_eq!(Inside::enter().err(), Some(TableError::InClosure));
        drop(inside);
        assert!(Inside::enter().is_ok());
    }

    #[test]
    fn a_destructor_is_outside() {
        struct Looks;
        impl Drop for Looks {
            fn drop(&mut self) {
                assert!(Inside::enter().is_ok());
            }
        }
        let _inside = Inside::enter().expect("not inside yet");
        discard(Looks);
        assert!(Inside::enter().is_err(), "back inside");
    }
}
