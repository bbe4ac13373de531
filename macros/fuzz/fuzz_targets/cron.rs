//! Cron expressions and time zones.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| switchboard_fuzz::cron(bytes));

/// Without a fuzzer, the inputs are those of the generator.
#[cfg(not(fuzzing))]
fn main() {
    switchboard_fuzz::generate::drive("cron", 10_000);
}
