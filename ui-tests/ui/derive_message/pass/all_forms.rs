//! Calls and casts in every form.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

use switchboard::Message as _;
use switchboard::prelude::*;

/// What can be asked.
#[derive(Debug, Message)]
#[message(crate = ::switchboard)]
pub enum Order {
    /// A reply.
    #[call(reply = Result<Vec<u8>, String>)]
    Bytes {
        /// From.
        from: usize,
        /// To.
        to: usize,
    },
    /// Only that it is done.
    #[call]
    Done,
    /// The same.
    #[call()]
    DoneAgain {},
    /// Nothing.
    #[cast]
    GetURL2,
    /// A keyword.
    #[cast()]
    Type {
        /// Another one.
        r#match: u8,
    },
}

fn main() {
    let names = [Order::Done, Order::GetURL2, Order::Type { r#match: 1 }].map(|order| order.name());
    assert_eq!(names, ["done", "get_url2", "type"]);
}
