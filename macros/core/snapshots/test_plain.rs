//! What `#[test]` writes: test plain.

/// Holds.
#[::switchboard::__private01::test]
fn holds() -> Result<(), E> {
    async fn holds() -> Result<(), E> {
        work().await
    }
    ::switchboard::__private01::TestOptions::new().run(holds())
}
