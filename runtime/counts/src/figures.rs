//! The recorded figures: a text file, one figure a line, with what they were counted with.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/figures.txt");

const HEAD: &str = "\
# Instructions for each operation, counted by callgrind; `cargo bless-counts` writes this file.
# They hold for this compiler on this kind of machine.
";

/// Instructions for one operation, by the name of the workload.
pub(crate) struct Figures {
    /// The compiler and the machine.
    pub(crate) with: String,
    pub(crate) each: BTreeMap<String, u64>,
}

/// The compiler, and what it compiles for.
pub(crate) fn toolchain() -> Result<String, String> {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(&rustc)
        .arg("-vV")
        .output()
        .map_err(|error| format!("`{rustc} -vV` does not run: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.lines().next().unwrap_or_default();
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    Ok(format!("{version}, {host}"))
}

pub(crate) fn read() -> Result<Figures, String> {
    let text = fs::read_to_string(FILE)
        .map_err(|error| format!("{FILE}: {error}; `cargo bless-counts` records the figures"))?;
    parse(&text)
}

pub(crate) fn write(figures: &Figures) -> Result<(), String> {
    fs::write(Path::new(FILE), show(figures)).map_err(|error| format!("{FILE}: {error}"))
}

fn parse(text: &str) -> Result<Figures, String> {
    let mut figures = Figures { with: String::new(), each: BTreeMap::new() };
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (name, value) =
            line.split_once(" = ").ok_or_else(|| format!("figures.txt: no ` = ` in `{line}`"))?;
        if name == "with" {
            value.clone_into(&mut figures.with);
        } else {
            let value = value.parse().map_err(|_| format!("figures.txt: no number in `{line}`"))?;
            figures.each.insert(name.to_owned(), value);
        }
    }
    Ok(figures)
}

fn show(figures: &Figures) -> String {
    let mut text = format!("{HEAD}\nwith = {}\n\n", figures.with);
    for (name, value) in &figures.each {
        let _ = writeln!(text, "{name} = {value}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let each = [("call".to_owned(), 90), ("spawn".to_owned(), 7000)].into();
        let figures = Figures { with: "rustc 9".to_owned(), each };
        let read = parse(&show(&figures)).expect("it is in order");
        assert_eq!((read.with, read.each), (figures.with, figures.each));
        assert!(parse("call = many").is_err());
        assert!(parse("call 3").is_err());
    }
}
