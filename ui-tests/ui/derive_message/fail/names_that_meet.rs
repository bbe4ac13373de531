//! Variants that belong to one handler.

use switchboard::prelude::*;

#[derive(Message)]
enum Order {
    #[cast]
    GetUrl,
    #[cast]
    GetURL,
    #[call(reply = u64)]
    Get_Url,
}

fn main() {}
