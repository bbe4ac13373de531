//! The command line.

use super::GROUPS;
use crate::options::{at_least_one, select};

/// What to do without a single flag's help.
pub const USAGE: &str = "\
usage: tables [--quick] [--rounds N] [--only GROUP,..] [--book]

  --quick       a tenth of the operations and fewer rounds: for a first look
  --rounds      how many turns each side has, of which the medians are printed
  --only        some of: set, ordered, cache, disk, schedules
  --book        also write the table into the book";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Which groups, in the order of the table.
    pub groups: Vec<&'static str>,
    /// How many turns each side has.
    pub rounds: usize,
    /// How many times fewer operations than a full round has.
    pub divisor: u64,
    /// Whether the table goes into the book.
    pub book: bool,
    /// Only the schedules of this side, in this process.
    pub schedules: Option<String>,
}

impl Options {
    /// All of it.
    #[must_use]
    pub fn new() -> Self {
        let groups = GROUPS.map(|(name, _)| name).to_vec();
        Self { groups, rounds: 9, divisor: 1, book: false, schedules: None }
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
                }
                "--rounds" => options.rounds = at_least_one(&value()?)?,
                "--only" => options.groups = select(&value()?, Self::new().groups, |name| name)?,
                "--book" => options.book = true,
                "--schedules" => options.schedules = Some(value()?),
                _ => return Err(format!("`{flag}` is no flag")),
            }
        }
        let all = Self::new();
        if options.book && (options.divisor, &options.groups) != (all.divisor, &all.groups) {
            return Err(
                "`--book` shows all there is: leave out the flags that take less".to_owned()
            );
        }
        Ok(options)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_list_is_taken_in_the_order_of_the_table() {
        let options = parse("--only cache,set --rounds 2").expect("it is fine");
        assert_eq!((options.groups, options.rounds), (vec!["set", "cache"], 2));
    }

    #[test]
    fn a_word_that_means_nothing_is_refused_and_the_book_gets_no_part() {
        for line in ["--only maps", "--rounds", "--rounds 0", "--fast", "--book --quick"] {
            assert!(parse(line).is_err(), "{line}");
        }
        assert!(parse("--book --only set").is_err());
        assert!(parse("--book --rounds 3").is_ok());
    }
}
