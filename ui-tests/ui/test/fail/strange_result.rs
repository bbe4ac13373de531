//! A test cannot end with a number.

#[switchboard::test]
async fn strange() -> u64 {
    1
}

fn main() {}
