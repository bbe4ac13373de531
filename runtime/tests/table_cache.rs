//! Tables: objects that go by themselves.

use std::time::Duration;

use switchboard::{Cache, Table, TableKind, tables};

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// The clock goes on, and timers fire on the way.
async fn later(time: Duration) {
    tokio::time::advance(time).await;
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

fn keys(cache: &Table<u32, u32, Cache>) -> Vec<u32> {
    let mut keys = cache.select(|key, _| Some(*key)).expect("it is there");
    keys.sort_unstable();
    keys
}

/// An object goes when its time is over: the table's, or its own. A new value has a new time.
#[tokio::test(start_paused = true)]
async fn an_object_goes_when_its_time_is_over() {
    let cache: Table<u32, u32, Cache> = Table::cache().ttl(seconds(10)).create().expect("no name");
    cache.insert(1, 1).expect("it is there");
    cache.insert_for(2, 2, seconds(3)).expect("it is there");
    cache.insert_for(3, 3, Duration::MAX).expect("it is there");
    later(seconds(3)).await;
    assert_eq!(
        (cache.lookup(&2), cache.member(&2), cache.take(&2)),
        (Ok(None), Ok(false), Ok(None))
    );
    assert_eq!(keys(&cache), [1, 3]);
    assert_eq!(cache.update_counter(&1, 1), Ok(2), "a change is no new time");
    assert_eq!(cache.insert_new(2, 20), Ok(true), "it is gone");
    later(seconds(7)).await;
    assert_eq!((cache.lookup(&1), cache.len()), (Ok(None), Ok(2)));
    assert_eq!(cache.insert(2, 21), Ok(Some(20)));
    later(seconds(9)).await;
    assert_eq!(cache.lookup(&2), Ok(Some(21)), "the time began anew");
    later(seconds(1)).await;
    assert_eq!(cache.insert(2, 22), Ok(None), "what is over is not given back");
    assert_eq!(cache.update_counter_or(1, 5, 0), Ok(5), "from the default again");
    assert_eq!(cache.lookup(&3), Ok(Some(3)), "for ever");
}

/// What is over is swept out by a timer, so that a table which nobody uses does not keep it.
#[tokio::test(start_paused = true)]
async fn what_is_over_is_swept_out() {
    use std::sync::Arc;
    let cache: Table<u32, Arc<()>, Cache> =
        Table::cache().ttl(seconds(5)).create().expect("no name");
    let value = Arc::new(());
    for key in 0..100 {
        cache.insert(key, value.clone()).expect("it is there");
    }
    assert_eq!(Arc::strong_count(&value), 101);
    later(seconds(4)).await;
    assert_eq!(Arc::strong_count(&value), 101);
    later(seconds(2)).await;
    assert_eq!(Arc::strong_count(&value), 1);
    cache.insert(1, value.clone()).expect("it is there");
    later(seconds(6)).await;
    assert_eq!(Arc::strong_count(&value), 1, "and again");
}

/// Outside of any runtime there is no timer: what is over is not seen, and goes when its key is written,
/// or with what goes over the whole table.
#[test]
fn without_a_runtime_what_is_over_is_not_seen() {
    use std::sync::Arc;
    let cache: Table<u32, Arc<()>, Cache> =
        Table::cache().ttl(Duration::from_nanos(1)).create().expect("no name");
    let value = Arc::new(());
    for key in 0..10 {
        cache.insert(key, value.clone()).expect("it is there");
    }
    // The clock goes on by itself here; that takes no time worth speaking of.
    while cache.len() != Ok(0) {
        std::hint::spin_loop();
    }
    assert_eq!(
        (cache.lookup(&3), cache.take(&3), cache.member(&4)),
        (Ok(None), Ok(None), Ok(false))
    );
    assert_eq!(Arc::strong_count(&value), 10, "the one that was to be taken is gone");
    assert_eq!(
        cache.insert_for(4, Arc::new(()), Duration::MAX),
        Ok(None),
        "what is over is not given back"
    );
    assert_eq!(Arc::strong_count(&value), 9);
    cache.insert_all([(5, Arc::new(()))]).expect("it is there");
    assert_eq!(Arc::strong_count(&value), 1);
    assert!(cache.member(&4).expect("it is there"), "for ever");
}

/// The timer of a cache ends with the runtime that it was set in, and the next runtime sets another one.
#[test]
fn a_cache_outlives_the_runtime_of_its_timer() {
    use std::sync::Arc;
    let cache: Table<u32, Arc<()>, Cache> =
        Table::cache().ttl(seconds(5)).create().expect("no name");
    let value = Arc::new(());
    for round in 0..3 {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            cache.insert(round, value.clone()).expect("it is there");
            tokio::task::yield_now().await;
        });
        assert_eq!(Arc::strong_count(&value), 2, "round {round}");
        if round == 1 {
            runtime.block_on(later(seconds(6)));
            assert_eq!(Arc::strong_count(&value), 1, "it was swept out");
        }
        cache.delete(&round).expect("it is there");
    }
}

/// A cache never has more than its capacity; the least recently used goes first.
#[tokio::test(start_paused = true)]
async fn the_least_recently_used_makes_room() {
    let cache: Table<u32, u32, Cache> = Table::cache().capacity(3).create().expect("no name");
    for key in 1..=3 {
        cache.insert(key, key).expect("it is there");
        later(seconds(1)).await;
    }
    assert_eq!(cache.lookup(&1), Ok(Some(1)));
    later(seconds(1)).await;
    cache.insert(4, 4).expect("it is there");
    assert_eq!(keys(&cache), [1, 3, 4], "2 was used least recently");
    assert_eq!(cache.evictions(), 1);
    cache.insert(4, 5).expect("it is there");
    assert_eq!(keys(&cache), [1, 3, 4], "what is there needs no room");
    cache.insert_all((10..20).map(|key| (key, key))).expect("it is there");
    assert_eq!(cache.len(), Ok(3));
    for key in 0..10_000 {
        cache.update_counter_or(key, 1, 0).expect("it is there");
    }
    assert_eq!(cache.len(), Ok(3));
}

/// What is over goes before what is in use.
#[tokio::test(start_paused = true)]
async fn what_is_over_makes_room_first() {
    let cache: Table<u32, u32, Cache> = Table::cache().capacity(2).create().expect("no name");
    cache.insert(1, 1).expect("it is there");
    later(seconds(1)).await;
    cache.insert_for(2, 2, seconds(1)).expect("it is there");
    later(Duration::from_millis(1_500)).await;
    cache.insert(3, 3).expect("it is there");
    assert_eq!(keys(&cache), [1, 3]);
}

/// A large cache stays below its capacity as well, and most of it is used.
#[test]
fn a_large_cache_keeps_its_capacity() {
    let cache: Table<u32, u32, Cache> = Table::cache().capacity(10_000).create().expect("no name");
    for key in 0..50_000 {
        cache.insert(key, key).expect("it is there");
    }
    let len = cache.len().expect("it is there");
    assert!((9_000..=10_000).contains(&len), "{len}");
    assert!(cache.lookup(&49_999).expect("it is there").is_some(), "the last one is in");
}

/// Nothing is left of caches with a time to live: neither they nor their timers.
#[tokio::test(start_paused = true)]
async fn nothing_is_left_of_caches() {
    let before = switchboard::process::count();
    for _ in 0..2_000 {
        let cache: Table<u32, u32, Cache> =
            Table::cache().ttl(seconds(86_400)).create().expect("no name");
        cache.insert(1, 1).expect("it is there");
    }
    // So many processes take a while to end.
    for _ in 0..500 {
        tokio::task::yield_now().await;
    }
    // Other tests have a few.
    assert!(switchboard::process::count() < before + 100, "a timer for each of them");
    let caches = tables().iter().filter(|info| info.kind == TableKind::Cache).count();
    assert!(caches < 100, "{caches} are left");
}
