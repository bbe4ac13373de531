//! A float is no key and no index.

use switchboard::prelude::*;

#[derive(Record, Clone)]
struct Reading {
    #[key]
    at: f64,
    value: f64,
}

#[derive(Record, Clone)]
struct Player {
    #[key]
    id: u64,
    #[index]
    score: f32,
}

fn main() {}
