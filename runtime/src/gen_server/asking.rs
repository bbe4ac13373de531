//! The future of a call that is tried on its caller.
//!
//! Not an `async fn`: that gathers its outcomes in one place before it returns, and writes beside a reply all that an
//! error would have, in parts. Whoever awaits it reads them as a whole, for which the processor has to wait until they are
//! written. With a reply that was a fifth of the time of a call.

use std::pin::Pin;
use std::task::{self, Poll, ready};

use pin_project_lite::pin_project;

use super::CallError;
use super::pace::pace;

/// Does `first` here and now, when the caller has budget left for it; `wait` waits for what that leaves.
#[inline]
pub(crate) fn first_here<R, L, T, W, F>(first: T, wait: W) -> FirstHere<T, W, F>
where
    T: FnOnce() -> Result<R, L>,
    W: FnOnce(L) -> F,
    F: Future<Output = Result<R, CallError>>,
{
    FirstHere::First { steps: Some((first, wait)) }
}

pin_project! {
    /// A call: not tried yet, or waited for.
    #[project = Step]
    #[must_use = "futures do nothing unless awaited"]
    pub(crate) enum FirstHere<T, W, F> {
        First { steps: Option<(T, W)> },
        Rest { #[pin] rest: F },
    }
}

impl<R, L, T, W, F> Future for FirstHere<T, W, F>
where
    T: FnOnce() -> Result<R, L>,
    W: FnOnce(L) -> F,
    F: Future<Output = Result<R, CallError>>,
{
    type Output = Result<R, CallError>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Self::Output> {
        let Step::First { steps } = self.as_mut().project() else {
            return self.go_on(cx);
        };
        ready!(pace(cx));
        let (first, wait) = steps.take().expect("a call is not awaited once more when it is over");
        match first() {
            Ok(reply) => Poll::Ready(Ok(reply)),
            Err(left) => {
                self.set(Self::Rest { rest: wait(left) });
                self.go_on(cx)
            }
        }
    }
}

impl<T, W, F: Future> FirstHere<T, W, F> {
    /// Out of the way of the reply that is there at once.
    #[cold]
    #[inline(never)]
    fn go_on(self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<F::Output> {
        match self.project() {
            Step::Rest { rest } => rest.poll(cx),
            Step::First { .. } => Poll::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    /// A call that has not begun takes its arguments, and one that waits takes what it waits with: not both.
    #[test]
    fn it_takes_no_more_than_the_larger_of_its_steps() {
        type Large = [u64; 32];
        let before = [0_u64; 32];
        let call = first_here(
            move || if before[0] == 0 { Ok(before[1]) } else { Err(()) },
            |()| ready(Ok(1)),
        );
        assert!(size_of_val(&call) <= size_of::<Large>() + 16, "{}", size_of_val(&call));
        let mut call = pin!(call);
        let first = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(first, Poll::Ready(Ok(0)));
    }

    #[test]
    fn what_is_left_is_waited_for() {
        let mut call = pin!(first_here(|| Err::<u32, _>(41), |left| ready(Ok(left + 1))));
        let outcome = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(outcome, Poll::Ready(Ok(42)));
    }
}
