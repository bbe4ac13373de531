//! Counting words, without any process: what the tree's servers call, and what checks them.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};

/// How often each word occurs.
pub(crate) type Words = HashMap<String, u64>;

/// The words of one file. Not UTF-8 is [`io::ErrorKind::InvalidData`].
pub(crate) fn count(path: &Path) -> io::Result<Words> {
    let mut words = Words::new();
    let mut reader = BufReader::new(File::open(path)?);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            match words.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    words.insert(word.to_owned(), 1);
                }
            }
        }
        line.clear();
    }
    Ok(words)
}

/// What lies below a directory.
#[derive(Default)]
pub(crate) struct Listing {
    pub(crate) files: Vec<PathBuf>,
    /// Folders that could not be read.
    pub(crate) unreadable: Vec<(PathBuf, String)>,
}

/// All regular files below `root`, in no order. Links are not followed.
pub(crate) fn list(root: &Path) -> io::Result<Listing> {
    let mut listing = Listing::default();
    let mut folders = Vec::new();
    read(root, &mut folders, &mut listing.files)?;
    while let Some(folder) = folders.pop() {
        if let Err(error) = read(&folder, &mut folders, &mut listing.files) {
            listing.unreadable.push((folder, error.to_string()));
        }
    }
    Ok(listing)
}

fn read(folder: &Path, folders: &mut Vec<PathBuf>, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            folders.push(entry.path());
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// What a count of many files found.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) words: Words,
    pub(crate) total: u64,
    pub(crate) files: usize,
    pub(crate) not_text: usize,
    pub(crate) unreadable: Vec<(PathBuf, String)>,
}

impl Outcome {
    /// Adds the words of one file.
    pub(crate) fn add(&mut self, words: Words) {
        self.files += 1;
        for (word, count) in words {
            self.total += count;
            *self.words.entry(word).or_default() += count;
        }
    }

    /// The most frequent words, with how often they occur.
    pub(crate) fn top(&self, most: usize) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> =
            self.words.iter().map(|(word, count)| (word.as_str(), *count)).collect();
        all.sort_unstable_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)));
        all.truncate(most);
        all
    }

    /// Whether another count found the same.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        self.words == other.words
            && (self.total, self.files, self.not_text) == (other.total, other.files, other.not_text)
            && self.unreadable.len() == other.unreadable.len()
    }
}

/// The same count in one loop.
pub(crate) fn alone(root: &Path) -> io::Result<Outcome> {
    let listing = list(root)?;
    let mut outcome = Outcome { unreadable: listing.unreadable, ..Outcome::default() };
    for path in listing.files {
        match count(&path) {
            Ok(words) => outcome.add(words),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => outcome.not_text += 1,
            Err(error) => outcome.unreadable.push((path, error.to_string())),
        }
    }
    Ok(outcome)
}
