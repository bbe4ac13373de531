//! Rust source, split into what the compiler reads and what only people read.

use std::ops::Range;
use std::path::PathBuf;

/// A source file.
#[derive(Debug)]
pub struct Source {
    /// Where it is, seen from the top of the repository.
    pub path: PathBuf,
    /// Its lines, from the first.
    pub lines: Vec<Line>,
}

/// One line of a source file.
#[derive(Debug, Default)]
pub struct Line {
    /// As it stands in the file.
    pub raw: String,
    /// Without comments, and with `_` for each character inside of a literal.
    pub code: String,
    /// Only the text of comments.
    pub comment: String,
}

/// A function and the lines it spans.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The indices of its lines, from `fn` to the closing brace.
    pub lines: Range<usize>,
}

impl Source {
    /// Splits `text`.
    pub fn parse(path: impl Into<PathBuf>, text: &str) -> Self {
        Self { path: path.into(), lines: Splitter::new(text).split() }
    }

    /// Where the module of inline tests begins; the number of lines when there is none.
    pub fn tests_begin(&self) -> usize {
        let opens = |line: &Line| {
            let code = line.code.trim();
            code.starts_with("mod tests {") || code.ends_with("] mod tests {")
        };
        self.lines.iter().position(opens).unwrap_or(self.lines.len())
    }

    /// How many lines hold code, up to the inline tests.
    pub fn code_lines(&self) -> usize {
        let code = &self.lines[..self.tests_begin()];
        code.iter().filter(|line| !line.code.trim().is_empty()).count()
    }

    /// Whether line `index` belongs to a test.
    pub fn is_test(&self, index: usize) -> bool {
        let in_folder = self.path.components().any(|part| part.as_os_str() == "tests");
        let by_name = self.path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name == "tests.rs" || name.ends_with("_tests.rs")
        });
        in_folder || by_name || index >= self.tests_begin()
    }

    /// All functions with a body, nested ones too.
    pub fn functions(&self) -> Vec<Function> {
        let chars: Vec<(usize, char)> = self
            .lines
            .iter()
            .enumerate()
            .flat_map(|(index, line)| line.code.chars().chain(['\n']).map(move |c| (index, c)))
            .collect();
        let starts = (0..chars.len()).filter(|&at| is_keyword(&chars, at, "fn"));
        starts.filter_map(|at| function(&chars, at)).collect()
    }
}

/// Whether `text` holds `word`, and not as a part of a longer word.
pub fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_word_char) && !after.is_some_and(is_word_char)
    })
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_keyword(chars: &[(usize, char)], at: usize, word: &str) -> bool {
    let before = at.checked_sub(1).map(|before| chars[before].1);
    let mut rest = chars[at..].iter().map(|&(_, c)| c);
    word.chars().all(|c| rest.next() == Some(c))
        && !rest.next().is_some_and(is_word_char)
        && !before.is_some_and(|c| is_word_char(c) || c == '#')
}

/// Reads the function whose `fn` is at `at`. A type `fn()` has no name, and a required method no body.
fn function(chars: &[(usize, char)], at: usize) -> Option<Function> {
    let rest = &chars[at + 2..];
    let name: String = rest
        .iter()
        .map(|&(_, c)| c)
        .skip_while(|c| c.is_whitespace())
        .take_while(|&c| is_word_char(c))
        .collect();
    if name.is_empty() {
        return None;
    }
    let (mut brackets, mut braces) = (0_usize, 0_usize);
    for &(line, c) in rest {
        match c {
            '(' | '[' if braces == 0 => brackets += 1,
            ')' | ']' if braces == 0 => brackets = brackets.saturating_sub(1),
            ';' if braces == 0 && brackets == 0 => return None,
            '{' if brackets == 0 => braces += 1,
            '}' if brackets == 0 => {
                braces = braces.saturating_sub(1);
                if braces == 0 {
                    return Some(Function { name, lines: chars[at].0..line + 1 });
                }
            }
            _ => {}
        }
    }
    None
}

/// What the splitter is inside of.
#[derive(Clone, Copy)]
enum Place {
    Code,
    LineComment,
    BlockComment(usize),
    Text,
    RawText(usize),
}

struct Splitter {
    chars: Vec<char>,
    at: usize,
    place: Place,
    line: Line,
    lines: Vec<Line>,
}

impl Splitter {
    fn new(text: &str) -> Self {
        let chars = text.chars().collect();
        Self { chars, at: 0, place: Place::Code, line: Line::default(), lines: Vec::new() }
    }

    fn split(mut self) -> Vec<Line> {
        while let Some(c) = self.peek(0) {
            if c == '\n' {
                self.end_line();
                continue;
            }
            match self.place {
                Place::Code => self.code(c),
                Place::LineComment => self.comment(1),
                Place::BlockComment(depth) => self.block_comment(depth),
                Place::Text => self.text(c),
                Place::RawText(hashes) => self.raw_text(c, hashes),
            }
        }
        if !self.line.raw.is_empty() {
            self.lines.push(self.line);
        }
        self.lines
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(ahead, c)| self.peek(ahead) == Some(c))
    }

    fn end_line(&mut self) {
        self.at += 1;
        self.lines.push(std::mem::take(&mut self.line));
        if matches!(self.place, Place::LineComment) {
            self.place = Place::Code;
        }
    }

    /// Moves over `count` characters of code; those of a literal are hidden.
    fn keep(&mut self, count: usize, hide: bool) {
        for _ in 0..count {
            match self.peek(0) {
                Some(c) if c != '\n' => {
                    self.line.raw.push(c);
                    self.line.code.push(if hide { '_' } else { c });
                    self.at += 1;
                }
                _ => return,
            }
        }
    }

    fn comment(&mut self, count: usize) {
        for _ in 0..count {
            match self.peek(0) {
                Some(c) if c != '\n' => {
                    self.line.raw.push(c);
                    self.line.comment.push(c);
                    self.at += 1;
                }
                _ => return,
            }
        }
    }

    fn code(&mut self, c: char) {
        if self.starts_with("//") {
            self.place = Place::LineComment;
            self.comment(2);
        } else if self.starts_with("/*") {
            self.place = Place::BlockComment(1);
            self.comment(2);
        } else if c == '"' {
            self.place = Place::Text;
            self.keep(1, false);
        } else if let Some(hashes) = self.raw_opens(c) {
            self.place = Place::RawText(hashes);
            self.keep(hashes + 2, false);
        } else if let Some(length) = self.char_literal(c) {
            self.keep(1, false);
            self.keep(length - 2, true);
            self.keep(1, false);
        } else {
            self.keep(1, false);
        }
    }

    /// The number of `#` when raw text opens here, as in `r"` or `br##"`.
    fn raw_opens(&self, c: char) -> Option<usize> {
        // What comes before may be the `b` or `c` of `br` and `cr`, or the end of a longer name.
        let before = self.at.checked_sub(1).map(|at| self.chars[at]);
        if c != 'r' || before.is_some_and(|c| is_word_char(c) && c != 'b' && c != 'c') {
            return None;
        }
        let rest = self.chars[self.at + 1..].iter();
        let hashes = rest.take_while(|&&c| c == '#').count();
        (self.peek(hashes + 1) == Some('"')).then_some(hashes)
    }

    /// The length of the character literal that begins here; `None` for a lifetime.
    fn char_literal(&self, c: char) -> Option<usize> {
        if c != '\'' {
            return None;
        }
        if self.peek(1) == Some('\\') {
            // `'\u{10ffff}'` is the longest, and the quote after the backslash may be what is escaped.
            let close = (3..12).find(|&ahead| self.peek(ahead) == Some('\''))?;
            return Some(close + 1);
        }
        (self.peek(2) == Some('\'')).then_some(3)
    }

    fn block_comment(&mut self, depth: usize) {
        if self.starts_with("/*") {
            self.place = Place::BlockComment(depth + 1);
            self.comment(2);
        } else if self.starts_with("*/") {
            self.place = if depth == 1 { Place::Code } else { Place::BlockComment(depth - 1) };
            self.comment(2);
        } else {
            self.comment(1);
        }
    }

    fn text(&mut self, c: char) {
        match c {
            '\\' => self.keep(2, true),
            '"' => {
                self.place = Place::Code;
                self.keep(1, false);
            }
            _ => self.keep(1, true),
        }
    }

    fn raw_text(&mut self, c: char, hashes: usize) {
        let closes = c == '"' && (1..=hashes).all(|ahead| self.peek(ahead) == Some('#'));
        if closes {
            self.place = Place::Code;
            self.keep(hashes + 1, false);
        } else {
            self.keep(1, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Vec<String> {
        Source::parse("a.rs", text).lines.into_iter().map(|line| line.code).collect()
    }

    #[test]
    fn literals_are_hidden_and_comments_are_apart() {
        assert_eq!(code(r#"let a = "fn // {"; // b"#), [r#"let a = "_______"; "#]);
        assert_eq!(code("x(r#\"a\"b\"#, 1)"), ["x(r#\"___\"#, 1)"]);
        assert_eq!(code("('{', '\\'', '\\u{7d}', b'\"')"), ["('_', '__', '______', b'_')"]);
        assert_eq!(code("fn a<'a>(x: &'a str) {}"), ["fn a<'a>(x: &'a str) {}"]);
        assert_eq!(code("a /* b /* c */\nd */ e"), ["a ", " e"]);
        assert_eq!(code("let r#fn = \"a\\\"b\";"), ["let r#fn = \"____\";"]);
    }

    #[test]
    fn a_comment_keeps_its_text() {
        let source = Source::parse("a.rs", "let url = \"a://b\"; // see below\n");
        assert_eq!(source.lines[0].comment, "// see below");
        assert_eq!(source.lines[0].raw, "let url = \"a://b\"; // see below");
    }

    #[test]
    fn functions_end_at_their_own_brace() {
        let text = "trait T {\n    fn no(&self, b: [u8; 2]);\n}\nfn outer(f: fn(u8)) {\n    \
                    fn inner() { \"}\"; }\n    { }\n}\n";
        let found = Source::parse("a.rs", text).functions();
        let outer = Function { name: "outer".into(), lines: 3..7 };
        let inner = Function { name: "inner".into(), lines: 4..5 };
        assert_eq!(found, [outer, inner]);
    }

    #[test]
    fn only_code_before_the_tests_counts() {
        let text =
            "//! A.\n\nuse b;\n// c\nlet d = \"\n\ne\";\n#[cfg(test)]\nmod tests {\nuse f;\n}\n";
        let source = Source::parse("src/a.rs", text);
        assert_eq!(source.code_lines(), 4);
        assert!(!source.is_test(2));
        assert!(source.is_test(9));
        assert!(Source::parse("a/tests/b.rs", "").is_test(0));
    }

    #[test]
    fn a_word_stands_alone() {
        assert!(has_word("pub unsafe fn", "unsafe"));
        assert!(!has_word("deny(unsafe_code)", "unsafe"));
    }
}
