//! Each method of the handle is as visible as its handler.

#![deny(warnings, missing_docs, clippy::all)]

/// Outside.
pub mod outer {
    /// Inside.
    pub mod inner {
        use switchboard::prelude::*;

        /// Is seen.
        #[derive(GenServer, Default)]
        pub struct Seen;

        #[gen_server]
        impl Seen {
            /// By all.
            #[call]
            pub fn a(&self) -> u8 {
                1
            }

            #[call]
            pub(crate) fn b(&self) -> u8 {
                2
            }

            #[cast]
            pub(super) fn c(&mut self) {}

            #[cast]
            pub(in crate::outer) fn d(&mut self) {}

            #[call]
            fn e(&self) -> u8 {
                5
            }
        }
    }

    /// Uses what it sees.
    pub async fn uses(seen: inner::SeenRef) {
        let _ = (seen.a().await, seen.b().await, seen.c(), seen.d());
    }
}

fn main() {}
