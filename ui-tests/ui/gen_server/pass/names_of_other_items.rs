//! Arguments may share their names with functions, constants and unit structs in reach.

#![deny(warnings, clippy::all)]
#![allow(non_upper_case_globals, non_camel_case_types, dead_code)]

use switchboard::prelude::*;

fn amount() {}
const limit: u64 = 3;
static total: u64 = 4;

#[derive(GenServer, Default)]
struct Counter {
    sum: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn add(&mut self, amount: u64) -> u64 {
        self.sum += amount;
        self.sum
    }
}

mod units {
    pub(crate) struct args;
    pub(crate) struct cx;
    pub(crate) struct call;
    pub(crate) struct from;
    pub(crate) struct this;
}

#[allow(unused_imports)]
mod inner {
    use super::units::{args, call, cx, from, this};
    use switchboard::prelude::*;

    #[derive(GenServer)]
    struct Other(u64);

    #[gen_server]
    impl Other {
        #[init]
        fn open(start: u64) -> Self {
            Self(start)
        }

        #[call]
        fn get(&self, context: &mut Context<Self>) -> u64 {
            let _ = context.pid();
            self.0
        }

        #[cast]
        fn put(&mut self, new: u64) {
            self.0 = new;
        }
    }
}

fn main() {}
