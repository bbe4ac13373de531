//! The arguments of `#[every(..)]` and `#[cron(..)]`.

use std::time::Duration;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Lit, LitStr};

use super::roles::{Role, RoleAttr};
use crate::diag::{Diag, first_span};
use crate::keys::{self, Arg};
use crate::text::{keys as keys_text, schedules as text};
use crate::{cron, duration, values};

const EVERY_KEYS: &[&str] = &["missed"];
const CRON_KEYS: &[&str] = &["tz", "overlap", "missed", "jitter", "seed"];

const MISSED: &[(&str, &str)] = &[("skip", "Skip"), ("burst", "Burst"), ("delay", "Delay")];
const OVERLAP: &[(&str, &str)] = &[("skip", "Skip"), ("queue", "Queue")];

/// When a handler runs again and again.
pub(crate) struct Recurring {
    pub(crate) timing: Timing,
    /// The variant of `Missed`.
    pub(crate) missed: &'static str,
}

/// At an interval, or by the calendar.
pub(crate) enum Timing {
    Every(Duration),
    Cron(Box<Cron>),
}

/// By the calendar.
pub(crate) struct Cron {
    pub(crate) expression: LitStr,
    pub(crate) zone: Option<LitStr>,
    /// The variant of `Overlap`.
    pub(crate) overlap: &'static str,
    pub(crate) jitter: Duration,
    pub(crate) seed: Option<u64>,
}

/// Reads what stands in the parentheses; `None` when nothing can be made of it, which was reported.
pub(crate) fn read(attr: &RoleAttr, tokens: &TokenStream, diag: &mut Diag) -> Option<Recurring> {
    let before = diag.len();
    let is_cron = attr.role == Role::Cron;
    let missing = if is_cron { text::ONE_EXPRESSION } else { text::ONE_INTERVAL };
    let (first, rest) = match split(tokens.clone()) {
        Ok(split) => split,
        Err(key) => {
            diag.at(key.span(), text::missing_comma(attr.role.name()));
            return None;
        }
    };
    let Some(first) = first else {
        let span = if tokens.is_empty() { attr.span() } else { first_span(tokens) };
        diag.at(span, missing);
        return None;
    };
    let known = if is_cron { CRON_KEYS } else { EVERY_KEYS };
    if let Some(TokenTree::Literal(second)) = rest.clone().into_iter().next() {
        diag.at(second.span(), missing);
        return None;
    }
    let mut args = keys::parse(for_calendar(rest, is_cron, diag), attr.role.name(), known, diag);
    let missed = word(&mut args, "missed", MISSED, diag);
    let timing = if is_cron {
        Timing::Cron(Box::new(calendar(first, args, diag)))
    } else {
        Timing::Every(interval(&first, diag)?)
    };
    (diag.len() == before).then_some(Recurring { timing, missed })
}

/// The text in front, and what follows its comma; or the key that should follow one.
fn split(tokens: TokenStream) -> Result<(Option<LitStr>, TokenStream), Ident> {
    let mut trees = tokens.into_iter();
    let first = trees.next().and_then(|tree| syn::parse2::<LitStr>(tree.into()).ok());
    match trees.next() {
        None => Ok((first, TokenStream::new())),
        Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => Ok((first, trees.collect())),
        Some(TokenTree::Ident(key)) if first.is_some() => Err(key),
        Some(_) => Ok((None, TokenStream::new())),
    }
}

/// The arguments; keys of the other attribute are taken out of those of an interval, and explained.
fn for_calendar(rest: TokenStream, is_cron: bool, diag: &mut Diag) -> TokenStream {
    if is_cron {
        return rest;
    }
    for tree in rest.clone() {
        if let TokenTree::Ident(key) = tree
            && key != "missed"
            && CRON_KEYS.iter().any(|known| key == known)
        {
            diag.at(key.span(), text::only_cron(&key.to_string()));
            return TokenStream::new();
        }
    }
    rest
}

fn take(args: &mut Vec<Arg>, name: &str) -> Option<Arg> {
    let at = args.iter().position(|arg| arg.name() == name)?;
    Some(args.remove(at))
}

/// One of some words; the first one unless it is given.
fn word(
    args: &mut Vec<Arg>,
    name: &str,
    words: &[(&str, &'static str)],
    diag: &mut Diag,
) -> &'static str {
    let given = take(args, name).and_then(|arg| arg.word(words, diag));
    given.or_else(|| words.first().map(|(_, first)| *first)).unwrap_or("Skip")
}

fn interval(text: &LitStr, diag: &mut Diag) -> Option<Duration> {
    match duration::parse(&text.value()) {
        Some(Duration::ZERO) => diag.at(text.span(), text::ZERO),
        Some(time) => return Some(time),
        None => diag.at(text.span(), keys_text::no_duration(&text.value())),
    }
    None
}

fn calendar(expression: LitStr, mut args: Vec<Arg>, diag: &mut Diag) -> Cron {
    if let Err(text) = cron::check(&expression.value()) {
        diag.at(expression.span(), text);
    }
    let zone = take(&mut args, "tz").and_then(|arg| arg.parse::<LitStr>(keys_text::ZONE, diag));
    if let Some(zone) = &zone
        && let Err(text) = cron::zone(&zone.value())
    {
        diag.at(zone.span(), text);
    }
    let overlap = word(&mut args, "overlap", OVERLAP, diag);
    let jitter = take(&mut args, "jitter");
    let seed = take(&mut args, "seed");
    if let (None, Some(seed)) = (&jitter, &seed) {
        diag.at(seed.key.span(), text::SEED_ALONE);
    }
    Cron {
        expression,
        zone,
        overlap,
        jitter: jitter.and_then(|arg| values::duration(&arg, diag)).unwrap_or_default(),
        seed: seed.and_then(|arg| number(&arg, diag)),
    }
}

fn number(arg: &Arg, diag: &mut Diag) -> Option<u64> {
    let number = match arg.literal() {
        Some(Lit::Int(number)) if number.suffix().is_empty() => number.base10_parse().ok(),
        _ => None,
    };
    if number.is_none() {
        diag.at(arg.value_span(), text::SEED);
    }
    number
}

impl Recurring {
    /// The schedule as an expression; `name` is the method's.
    pub(crate) fn to_tokens(
        &self,
        name: &str,
        krate: &TokenStream,
        at: impl Fn(Span) -> TokenStream,
    ) -> TokenStream {
        let missed = values::variant(&quote!(#krate::schedule), "Missed", self.missed);
        match &self.timing {
            Timing::Every(time) => {
                let (time, private) =
                    (values::duration_tokens(*time, krate), quote!(#krate::__private01));
                quote!(#private::every(#name, #time, #missed))
            }
            Timing::Cron(cron) => {
                let Cron { expression, zone, overlap, jitter, seed } = &**cron;
                let overlap = values::variant(&quote!(#krate::schedule), "Overlap", overlap);
                // Where the feature is off, the complaint belongs to the expression.
                let cron = at(expression.span());
                let jitter = values::duration_tokens(*jitter, krate);
                let zone = zone.as_ref().map_or_else(|| quote!("UTC"), ToTokens::to_token_stream);
                let private = quote!(#krate::__private01);
                let seed = match seed {
                    Some(seed) => quote!(#private::Some(#seed)),
                    None => quote!(#private::None),
                };
                quote!(#cron(#name, #expression, #zone, #missed, #overlap, #jitter, #seed))
            }
        }
    }
}
