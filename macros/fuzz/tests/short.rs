//! Each fuzzer for a moment, with inputs that are the same in every run.

use switchboard_fuzz::generate::drive;

#[test]
fn macros_expand_whatever_they_are_given() {
    drive("expand", 4_000);
}

#[test]
fn lists_of_keys_are_read_or_refused() {
    drive("keys", 8_000);
}

#[test]
fn durations_are_read_or_refused() {
    drive("duration", 50_000);
}

#[test]
fn compiler_and_runtime_agree_about_cron() {
    drive("cron", 800);
}
