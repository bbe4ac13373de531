//! The crate behind another one's door.

#![deny(warnings, missing_docs, clippy::all)]

/// A door.
pub mod facade {
    pub use switchboard;
}

/// Counts.
#[derive(facade::switchboard::GenServer, Default)]
#[server(crate = crate::facade::switchboard)]
pub struct Counter;

#[facade::switchboard::gen_server(crate = crate::facade::switchboard)]
impl Counter {
    #[call]
    fn get(&self) -> u8 {
        1
    }

    #[cast]
    fn put(&mut self) {}
}

macro_rules! behind {
    ($name:ident) => {
        /// Counts as well.
        #[derive($crate::facade::switchboard::GenServer, Default)]
        #[server(crate = $crate::facade::switchboard)]
        pub struct $name;

        #[$crate::facade::switchboard::gen_server(crate = $crate::facade::switchboard)]
        impl $name {
            #[call]
            fn get(&self) -> u8 {
                2
            }
        }
    };
}

behind!(Other);

fn main() {}
