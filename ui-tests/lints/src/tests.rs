//! The servers run, so that none of the generated code is only there.

use crate::{hidden, public};

/// `#[tokio::test]` writes an `allow` that is forbidden here.
fn run<T>(test: impl Future<Output = T>) -> Option<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().ok();
    Some(runtime?.block_on(test))
}

#[test]
fn hidden_servers_run() {
    let answers = run(hidden()).and_then(Result::ok);
    assert_eq!(answers, Some((1, 3, 7, 2, 7)), "rings, coins, a number, two sums");
}

#[test]
fn a_public_server_runs() {
    let sum = run(async {
        let desk = public::Desk::start(1).await.ok()?;
        desk.add(2).await.ok()
    });
    assert_eq!(sum.flatten(), Some(Ok(4)), "one, the first work and two");
}
