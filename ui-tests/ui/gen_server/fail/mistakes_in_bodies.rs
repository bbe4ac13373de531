//! Bodies are the user's own, and so are the places of their mistakes.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    async fn text(&self) -> String {
        self.total
    }

    #[call]
    fn missing(&self) -> u64 {
        self.nothing
    }

    #[cast]
    fn change(&self) {
        self.total = 1;
    }

    #[call]
    fn moved(&self, text: String) -> usize {
        drop(text);
        text.len()
    }
}

fn main() {}
