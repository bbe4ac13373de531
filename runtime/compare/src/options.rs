//! The command line.

use crate::contender::{self, Contender};
use crate::workloads::Workload;
use crate::workloads::idle::Past;

/// What to do without a single flag's help.
pub const USAGE: &str = "\
usage: compare [--quick] [--rounds N] [--processes N] [--only WORKLOAD,..] [--libs NAME,..] [--book]

  --quick       a tenth of the operations, fewer rounds and processes: for a first look
  --rounds      how many turns each library has, of which the medians are printed
  --processes   how many idle processes there are for the bytes of one
  --only        some of the workloads
  --libs        some of the libraries; `raw` is always there
  --book        also write the table into the book";

/// A part of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Something that takes time, on both schedulers.
    Timed(Workload),
    /// The bytes of an idle process.
    Idle,
    /// The allocations of a call and a cast.
    Allocations,
}

impl Part {
    /// All of them, in the order of the table.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let timed = Workload::ALL.into_iter().map(Self::Timed);
        timed.chain([Self::Idle, Self::Allocations]).collect()
    }

    /// Its name on the command line.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Timed(workload) => workload.name(),
            Self::Idle => "idle",
            Self::Allocations => "allocations",
        }
    }
}

/// What the command line asks for.
pub struct Options {
    /// Which parts of the table.
    pub parts: Vec<Part>,
    /// Which libraries, `raw` first.
    pub contenders: Vec<Contender>,
    /// How many turns each has.
    pub rounds: usize,
    /// How many times fewer operations than a full round has.
    pub divisor: u64,
    /// How many idle processes.
    pub processes: u64,
    /// Whether the table goes into the book.
    pub book: bool,
    /// Only the idle processes of this library, in this process.
    pub idle: Option<String>,
    /// What those have done.
    pub past: Past,
}

impl Options {
    fn new() -> Self {
        Self {
            parts: Part::all(),
            contenders: contender::all(),
            rounds: 5,
            divisor: 1,
            processes: 1_000_000,
            book: false,
            idle: None,
            past: Past::Called,
        }
    }

    /// Reads the command line, without the program's name.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::new();
        while let Some(flag) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("`{flag}` needs a value"));
            match flag.as_str() {
                "--quick" => {
                    options.divisor = 10;
                    options.rounds = 3;
                    options.processes = 100_000;
                }
                "--rounds" => options.rounds = at_least_one(&value()?)?,
                "--processes" => options.processes = at_least_one(&value()?)?,
                "--only" => options.parts = select(&value()?, Part::all(), Part::name)?,
                "--libs" => options.select_libraries(&value()?)?,
                "--book" => options.book = true,
                "--idle" => options.idle = Some(value()?),
                "--past" => {
                    let name = value()?;
                    options.past =
                        Past::parse(&name).ok_or_else(|| format!("`{name}` is no past"))?;
                }
                _ => return Err(format!("`{flag}` is no flag")),
            }
        }
        if options.book && !options.is_whole() {
            return Err(
                "`--book` shows all there is: leave out the flags that take less".to_owned()
            );
        }
        Ok(options)
    }

    fn is_whole(&self) -> bool {
        let all = Self::new();
        self.parts == all.parts
            && self.divisor == all.divisor
            && self.contenders.len() == all.contenders.len()
    }

    fn select_libraries(&mut self, list: &str) -> Result<(), String> {
        let all = contender::all();
        let raw = all[0];
        self.contenders = select(list, all, |contender| contender.name)?;
        if self.contenders.iter().all(|contender| contender.name != raw.name) {
            self.contenders.insert(0, raw);
        }
        Ok(())
    }
}

pub(crate) fn at_least_one<N: std::str::FromStr + From<u8> + PartialOrd>(
    text: &str,
) -> Result<N, String> {
    let number = text.parse::<N>().ok().filter(|number| *number >= N::from(1));
    number.ok_or_else(|| format!("`{text}` is no number above 0"))
}

/// Those of `all` that are in a list of names, in the order of `all`.
pub(crate) fn select<T>(
    list: &str,
    all: Vec<T>,
    name: fn(&T) -> &'static str,
) -> Result<Vec<T>, String> {
    let wanted: Vec<&str> = list.split(',').collect();
    let known: Vec<&str> = all.iter().map(name).collect();
    if let Some(unknown) = wanted.iter().find(|wanted| !known.contains(wanted)) {
        return Err(format!("`{unknown}` is none of: {}", known.join(", ")));
    }
    Ok(all.into_iter().filter(|item| wanted.contains(&name(item))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_list_is_taken_in_the_order_of_the_table_and_raw_is_always_there() {
        let options = parse("--libs kameo,ractor --only ring,call --rounds 2").expect("it is fine");
        let names: Vec<_> = options.contenders.iter().map(|contender| contender.name).collect();
        assert_eq!(names, ["raw", "ractor", "kameo"]);
        let parts: Vec<_> = options.parts.iter().map(Part::name).collect();
        assert_eq!(parts, ["call", "ring"]);
        assert_eq!(options.rounds, 2);
    }

    #[test]
    fn a_word_that_means_nothing_is_refused() {
        for line in ["--only calls", "--libs", "--rounds 0", "--fast", "--past future"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn the_book_gets_no_part_of_a_table() {
        assert!(parse("--book --rounds 9").is_ok());
        for line in ["--book --quick", "--book --only call", "--libs raw --book"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
