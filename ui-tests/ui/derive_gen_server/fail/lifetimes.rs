//! A server lives for as long as it runs, so it borrows nothing.

use switchboard::prelude::*;

#[derive(GenServer)]
struct Reader<'a, 'b> {
    first: &'a str,
    second: &'b str,
}

#[derive(GenServer)]
enum Either<'a> {
    Text(&'a str),
}

fn main() {}
