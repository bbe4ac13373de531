//! What must hold for any bytes: each function takes some and panics when it does not.
//!
//! `cargo fuzz` calls them with what a fuzzer thinks of, the tests of this package with what a generator
//! makes of the same seeds, which are the inputs that the tests of the macros use.
#![deny(unsafe_code)]

mod cron;
mod duration;
mod expand;
pub mod generate;
#[path = "../../core/src/laws/inputs.rs"]
mod inputs;
mod keys;
pub mod seeds;

// The inputs name the macros by their places in the crate that they are of.
use switchboard_macros_core::{
    agent, entry, gen_server, gen_statem, message, protocol, record, server_config, supervisor,
};

pub use self::cron::cron;
pub use self::duration::duration;
pub use self::expand::expand;
pub use self::keys::keys;

/// A macro, with inputs that it accepts.
struct Macro {
    expand: fn(proc_macro2::TokenStream, proc_macro2::TokenStream) -> proc_macro2::TokenStream,
    /// What is between the parentheses of an attribute, and the item.
    inputs: &'static [(&'static str, &'static str)],
}

/// All macros, and whether each is an attribute, which gives the item back.
const MACROS: [(&Macro, bool); 10] = [
    (&inputs::GEN_SERVER, true),
    (&inputs::GEN_STATEM, true),
    (&inputs::PROTOCOL, true),
    (&inputs::MAIN, true),
    (&inputs::GEN_SERVER_DERIVE, false),
    (&inputs::GEN_STATEM_DERIVE, false),
    (&inputs::MESSAGE, false),
    (&inputs::SUPERVISOR, false),
    (&inputs::AGENT, false),
    (&inputs::RECORD, false),
];

/// The bytes as text; `None` when they are none, or so much of it that only the stack is tried.
fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let opened = text.matches(['(', '[', '{', '<', '&', '!', '-', '*', '|']).count();
    (text.len() < 8192 && opened < 200).then_some(text)
}
