//! What `#[test]` writes: test plain.

/// Holds.
#[::switchboard::__private01::test]
fn holds() -> ::switchboard::__private01::ExitCode {
    async fn holds() -> Result<(), E> {
        work().await
    }
    ::switchboard::__private01::TestOptions::new().run_result(holds())
}
