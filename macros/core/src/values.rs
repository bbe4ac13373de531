//! Values that several attributes share: durations, counts, restart and shutdown policies.

use std::time::Duration;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Lit, LitInt};

use crate::diag::Diag;
use crate::duration;
use crate::keys::{self, Arg};
use crate::message::snake;
use crate::text::keys as text;

/// The words of `restart`, with the variants that they mean.
pub const RESTART: &[(&str, &str)] =
    &[("permanent", "Permanent"), ("transient", "Transient"), ("temporary", "Temporary")];

/// How a process is asked to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shutdown {
    /// At once.
    BrutalKill,
    /// Killed when it takes longer.
    After(Duration),
    /// In its own time.
    Infinity,
}

impl Shutdown {
    /// The value of the runtime's type, below the crate's path.
    #[must_use]
    pub fn to_tokens(self, krate: &TokenStream) -> TokenStream {
        match self {
            Self::BrutalKill => quote!(#krate::Shutdown::BrutalKill),
            Self::Infinity => quote!(#krate::Shutdown::Infinity),
            Self::After(time) => {
                let time = duration_tokens(time, krate);
                quote!(#krate::Shutdown::After(#time))
            }
        }
    }
}

/// A duration as a constant expression.
#[must_use]
pub fn duration_tokens(time: Duration, krate: &TokenStream) -> TokenStream {
    let (seconds, nanos) = (time.as_secs(), time.subsec_nanos());
    quote!(#krate::__private01::Duration::new(#seconds, #nanos))
}

/// `krate::Kind::Variant`, for a word that was looked up in a table of ours.
#[must_use]
pub fn variant(krate: &TokenStream, kind: &str, variant: &str) -> TokenStream {
    let (kind, variant) =
        (Ident::new(kind, Span::call_site()), Ident::new(variant, Span::call_site()));
    quote!(#krate::#kind::#variant)
}

/// `"5s"`, `brutal_kill` or `infinity`.
pub fn shutdown(arg: &Arg, diag: &mut Diag) -> Option<Shutdown> {
    match arg.literal() {
        Some(Lit::Str(text)) => duration_text(arg, &text.value(), diag).map(Shutdown::After),
        Some(Lit::Int(number)) if is_count(&number) => {
            let meant = format!("\"{}ms\"", number.base10_digits());
            diag.at(arg.value_span(), text::shutdown(&arg.name(), &meant));
            None
        }
        _ if unquoted(arg, diag) => None,
        _ => {
            let words = [("brutal_kill", Shutdown::BrutalKill), ("infinity", Shutdown::Infinity)];
            let given = arg.given_word().map(|word| snake(&word));
            let found = words.iter().find(|(word, _)| Some(*word) == arg.plain_word().as_deref());
            if found.is_none() {
                let known = words.map(|(word, _)| word);
                let near = given.and_then(|given| keys::nearest(&given, &known));
                diag.at(arg.value_span(), text::shutdown(&arg.name(), near.unwrap_or("\"5s\"")));
            }
            found.map(|(_, shutdown)| *shutdown)
        }
    }
}

/// Whether the value is a duration that has no quotes, which is reported.
fn unquoted(arg: &Arg, diag: &mut Diag) -> bool {
    let (Some(Lit::Int(_) | Lit::Float(_)), crate::keys::Value::Is(tokens)) =
        (arg.literal(), &arg.value)
    else {
        return false;
    };
    let given = tokens.to_string();
    let is = duration::parse(&given).is_some();
    if is {
        diag.at(arg.value_span(), text::quote_duration(&arg.name(), &given));
    }
    is
}

/// A window of time: `5` for seconds, or `"5s"`; zero is refused.
pub fn window(arg: &Arg, diag: &mut Diag) -> Option<Duration> {
    let time = match arg.literal() {
        Some(Lit::Str(text)) => duration_text(arg, &text.value(), diag)?,
        Some(Lit::Int(number)) if is_count(&number) => {
            let Ok(seconds) = number.base10_parse() else {
                diag.at(arg.value_span(), text::window(&arg.name()));
                return None;
            };
            Duration::from_secs(seconds)
        }
        _ if unquoted(arg, diag) => return None,
        _ => {
            diag.at(arg.value_span(), text::window(&arg.name()));
            return None;
        }
    };
    nonzero(arg, time, time.is_zero(), "\"5s\"", diag)
}

/// A duration of more than zero, with its unit.
pub fn duration(arg: &Arg, diag: &mut Diag) -> Option<Duration> {
    if let Some(Lit::Str(text)) = arg.literal() {
        let time = duration_text(arg, &text.value(), diag)?;
        return nonzero(arg, time, time.is_zero(), "\"30s\"", diag);
    }
    if unquoted(arg, diag) {
        return None;
    }
    diag.at(arg.value_span(), text::expected(&arg.name(), text::WITH_UNIT));
    None
}

/// A count of at least one.
pub fn count(arg: &Arg, diag: &mut Diag) -> Option<usize> {
    match arg.literal() {
        Some(Lit::Int(number)) if is_count(&number) => {
            let Ok(count) = number.base10_parse::<u32>() else {
                diag.at(arg.value_span(), text::too_large(&arg.name()));
                return None;
            };
            nonzero(arg, count as usize, count == 0, "1", diag)
        }
        _ => {
            diag.at(arg.value_span(), text::number(arg));
            None
        }
    }
}

/// A bare key, or `= true` and `= false`.
pub fn flag(arg: &Arg, diag: &mut Diag) -> Option<bool> {
    match (&arg.value, arg.literal()) {
        (crate::keys::Value::None, _) => Some(true),
        (_, Some(Lit::Bool(given))) => Some(given.value),
        _ => {
            diag.at(arg.value_span(), text::flag(&arg.name()));
            None
        }
    }
}

/// How long to wait: `"5s"`, or `infinity`, which is `Some(None)`; zero is refused.
pub fn timeout(arg: &Arg, diag: &mut Diag) -> Option<Option<Duration>> {
    match arg.literal() {
        Some(Lit::Str(text)) => {
            let time = duration_text(arg, &text.value(), diag)?;
            nonzero(arg, Some(time), time.is_zero(), "\"5s\"", diag)
        }
        Some(Lit::Int(number)) if is_count(&number) => {
            diag.at(arg.value_span(), text::timeout_unit(&arg.name(), number.base10_digits()));
            None
        }
        _ if unquoted(arg, diag) => None,
        _ => {
            let is_infinity = matches!(&arg.value, crate::keys::Value::Is(tokens)
                if tokens.to_string() == "infinity");
            if !is_infinity {
                diag.at(arg.value_span(), text::timeout(&arg.name()));
            }
            is_infinity.then_some(None)
        }
    }
}

fn duration_text(arg: &Arg, given: &str, diag: &mut Diag) -> Option<Duration> {
    let parsed = duration::parse(given);
    if parsed.is_none() {
        diag.at(arg.value_span(), text::no_duration(given));
    }
    parsed
}

/// Whether a number counts something: it has no sign and no type.
fn is_count(number: &LitInt) -> bool {
    number.suffix().is_empty() && !number.base10_digits().starts_with('-')
}

fn nonzero<T>(arg: &Arg, value: T, zero: bool, example: &str, diag: &mut Diag) -> Option<T> {
    if zero {
        diag.at(arg.value_span(), text::zero(&arg.name(), example));
        return None;
    }
    Some(value)
}
