//! What is between the parentheses of an attribute.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| switchboard_fuzz::keys(bytes));

/// Without a fuzzer, the inputs are those of the generator.
#[cfg(not(fuzzing))]
fn main() {
    switchboard_fuzz::generate::drive("keys", 10_000);
}
