//! Where the code of a process runs while it has work: borrowed from the thread, so that an idle process
//! has no such place.
//!
//! The future of a server has room for the largest of its handlers and for all that a shift needs:
//! a thousand bytes and more. Nearly all servers wait nearly all of the time, with nothing in that
//! room. So a thread keeps a few rooms of each kind, and a server has one from its wake-up to its rest.

use std::any::Any;
use std::cell::RefCell;
use std::pin::Pin;

/// Room for one future, empty or not.
pub(crate) type Workplace<F> = Pin<Box<Option<F>>>;

/// How many places of one kind a thread keeps.
const KEPT: usize = 8;

/// The places of one kind, behind `Any`.
type Free<F> = Vec<Workplace<F>>;

/// The places of all kinds.
type Kinds = Vec<Box<dyn Any>>;

thread_local! {
    static FREE: RefCell<Kinds> = const { RefCell::new(Vec::new()) };
}

/// Runs `f` with the free places for `F`s on this thread; `None` while the thread ends.
#[inline]
fn with_free<F: 'static, R>(f: impl FnOnce(&mut Free<F>) -> R) -> Option<R> {
    let with = |kinds: &RefCell<Kinds>| {
        let mut kinds = kinds.borrow_mut();
        // To ask for a kind costs as much as all the rest, so mostly it is asked for once.
        if let Some(free) = first_of(&mut kinds) {
            return Some(f(free));
        }
        bring_forward::<F>(&mut kinds);
        first_of(&mut kinds).map(f)
    };
    FREE.try_with(with).ok().flatten()
}

fn first_of<F: 'static>(kinds: &mut Kinds) -> Option<&mut Free<F>> {
    kinds.first_mut()?.downcast_mut()
}

/// Puts the places for `F`s first: what works now soon works again.
#[cold]
fn bring_forward<F: 'static>(kinds: &mut Kinds) {
    let at = kinds.iter().position(|kind| kind.is::<Free<F>>()).unwrap_or_else(|| {
        kinds.push(Box::new(Free::<F>::new()));
        kinds.len() - 1
    });
    kinds.swap(0, at);
}

/// A place with the future in it that `make` makes, which is made there: it is large, and would be moved.
#[inline]
pub(crate) fn borrow<F: 'static>(make: impl FnOnce() -> F) -> Workplace<F> {
    let mut place = with_free(Vec::pop).flatten().unwrap_or_else(|| Box::pin(None));
    place.as_mut().set(Some(make()));
    place
}

/// Drops what is in the place, and gives it to the thread.
pub(crate) fn give_back<F: 'static>(mut place: Workplace<F>) {
    // The user's values go while nothing of the thread's is borrowed.
    place.as_mut().set(None);
    with_free(|free: &mut Free<F>| {
        if free.len() < KEPT {
            free.push(place);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::future::{Ready, ready};

    fn at<F>(place: &Workplace<F>) -> *const Option<F> {
        &raw const **place
    }

    #[test]
    fn a_place_serves_one_future_of_its_kind_after_the_other() {
        let first = borrow(|| ready(1_u8));
        let known = at(&first);
        give_back(first);
        let other_kind = borrow(|| ready(1_u16));
        let second = borrow(|| ready(2_u8));
        assert_eq!(at(&second), known);
        assert_eq!(second.as_ref().get_ref().clone().map(Ready::into_inner), Some(2));
        drop(other_kind);
    }

    #[test]
    fn what_was_in_it_is_dropped_at_once() {
        let value = std::sync::Arc::new(());
        give_back(borrow(|| ready(std::sync::Arc::clone(&value))));
        assert_eq!(std::sync::Arc::strong_count(&value), 1);
    }

    #[test]
    fn few_are_kept() {
        let places: Vec<_> = (0..3 * KEPT).map(|_| borrow(|| ready("kept"))).collect();
        places.into_iter().for_each(give_back);
        assert_eq!(with_free(|free: &mut Free<Ready<&str>>| free.len()), Some(KEPT));
    }
}
