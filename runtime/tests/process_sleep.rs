//! What `process::sleep` does (conformance A): the one test that has to sleep, on a paused clock.

use std::time::Duration;

use switchboard::process;

/// 35: a sleep of nothing is over at once; a huge one neither fails nor ends early.
#[tokio::test(start_paused = true)]
async fn sleeps_of_all_lengths() {
    let start = process::now();
    process::sleep(Duration::ZERO).await;
    assert_eq!(process::now(), start);
    process::sleep(Duration::from_millis(20)).await;
    assert!(process::now() >= start + Duration::from_millis(20));
    let long = Duration::from_millis(1 << 32);
    let shorter = Duration::from_millis((1 << 32) - 1);
    for huge in [long, Duration::from_secs(1 << 45), Duration::MAX] {
        tokio::select! {
            biased;
            () = process::sleep(huge) => panic!("{huge:?} was over"),
            () = process::sleep(shorter) => {}
        }
    }
    let start = process::now();
    process::sleep(long).await;
    assert!(process::now() >= start + long);
}
