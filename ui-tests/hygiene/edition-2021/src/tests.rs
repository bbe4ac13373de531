//! What the servers of each module answer.

use std::future::Future;

use crate::{elsewhere, inside, keywords, primitives, shadowed, timed, written};

fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(test)
}

fn run_paused<T>(test: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(test)
}

#[test]
fn names_that_are_keywords_elsewhere() {
    assert_eq!(run(keywords::run()), 1);
    assert_eq!(keywords::rows().ok(), Some(1));
}

#[test]
fn names_that_hide_those_of_the_standard_library() {
    assert_eq!(run(shadowed::run()), 1);
    assert_eq!(run(primitives::run()), 1);
}

#[test]
fn servers_inside_of_functions() {
    assert_eq!(run(inside::run()), 1);
}

#[test]
fn servers_that_a_macro_writes() {
    assert_eq!(run(written::run()), 1);
}

#[test]
fn servers_that_the_clock_wakes() {
    assert_eq!(run_paused(timed::run()), 1);
}

#[test]
fn the_library_by_another_path() {
    assert_eq!(run(elsewhere::run()), 1);
}
