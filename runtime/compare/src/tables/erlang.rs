//! Erlang/OTP's ets and dets, by the script beside this package, where `erl` is installed.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::erlang::{is_installed, version};

use super::work::{Side, Work};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/erlang/tables.escript");

/// A program that holds the tables of one kind, and measures what it is told.
pub struct Erlang {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Erlang {
    /// A side for tables of this kind; none where there is no Erlang.
    #[must_use]
    pub fn side(name: &str, kind: &'static str) -> Option<Side> {
        if !is_installed() {
            return None;
        }
        let mut erlang = Self::start(kind);
        let name = format!("{name}, OTP {}", version());
        Some(Side::new(name, move |work| erlang.measure(work)))
    }

    fn start(kind: &str) -> Self {
        let mut command = Command::new("escript");
        // Schedulers that have nothing to do would otherwise take time from the other sides.
        command.env("ERL_FLAGS", "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none");
        command.env("ESCRIPT_TMP", std::env::temp_dir()).arg(SCRIPT).arg(kind);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.expect("`escript` comes with `erl`");
        let ask = child.stdin.take().expect("it is a pipe");
        let answers = BufReader::new(child.stdout.take().expect("it is a pipe"));
        Self { child, ask, answers }
    }

    fn measure(&mut self, work: &Work) -> f64 {
        let Work { name, workers, count, .. } = work;
        writeln!(self.ask, "{name}|{workers}|{count}").expect("it listens");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("it answers");
        line.trim().parse().unwrap_or_else(|_| panic!("`{name}` is answered with `{line}`"))
    }
}

impl Drop for Erlang {
    fn drop(&mut self) {
        // At the end of its input it ends; it has nothing that is needed any more.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
