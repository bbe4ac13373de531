//! Nobody can give arguments to a test, or choose its types; all of it is told at once.

#[switchboard::test(leak = allow)]
async fn everything<T>(value: T) {
    drop(value);
}

fn main() {}
