//! The impl may name its server by any path.

#![deny(warnings, clippy::all)]

pub mod a {
    use switchboard::prelude::*;

    #[derive(GenServer, Default)]
    pub struct One;

    #[derive(GenServer, Default)]
    pub struct Two;
}

#[switchboard::gen_server]
impl crate::a::One {
    #[call]
    fn get(&self) -> u8 {
        1
    }
}

mod b {
    #[switchboard::gen_server]
    impl super::a::Two {
        #[call]
        fn get(&self, other: Self) -> Self {
            other
        }
    }
}

fn main() {}
