//! Keys that do not fit, on the trait and on its methods.

use switchboard::prelude::*;

#[protocol(handel = Any, vis = 3, messages = Msg, crate = switchboard)]
trait Worker {
    #[call(timeot = "2s")]
    fn run(&mut self);

    #[call(timeout = "2s", timeout = "3s")]
    fn walk(&mut self);

    #[call(timeout = 5, name = Crawl)]
    fn crawl(&mut self);

    #[cast(timeout = "2s")]
    fn stand(&mut self);

    #[cast(rename = clone)]
    fn copy(&mut self);

    #[cast(rename = run)]
    fn runs(&mut self);

    #[call]
    fn new(&mut self);
}

#[protocol(handle = OtherCast)]
trait Other {}

fn main() {}
