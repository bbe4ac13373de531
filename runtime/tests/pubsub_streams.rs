//! Subscriptions as streams: their bound, their ends.

mod support;

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use support::breathe;
use switchboard::process;
use switchboard::{Lagged, OnLag, PubSub, PubSubError, StreamOptions, Subscription};

async fn numbers() -> PubSub<u32> {
    PubSub::spec().start().await.expect("a start")
}

fn bounded(numbers: &PubSub<u32>, capacity: usize, on_lag: OnLag) -> Subscription<u32> {
    let options = StreamOptions::new().capacity(capacity).on_lag(on_lag);
    numbers.stream_with("all", options, ()).expect("it runs")
}

/// Broadcasts some numbers; how many of them were taken.
fn send(numbers: &PubSub<u32>, all: std::ops::Range<u32>) -> usize {
    all.map(|n| numbers.broadcast("all", n).expect("it runs").reached).sum()
}

async fn next(stream: &mut Subscription<u32>) -> Option<Result<u32, Lagged>> {
    poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx)).await
}

#[tokio::test]
async fn the_oldest_makes_room_and_the_loss_is_told_at_its_place() {
    let numbers = numbers().await;
    let mut stream = bounded(&numbers, 3, OnLag::DropOldest);
    assert_eq!(send(&numbers, 0..5), 5);
    assert_eq!(next(&mut stream).await, Some(Err(Lagged(2))));
    for n in 2..5 {
        assert_eq!(next(&mut stream).await, Some(Ok(n)));
    }
    send(&numbers, 5..6);
    assert_eq!(next(&mut stream).await, Some(Ok(5)));
}

#[tokio::test]
async fn the_newest_is_dropped_and_the_loss_is_told_at_its_place() {
    let numbers = numbers().await;
    let mut stream = bounded(&numbers, 2, OnLag::DropNewest);
    assert_eq!(send(&numbers, 0..5), 2);
    assert_eq!(next(&mut stream).await, Some(Ok(0)));
    send(&numbers, 5..6);
    assert_eq!(next(&mut stream).await, Some(Ok(1)));
    assert_eq!(next(&mut stream).await, Some(Err(Lagged(3))));
    assert_eq!(next(&mut stream).await, Some(Ok(5)));
    send(&numbers, 6..9);
    assert_eq!(next(&mut stream).await, Some(Ok(6)));
    assert_eq!(next(&mut stream).await, Some(Ok(7)));
    assert_eq!(next(&mut stream).await, Some(Err(Lagged(1))));
}

#[tokio::test]
async fn a_stream_can_end_where_it_lags() {
    let numbers = numbers().await;
    let mut stream = bounded(&numbers, 1, OnLag::End);
    assert_eq!(send(&numbers, 0..4), 1);
    assert_eq!(next(&mut stream).await, Some(Ok(0)));
    assert_eq!(next(&mut stream).await, Some(Err(Lagged(1))));
    assert_eq!(next(&mut stream).await, None);
    assert!(numbers.subscribers("all").expect("it runs").is_empty());
    // Every stream holds at least one message.
    let mut least = bounded(&numbers, 0, OnLag::End);
    assert_eq!(send(&numbers, 4..5), 1);
    assert_eq!(next(&mut least).await, Some(Ok(4)));
}

#[tokio::test]
async fn a_dropped_stream_leaves_nothing() {
    let numbers = numbers().await;
    let mut stand_ins = Vec::new();
    for _ in 0..1000 {
        let stream = numbers.stream("all").expect("it runs");
        assert_eq!(send(&numbers, 0..1), 1);
        stand_ins.push(stream.pid());
        drop(stream);
        assert!(numbers.subscribers("all").expect("it runs").is_empty());
    }
    breathe().await;
    assert!(stand_ins.iter().all(|pid| process::info(*pid).is_none()));
}

#[tokio::test]
async fn a_stream_ends_with_the_pubsub_after_what_waits() {
    let numbers = numbers().await;
    let mut stream = numbers.stream("all").expect("it runs");
    send(&numbers, 0..2);
    numbers.stop().await.expect("a stop");
    assert!(matches!(numbers.stream("all"), Err(PubSubError::NotRunning)));
    assert_eq!(stream.recv().await, Some(Ok(0)));
    assert_eq!(stream.recv().await, Some(Ok(1)));
    assert_eq!(stream.recv().await, None);
}

#[tokio::test]
async fn a_waiting_reader_is_woken_and_broadcast_from_knows_a_stream() {
    let numbers = numbers().await;
    let mut stream = numbers.stream("all").expect("it runs");
    let sender = async {
        breathe().await;
        numbers.broadcast_from(stream_pid(&numbers), "all", 1).expect("it runs");
        numbers.broadcast("all", 2).expect("it runs");
    };
    let (received, ()) = tokio::join!(stream.recv(), sender);
    assert_eq!(received, Some(Ok(2)));
    assert_eq!((stream.topic(), stream.pid()), ("all", stream_pid(&numbers)));
}

fn stream_pid(numbers: &PubSub<u32>) -> switchboard::Pid {
    numbers.subscribers("all").expect("it runs")[0].pid()
}
