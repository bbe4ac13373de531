//! Arguments that are there under a condition only.

use std::pin::pin;
use std::task::{Context as Polled, Poll, Waker};

use switchboard::prelude::*;

/// Adds what it is given, and waits for none of it.
#[derive(GenServer, Default)]
struct Sum {
    total: u64,
}

#[gen_server]
impl Sum {
    #[call]
    fn add(
        &mut self,
        #[cfg(any())] not: NoSuchType,
        first: u64,
        #[cfg(test)] second: u64,
        #[cfg(any())] neither: NoSuchType,
    ) -> u64 {
        self.total += first + second;
        self.total
    }

    #[call]
    async fn add_slowly(&mut self, #[cfg(test)] by: u64, cx: &mut Context<Self>) -> u64 {
        if cx.is_stopping() { 0 } else { self.add(by, by) }
    }

    #[call]
    fn none(&self, #[cfg(any())] not: NoSuchType) -> u64 {
        self.total
    }
}

/// What a future gives the first time that it is asked.
fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Polled::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// A call runs on its caller when the server is idle, whatever conditions its arguments have.
#[tokio::test]
async fn calls_with_conditional_arguments_run_on_their_caller()
-> Result<(), Box<dyn std::error::Error>> {
    let sum = Sum::start().await?;
    assert_eq!(at_once(sum.add(1, 2)), Some(Ok(3)));
    assert_eq!(at_once(sum.add_slowly(4)), Some(Ok(11)));
    assert_eq!(at_once(sum.none()), Some(Ok(11)));
    Ok(())
}

/// Behind other messages they wait as any call does, and come with the arguments that are there.
#[tokio::test]
async fn calls_with_conditional_arguments_wait_behind_others()
-> Result<(), Box<dyn std::error::Error>> {
    let sum = Sum::start().await?;
    sum.server().sys().suspend().await?;
    let mut call = pin!(sum.add(1, 2));
    let mut polled = Polled::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut polled).is_pending());
    sum.server().sys().resume().await?;
    assert_eq!((call.await, sum.none().await), (Ok(3), Ok(3)));
    Ok(())
}
