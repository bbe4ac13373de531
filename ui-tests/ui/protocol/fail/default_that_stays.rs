//! A default of an async method that reads from the server shares it, which has to be `Sync`.

use switchboard::prelude::*;

#[protocol]
trait Worker {
    #[call]
    fn size(&self) -> u8;

    #[call]
    async fn size_later(&self) -> u8 {
        tokio::task::yield_now().await;
        self.size()
    }
}

fn main() {}
