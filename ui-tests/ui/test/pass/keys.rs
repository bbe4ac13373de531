//! Every key of `test`.

#![deny(warnings, clippy::all)]

#[switchboard::test(clock = paused, flavor = current_thread, leaks = deny, crate = ::switchboard)]
async fn paused() {}

#[switchboard::test(clock = real, flavor = multi_thread, worker_threads = 1, leaks = allow)]
async fn real() -> Result<(), std::io::Error> {
    Ok(())
}

/// With attributes of its own.
#[switchboard::test]
#[should_panic(expected = "as it should")]
async fn panics() {
    panic!("as it should");
}

fn main() {}
