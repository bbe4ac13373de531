//! A program cannot end with a number.

#[switchboard::main]
async fn main() -> u64 {
    1
}
