//! Types of std that borrow without saying so.

use std::borrow::Cow;
use std::sync::MutexGuard;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Page {
    text: String,
}

#[gen_server]
impl Page {
    #[call]
    fn text(&self) -> Cow<str> {
        Cow::from(&self.text)
    }

    #[call]
    fn lock(&self) -> Option<MutexGuard<u8>> {
        None
    }

    #[call]
    fn fixed(&self) -> Cow<'static, str> {
        Cow::from("fixed")
    }
}

async fn caller(page: PageRef) -> Result<Cow<'static, str>, CallError> {
    page.fixed().await
}

fn main() {}
