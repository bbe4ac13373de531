//! Types, names, visibilities, attributes and bodies that come out of a macro.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

macro_rules! server {
    ($(#[$meta:meta])* $vis:vis $name:ident<$of:ty>, $reply:ty, $handler:ident $body:block) => {
        $(#[$meta])*
        #[derive(GenServer, Default)]
        $vis struct $name {
            value: $of,
        }

        #[gen_server]
        impl $name {
            $(#[$meta])*
            #[call]
            $vis fn $handler(&mut self, new: $of) -> $reply {
                self.value = new;
                $body
            }

            #[call]
            fn option(&self, of: Option<$of>, by: fn(&$of) -> $reply) -> Option<$reply> {
                of.map(|of| by(&of))
            }
        }
    };
}

server! {
    /// The first.
    pub First<u8>, (), done {}
}

server! {
    /// The second.
    pub(crate) Second<Vec<u8>>, Option<u8>, last { None }
}

fn main() {}
