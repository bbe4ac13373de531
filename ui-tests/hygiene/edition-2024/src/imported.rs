//! Servers that a macro of an older edition writes.

switchboard_edition_2018::exported!(Imported, of, r#async);
// The macro has an argument of this name already, but not this one.
switchboard_edition_2018::exported!(Other, of, r#gen);

/// One, if all is well.
pub async fn run() -> u64 {
    let imported = Imported::start().await.expect("it starts");
    imported.r#async(1, 1).expect("it is taken");
    let three = imported.r#gen(1).await.expect("an answer");
    let two = imported.of(three, Box::new(|three| three - 1)).await.expect("an answer");
    let other = Other::start().await.expect("it starts");
    other.of(two, Box::new(|two| two - 1)).await.expect("an answer")
}
