//! What `#[main]` writes: main threads.

pub fn main() -> ::otp::__private01::ExitCode {
    async fn main() {
        work().await
    }
    ::otp::__private01::RunOptions::new().worker_threads(2usize).run(main())
}
