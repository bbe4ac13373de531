//! Only a server has a context.

use switchboard::prelude::*;

#[protocol]
trait Worker {
    #[cast]
    fn end(&mut self, cx: &mut Context<Self>);
}

fn main() {}
