//! Structs and enums of every shape.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Nothing.
#[derive(GenServer)]
pub struct Unit;

/// Numbers.
#[derive(GenServer)]
pub struct Tuple(pub u8, pub u16);

/// One of several.
#[derive(GenServer)]
pub enum Either {
    /// A number.
    Number(u8),
    /// A text.
    Text {
        /// It.
        text: String,
    },
}

/// None of none.
#[derive(GenServer)]
pub enum Never {}

/// Named after a keyword.
#[derive(GenServer)]
#[allow(non_camel_case_types)]
pub struct r#type;

fn main() {}
