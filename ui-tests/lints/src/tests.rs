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

#[test]
fn records_are_kept() {
    assert_eq!(crate::kept(), Ok(1));
    let people = crate::record::PersonTable::new();
    let ann = crate::record::Person { id: 1, email: "a@x".to_owned(), city: None };
    assert_eq!(people.insert(ann).map(|before| before.is_none()), Ok(true));
    let found = people.lookup_by_town(&None::<String>).map(|found| found.len());
    assert_eq!((found, people.lookup_by_email("b@x").map(|found| found.len())), (Ok(1), Ok(0)));
}

#[switchboard::test]
async fn a_test_of_nothing() {}

#[switchboard::test(clock = real, leaks = allow)]
async fn a_test_with_a_result() -> Result<(), switchboard::StartError> {
    std::future::ready(Ok(())).await
}
