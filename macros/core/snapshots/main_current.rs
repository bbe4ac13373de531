//! What `#[main]` writes: main current.

#[allow(x)]
fn main() -> ::switchboard::__private01::ExitCode {
    async fn main() -> Tree {
        tree().await
    }
    ::switchboard::__private01::RunOptions::new().current_thread().run(main())
}
