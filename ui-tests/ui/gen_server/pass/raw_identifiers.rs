//! Raw identifiers, and words that are keywords in another edition.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// Named after keywords.
#[derive(GenServer, Default)]
pub struct Keywords {
    r#type: u64,
}

#[gen_server]
impl Keywords {
    #[call]
    fn r#type(&self, r#match: u64) -> u64 {
        self.r#type + r#match
    }

    #[cast]
    fn r#gen(&mut self, r#async: u64) {
        self.r#type = r#async;
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let keywords = Keywords::start().await.expect("a start");
        keywords.r#gen(2).expect("room");
        assert_eq!(keywords.r#type(3).await, Ok(5));
        assert_eq!(format!("{:?}", KeywordsCall::Type { r#match: 1 }), "Type");
    });
}
