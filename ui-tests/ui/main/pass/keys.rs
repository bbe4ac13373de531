//! Every key of `main`.

#![deny(warnings, clippy::all)]

#[switchboard::main(flavor = multi_thread, worker_threads = 1, crate = ::switchboard)]
async fn main() -> Result<(), std::io::Error> {
    Ok(())
}
