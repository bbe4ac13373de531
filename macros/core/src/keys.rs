//! `key = value` arguments of our attributes: one parser, a schema per attribute, all errors at once.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Ident, Lit, LitStr, Path, Token};

use crate::diag::Diag;
use crate::text::keys::{self as text, Expected};

/// One argument: `key`, `key = value` or `key(tokens)`.
#[derive(Clone, Debug)]
pub struct Arg {
    /// The key.
    pub key: Ident,
    /// What follows it.
    pub value: Value,
}

/// What follows a key.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing.
    None,
    /// `= tokens`, up to the next comma.
    Is(TokenStream),
    /// `(tokens)`.
    List(TokenStream),
}

impl Arg {
    /// The key's name, without `r#`.
    #[must_use]
    pub fn name(&self) -> String {
        self.key.unraw().to_string()
    }

    /// Where a complaint about the value belongs.
    #[must_use]
    pub fn value_span(&self) -> Span {
        match &self.value {
            Value::None => self.key.span(),
            Value::Is(tokens) | Value::List(tokens) => tokens
                .clone()
                .into_iter()
                .next()
                .map_or_else(|| self.key.span(), |tree| tree.span()),
        }
    }

    /// Parses the value after `=`, or says what was expected.
    pub fn parse<T: Parse>(&self, expected: Expected, diag: &mut Diag) -> Option<T> {
        let parsed = match &self.value {
            Value::Is(tokens) => syn::parse2::<T>(tokens.clone()).ok(),
            Value::None | Value::List(_) => None,
        };
        if parsed.is_none() {
            diag.at(self.value_span(), text::expected(&self.name(), expected));
        }
        parsed
    }

    /// The value as one of some words, given as identifiers.
    pub fn word<T: Copy>(&self, words: &[(&str, T)], diag: &mut Diag) -> Option<T> {
        let name = self.plain_word();
        if let Some(found) =
            name.as_deref().and_then(|name| words.iter().find(|(word, _)| *word == name))
        {
            return Some(found.1);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        diag.at(self.value_span(), text::word(self, self.given_word().as_deref(), &known));
        None
    }

    /// The value, when it is one word.
    #[must_use]
    pub fn plain_word(&self) -> Option<String> {
        self.path().filter(|path| path.leading_colon.is_none()).and_then(|path| {
            let word = path.get_ident()?;
            Some(word.unraw().to_string())
        })
    }

    /// The value's last word, when it is a path.
    #[must_use]
    pub fn given_word(&self) -> Option<String> {
        self.path()?.segments.last().map(|last| last.ident.unraw().to_string())
    }

    fn path(&self) -> Option<Path> {
        match &self.value {
            Value::Is(tokens) => syn::parse2(tokens.clone()).ok(),
            Value::None | Value::List(_) => None,
        }
    }

    /// The value as a string literal.
    pub fn string(&self, diag: &mut Diag) -> Option<LitStr> {
        if let Some(word) = self.plain_word() {
            diag.at(self.value_span(), text::quote(&self.name(), &word));
            return None;
        }
        self.parse::<LitStr>(text::STRING, diag)
    }

    /// The value as a string with something in it.
    pub fn name_of(&self, diag: &mut Diag) -> Option<LitStr> {
        let given = self.string(diag)?;
        if given.value().is_empty() {
            diag.at(given.span(), text::empty(&self.name()));
            return None;
        }
        Some(given)
    }

    /// The value as a path that starts at the root.
    pub fn crate_path(&self, diag: &mut Diag) -> Option<Path> {
        let path: Path = self.parse(text::CRATE, diag)?;
        let first = path.segments.first().map(|segment| segment.ident.to_string());
        if path.leading_colon.is_some() || matches!(first.as_deref(), Some("crate" | "$crate")) {
            return Some(path);
        }
        diag.at(self.value_span(), text::expected(&self.name(), text::CRATE));
        None
    }

    /// What is in the string after `=`, where maybe no string should be.
    #[must_use]
    pub fn quoted(&self) -> Option<String> {
        match self.literal() {
            Some(Lit::Str(text)) => Some(text.value()),
            _ => None,
        }
    }

    /// The literal after `=`, whatever its kind.
    #[must_use]
    pub fn literal(&self) -> Option<Lit> {
        match &self.value {
            Value::Is(tokens) => syn::parse2(tokens.clone()).ok(),
            Value::None | Value::List(_) => None,
        }
    }
}

/// The arguments of one attribute, against the keys that it knows.
///
/// Unknown and doubled keys are reported here, and left out.
pub fn parse(tokens: TokenStream, attribute: &str, known: &[&str], diag: &mut Diag) -> Vec<Arg> {
    let mut args: Vec<Arg> = Vec::new();
    let split = |input: ParseStream<'_>| split(input, attribute, known);
    for arg in diag.ok(split.parse2(tokens)).unwrap_or_default() {
        let name = arg.name();
        if !known.contains(&name.as_str()) {
            diag.at(arg.key.span(), text::unknown(attribute, &name, known));
        } else if args.iter().any(|before| before.name() == name) {
            diag.at(arg.key.span(), text::doubled(&name));
        } else {
            args.push(arg);
        }
    }
    args
}

fn split(input: ParseStream<'_>, attribute: &str, known: &[&str]) -> syn::Result<Vec<Arg>> {
    let mut args = Vec::new();
    while !input.is_empty() {
        let key = input
            .call(Ident::parse_any)
            .map_err(|error| text::no_key(attribute, known).error(error.span()))?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Value::Is(until_comma(input)?)
        } else if input.peek(syn::token::Paren) {
            let inner;
            syn::parenthesized!(inner in input);
            Value::List(inner.parse()?)
        } else {
            Value::None
        };
        args.push(Arg { key, value });
        if !input.is_empty() {
            input.parse::<Token![,]>().map_err(|error| text::NO_COMMA.error(error.span()))?;
        }
    }
    Ok(args)
}

/// The tokens up to the next comma that is not inside `<..>`.
fn until_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    let mut depth = 0_i32;
    while !input.is_empty() && (depth > 0 || !input.peek(Token![,])) {
        if depth == 0 && !tokens.is_empty() && key_follows(input) {
            return Err(text::MISSING_COMMA.error(input.span()));
        }
        let tree: TokenTree = input.parse()?;
        if let TokenTree::Punct(punct) = &tree {
            depth += match punct.as_char() {
                '<' => 1,
                '>' if depth > 0 => -1,
                _ => 0,
            };
        }
        tokens.extend([tree]);
    }
    Ok(tokens)
}

/// Whether `key =` comes next.
fn key_follows(input: ParseStream<'_>) -> bool {
    let assigns = input.peek2(Token![=]) && !input.peek2(Token![==]) && !input.peek2(Token![=>]);
    input.peek(Ident) && assigns
}

/// `a`, `b` and `c`.
#[must_use]
pub fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => "none".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The known word that is closest to `name`, if one is close enough to be meant.
#[must_use]
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let allowed = (name.chars().count() / 3).max(1);
    known
        .iter()
        .map(|word| (distance(name, word), *word))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, word)| word)
}

/// How many letters have to be changed, added, dropped or swapped (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best =
                (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(tokens: &str) -> String {
        let mut diag = Diag::new();
        parse(tokens.parse().expect("tokens"), "call", &["timeout", "name"], &mut diag);
        diag.into_tokens().to_string()
    }

    #[test]
    fn a_misspelt_key_is_told_the_nearest() {
        assert!(errors("timeuot = \"5s\"").contains("did you mean `timeout`?"));
        assert!(!errors("zzz").contains("did you mean"));
    }

    #[test]
    fn a_doubled_key_is_an_error_at_the_second() {
        assert!(errors("name = a, name = b").contains("given twice"));
    }

    #[test]
    fn a_comma_inside_angle_brackets_belongs_to_the_value() {
        let mut diag = Diag::new();
        let args = parse(
            "name = Map<u8, u8>, timeout".parse().expect("tokens"),
            "call",
            &["timeout", "name"],
            &mut diag,
        );
        assert!(diag.is_empty());
        assert_eq!(args.len(), 2);
    }
}
