//! What the compiler alone knows comes first, at the argument.

use switchboard::prelude::*;

struct Page(std::rc::Rc<str>);

#[derive(GenServer, Default)]
struct Store;

#[gen_server]
impl Store {
    #[call]
    fn keep(&mut self, page: Page) -> usize {
        page.0.len()
    }
}

fn main() {}
