//! What rustc printed about an input that must fail, taken apart.

/// One error: its first line, and what it marks.
#[derive(Debug)]
pub struct Complaint<'a> {
    /// `error[E0277]: ..`.
    pub title: &'a str,
    /// The lines of text that follow, up to the place.
    pub help: Vec<&'a str>,
    /// The lines of code that it prints first, each as its number (or none) and the text behind
    /// the bar, carets and all.
    pub snippet: Vec<(Option<usize>, &'a str)>,
}

/// All errors of a text; warnings are none of them.
pub fn complaints(text: &str) -> Vec<Complaint<'_>> {
    let mut all: Vec<Complaint<'_>> = Vec::new();
    let mut part = Part::Over;
    for line in text.lines() {
        if line.starts_with("error") {
            let (help, snippet) = (Vec::new(), Vec::new());
            all.push(Complaint { title: line, help, snippet });
            part = Part::Title;
            continue;
        }
        let Some(last) = all.last_mut() else { continue };
        match part {
            Part::Title if line.trim_start().starts_with("-->") => part = Part::Snippet,
            Part::Title if line.is_empty() || line.starts_with("warning") => part = Part::Over,
            Part::Title => last.help.push(line),
            // A note has a place of its own.
            Part::Snippet => match code(line) {
                Some(code) => last.snippet.push(code),
                None => part = Part::Over,
            },
            Part::Over => {}
        }
    }
    all
}

#[derive(Clone, Copy)]
enum Part {
    Title,
    Snippet,
    Over,
}

/// `12 | code`, `   | ^^^^` or `...`.
fn code(line: &str) -> Option<(Option<usize>, &str)> {
    if line.starts_with("...") {
        return Some((None, ""));
    }
    let (number, text) = line.split_once('|')?;
    match number.trim() {
        "" => Some((None, text)),
        number => Some((Some(number.parse().ok()?), text)),
    }
}

impl<'a> Complaint<'a> {
    /// Whether anything is marked.
    pub fn has_caret(&self) -> bool {
        self.snippet.iter().any(|(number, text)| number.is_none() && text.contains('^'))
    }

    /// The last line of rustc that only counts.
    pub fn only_counts(&self) -> bool {
        self.title.starts_with("error: aborting due to")
    }

    /// The lines of the user that are shown, without the bars of a mark over several.
    pub fn code(&self) -> Vec<&'a str> {
        let shown = self.snippet.iter().filter(|(number, _)| number.is_some());
        shown.map(|(_, text)| text.trim_start_matches(['/', '|', ' '])).collect()
    }

    /// The lines of the user of which all is marked, from the first character to the last.
    pub fn marked_wholly(&self) -> Vec<&'a str> {
        let mut whole = Vec::new();
        let mut line = "";
        for (number, text) in &self.snippet {
            if number.is_some() {
                line = text;
            } else if covers(text, line) {
                whole.push(line.trim());
            }
        }
        whole
    }

    /// Whether a mark goes over several lines of the user: it begins at one, as in `^----` or
    /// `______^`, and ends at another, as in `|____^`.
    pub fn spans_lines(&self) -> bool {
        let below = self.snippet.iter().filter(|(number, _)| number.is_none());
        below.map(|(_, text)| text).any(|text| text.contains("_^"))
    }
}

/// Whether the carets reach from the first character of the code to the last, or to the brace.
fn covers(marks: &str, code: &str) -> bool {
    let Some(first) = marks.find('^') else { return false };
    let carets = marks[first..].chars().take_while(|mark| *mark == '^').count();
    let begins = code.len() - code.trim_start().len();
    first == begins && carets >= code.trim().trim_end_matches(['{', '}', ' ']).chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
error: one
       help: two
 --> ui/a.rs:3:1
  |
3 | #[gen_server]
  | ^^^^^^^^^^^^^

error[E0428]: three
  --> ui/a.rs:10:1
   |
10 |   #[gen_server]
   |   ^------------
   |   |
   |  _in this attribute macro expansion
   | |
11 | | impl Counter {
   | |____________^ redefined here
   |
note: four
  --> ui/b.rs:1:1
   |
 1 | impl Counter {
   | ^^^^^^^^^^^^^^

error: aborting due to 2 previous errors
";

    #[test]
    fn an_error_is_its_title_its_help_and_what_it_marks() {
        let all = complaints(TEXT);
        let titles: Vec<&str> = all.iter().map(|one| one.title).collect();
        let last = "error: aborting due to 2 previous errors";
        assert_eq!(titles, ["error: one", "error[E0428]: three", last]);
        assert_eq!(all[0].help, ["       help: two"]);
        assert!(all[0].has_caret() && !all[0].spans_lines() && all[2].only_counts());
        assert_eq!(all[0].marked_wholly(), ["#[gen_server]"]);
    }

    #[test]
    fn a_mark_over_several_lines_is_seen_and_a_note_is_none() {
        let all = complaints(TEXT);
        assert!(all[1].spans_lines() && all[1].marked_wholly().is_empty());
    }
}
