//! Erlang/OTP, by the script beside this package, where `escript` is installed.

use std::process::{Command, Stdio};

use crate::child;
use crate::libs::Flavour;
use crate::workloads::Workload;
use crate::workloads::idle::Past;

/// Its name on the command line.
pub const NAME: &str = "erlang";

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/erlang/twin.escript");

/// Whether there is an Erlang to compare with.
#[must_use]
pub fn is_installed() -> bool {
    let silent = Stdio::null;
    let erl = Command::new("erl")
        .args(["-noshell", "-eval", "halt()."])
        .stdout(silent())
        .stderr(silent())
        .status();
    erl.is_ok_and(|status| status.success())
}

fn script(schedulers: &str) -> Command {
    let mut command = Command::new("escript");
    command.env("ERL_FLAGS", format!("+S {schedulers} +P 4000000")).arg(SCRIPT);
    command
}

/// How many nanoseconds one of so many operations takes.
#[must_use]
pub fn measure(workload: Workload, flavour: Flavour, count: u64) -> f64 {
    let schedulers = match flavour {
        Flavour::MultiThread => "2:2",
        Flavour::CurrentThread => "1:1",
    };
    child::number(script(schedulers).args([workload.name(), &count.to_string()])) / count as f64
}

/// How many bytes one of so many idle processes takes.
#[must_use]
pub fn idle(count: u64, past: Past) -> f64 {
    child::number(script("2:2").args(["idle", &count.to_string(), past.name()]))
}

/// The release, as `26.2 erts-..`.
#[must_use]
pub fn version() -> String {
    let code = "io:put_chars(erlang:system_info(otp_release)), halt().";
    child::output(Command::new("erl").args(["-noshell", "-eval", code])).trim().to_owned()
}
