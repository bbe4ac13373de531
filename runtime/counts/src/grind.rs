//! Runs a workload of this very program under callgrind.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs, process};

/// The argument that asks for a workload.
pub(crate) const RUN: &str = "run";

/// The C library picks its `memcpy` by the processor; without these it picks the same one nearly everywhere.
const TUNABLES: &str =
    "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-ERMS,-FSRM,-AVX_Fast_Unaligned_Load";

/// Calls look at the clock more often while they are long, and under callgrind on a slow machine all of them are: what they
/// do with it is left out, or the count would say how fast the machine is.
const BY_THE_CLOCK: &str = "--toggle-collect=*gen_server::pace::settle*";

/// Whether callgrind is there.
pub(crate) fn look() -> Result<(), String> {
    let version = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
    match version {
        Ok(status) if status.success() => Ok(()),
        _ => Err("valgrind is missing, so no instruction was counted and nothing is shown: \
                  install it, with `apt-get install valgrind` where there is apt-get"
            .to_owned()),
    }
}

/// The instructions that a workload takes, the start of the program included.
pub(crate) fn instructions(name: &str, count: usize) -> Result<u64, String> {
    let out = out_file(name, count);
    let program =
        env::current_exe().map_err(|error| format!("this program has no path: {error}"))?;
    let output = Command::new("valgrind")
        // In this order: to leave something out begins with everything left out.
        .args(["--tool=callgrind", "--quiet", BY_THE_CLOCK, "--collect-atstart=yes"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .args([RUN, name, &count.to_string()])
        .env("GLIBC_TUNABLES", TUNABLES)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("valgrind does not run: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`{name}` {count} times: {}\n{said}", output.status));
    }
    let text = fs::read_to_string(&out)
        .map_err(|error| format!("callgrind left no {}: {error}", out.display()))?;
    // It tells what a reader of numbers needs only once.
    fs::remove_file(&out).map_err(|error| format!("{} stays: {error}", out.display()))?;
    total(&text).ok_or_else(|| format!("callgrind counted nothing in `{name}`"))
}

fn out_file(name: &str, count: usize) -> PathBuf {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    env::temp_dir().join(format!("switchboard-counts.{}.{name}.{count}", process::id()))
}

/// The number in the line that sums up a file of callgrind.
fn total(text: &str) -> Option<u64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("summary:").or_else(|| line.strip_prefix("totals:")))?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_found() {
        assert_eq!(total("events: Ir\nfn=(1) main\n3 4\n\ntotals: 1234\n"), Some(1234));
        assert_eq!(total("summary: 77\n"), Some(77));
        assert_eq!(total("events: Ir\n"), None);
    }
}
