//! Only a function can be a test.

#[switchboard::test]
struct State;

fn main() {
    let _still_there = State;
}
