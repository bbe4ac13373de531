//! What `#[main]` writes: main plain.

/// Runs.
fn main() -> ::switchboard::__private01::ExitCode {
    async fn main() -> Result<(), E> {
        work().await
    }
    ::switchboard::__private01::RunOptions::new().run(main())
}
