//! The last method of a trait without its semicolon.

use switchboard::prelude::*;

#[protocol]
trait Counting {
    #[call]
    fn first(&self) -> u8;

    #[call]
    fn last(&self) -> u8
}

async fn caller(counter: CountingProtocolRef) -> Result<u8, CallError> {
    counter.first().await
}

fn main() {}
