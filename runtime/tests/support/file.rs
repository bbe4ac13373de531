//! Files of a test's own.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use std::fs;
use std::path::PathBuf;

/// The path of a file that is not there.
pub fn fresh(name: &str) -> PathBuf {
    let program = std::env::current_exe().expect("this test is a file");
    let program = program.file_stem().map_or_else(String::new, |stem| stem.display().to_string());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{program} {name}"));
    // It may be there from an earlier run.
    drop(fs::remove_file(&path));
    path
}
