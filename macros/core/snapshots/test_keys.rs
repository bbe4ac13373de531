//! What `#[test]` writes: test keys.

#[should_panic]
#[::otp::__private01::test]
fn r#try() {
    async fn r#try() {
        work().await
    }
    ::otp::__private01::TestOptions::new()
        .multi_thread()
        .worker_threads(2usize)
        .allow_leaks()
        .run(r#try())
}
