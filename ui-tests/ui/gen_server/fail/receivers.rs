//! A handler borrows its server, in one of two forms.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn taken(self) -> u64 {
        self.total
    }

    #[call]
    fn changed(mut self) -> u64 {
        self.total += 1;
        self.total
    }

    #[cast]
    fn in_a_box(self: Box<Self>) {}

    #[cast]
    fn shared(self: Arc<Self>) {}

    #[info]
    fn counted(self: Rc<Self>, _down: Down) {}

    #[call]
    async fn pinned(self: Pin<&mut Self>) -> u64 {
        self.total
    }

    #[every("1s")]
    fn nobody() {}

    #[terminate]
    fn end(self) {}

    #[cast]
    fn for_ever(&'static self) {}
}

fn main() {}
