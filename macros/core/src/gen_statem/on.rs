//! Reads `#[on(State, event, ..)]`: in which states, which event.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Meta, Pat, Path, Token, Type};

use super::model::States;
use crate::diag::{Diag, first_span};
use crate::gen_server::expand::{expression, moved};
use crate::gen_server::model::{Kind, Timeout};
use crate::gen_server::roles::{Role, RoleAttr};
use crate::gen_server::settings;
use crate::keys::{self, Arg, Value};
use crate::message::snake;
use crate::span;
use crate::text::{keys as keys_text, machines as text};
use crate::ty::{self, show};

/// What an attribute says.
pub(super) struct On {
    pub(super) states: States,
    pub(super) word: Word,
    /// The event, when it has another name than the method.
    pub(super) event: Option<Ident>,
    pub(super) timeout: Timeout,
    /// States in which the event waits.
    pub(super) postpone: Option<States>,
    /// States in which the event is dropped.
    pub(super) ignore: Option<States>,
}

/// The type of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Call,
    Cast,
    Info,
    Internal,
    Enter,
    EventTimeout,
    StateTimeout,
    Timeout,
}

const WORDS: &[(&str, Word)] = &[
    ("call", Word::Call),
    ("cast", Word::Cast),
    ("info", Word::Info),
    ("internal", Word::Internal),
    ("enter", Word::Enter),
    ("event_timeout", Word::EventTimeout),
    ("state_timeout", Word::StateTimeout),
    ("timeout", Word::Timeout),
];

impl Word {
    /// As the attribute has it.
    pub(super) fn name(self) -> &'static str {
        WORDS.iter().find(|(_, word)| *word == self).map_or("", |(name, _)| name)
    }

    /// What its handler may look like.
    pub(super) fn role(self) -> Role {
        match self {
            Self::Call => Role::Call,
            Self::Cast => Role::Cast,
            Self::Info => Role::Info,
            Self::Internal => Role::Internal,
            Self::Enter => Role::Enter,
            Self::EventTimeout | Self::StateTimeout | Self::Timeout => Role::Timeout,
        }
    }

    /// The kind of message that it makes; a call's is made elsewhere, and an enter call is none.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Self::Call | Self::Enter => None,
            Self::Cast => Some(Kind::Cast),
            Self::Info => Some(Kind::Info),
            Self::Internal => Some(Kind::Internal),
            Self::EventTimeout => Some(Kind::EventTimeout),
            Self::StateTimeout => Some(Kind::StateTimeout),
            Self::Timeout => Some(Kind::Timeout),
        }
    }
}

/// Reads the attribute; one that cannot be read is reported.
pub(super) fn read(attr: &RoleAttr, state: &Type, diag: &mut Diag) -> Option<On> {
    let tokens = match &attr.meta {
        Meta::List(list) if matches!(list.delimiter, syn::MacroDelimiter::Paren(_)) => {
            list.tokens.clone()
        }
        _ => TokenStream::new(),
    };
    if tokens.is_empty() {
        diag.at(attr.span(), text::EMPTY_ON);
        return None;
    }
    let Ok((pattern, rest)) = parts.parse2(tokens.clone()) else {
        match behind.parse2(tokens.clone()) {
            Ok((place, true)) => diag.at(place, text::GUARD),
            Ok((place, false)) => diag.at(place, text::NO_COMMA),
            Err(_) => diag.at(first_span(&tokens), text::NO_STATE),
        }
        return None;
    };
    let states = states(&pattern, state);
    let Some(rest) = rest else {
        diag.at(states.span, text::NO_EVENT);
        return None;
    };
    event(rest, states, state, diag)
}

/// The pattern, and what follows the comma.
fn parts(input: ParseStream<'_>) -> syn::Result<(Pat, Option<TokenStream>)> {
    let pattern = Pat::parse_multi_with_leading_vert(input)?;
    if input.is_empty() {
        return Ok((pattern, None));
    }
    input.parse::<Token![,]>()?;
    let rest: TokenStream = input.parse()?;
    Ok((pattern, (!rest.is_empty()).then_some(rest)))
}

/// What stands behind a pattern in place of a comma, and whether it is an `if`.
fn behind(input: ParseStream<'_>) -> syn::Result<(Span, bool)> {
    Pat::parse_multi_with_leading_vert(input)?;
    let found = (input.span(), input.peek(Token![if]));
    input.parse::<TokenStream>()?;
    Ok(found)
}

/// The type of the event, and the keys.
fn event(rest: TokenStream, states: States, state: &Type, diag: &mut Diag) -> Option<On> {
    let place = first_span(&rest);
    let Ok((word, rest)) = first_word.parse2(rest) else {
        diag.at(place, text::no_word(None));
        return None;
    };
    let name = word.unraw().to_string();
    let Some((_, kind)) = WORDS.iter().find(|(known, _)| *known == name) else {
        let known: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
        let near = keys::nearest(&snake(&name), &known);
        let first = states.names.join(" | ");
        if near.is_none() && name.starts_with(char::is_uppercase) {
            let text = if known.contains(&&*first) {
                text::event_in_front(&first, &name)
            } else {
                text::states_with_commas(&first, &name, states.are_all())
            };
            diag.at(word.span(), text);
        } else {
            diag.at(word.span(), text::no_word(near));
        }
        return None;
    };
    let known: &[&str] = match kind {
        Word::Call => &["call", "timeout", "postpone", "ignore"],
        Word::Enter => &["enter"],
        _ => &[&[kind.name(), "postpone", "ignore"][..]].concat(),
    };
    let mut on = On {
        states,
        word: *kind,
        event: None,
        timeout: Timeout::Default,
        postpone: None,
        ignore: None,
    };
    for arg in keys::parse(rest, "on", known, diag) {
        match arg.name().as_str() {
            first if first == on.word.name() && arg.key == word => on.name(&arg, diag),
            "timeout" => on.timeout = settings::timeout(&arg, diag),
            "postpone" => on.postpone = some_states(&arg, state, diag),
            _ => {
                if on.word == Word::Call {
                    diag.at(arg.key.span(), text::IGNORED_CALL);
                }
                on.ignore = some_states(&arg, state, diag);
            }
        }
    }
    Some(on)
}

impl On {
    /// `cast = button`, or only `cast`.
    fn name(&mut self, arg: &Arg, diag: &mut Diag) {
        if matches!(arg.value, Value::None) {
            return;
        }
        if self.word == Word::Enter {
            diag.at(arg.value_span(), text::NAMED_ENTER);
            return;
        }
        self.event = arg.parse(keys_text::EVENT, diag);
    }
}

/// The word in front, and all tokens with it.
fn first_word(input: ParseStream<'_>) -> syn::Result<(Ident, TokenStream)> {
    let word = input.call(Ident::parse_any)?;
    let rest: TokenStream = input.parse()?;
    Ok((word.clone(), quote!(#word #rest)))
}

/// The states that a key names.
fn some_states(arg: &Arg, state: &Type, diag: &mut Diag) -> Option<States> {
    let given = match &arg.value {
        Value::Is(tokens) => Pat::parse_multi_with_leading_vert.parse2(tokens.clone()).ok(),
        Value::None | Value::List(_) => None,
    };
    if given.is_none() {
        diag.at(arg.value_span(), text::states_of_key(&arg.name()));
    }
    given.map(|pattern| states(&pattern, state))
}

/// A pattern of states. A name is a variant of the state's type; what is no name is any pattern.
fn states(pattern: &Pat, state: &Type) -> States {
    let cases: Vec<&Pat> = match pattern {
        Pat::Or(or) => or.cases.iter().collect(),
        one => vec![one],
    };
    let span = first_span(&pattern.to_token_stream());
    let names = cases.iter().map(|case| show(*case)).collect();
    let variants = cases.iter().any(|case| is_other_name(case, state));
    let each = cases.iter().map(|case| case_of(case, state, variants));
    States { pattern: quote!(#(#each)|*), names, span }
}

/// Whether the pattern names something that is surely a variant, so that the state is an enum.
fn is_other_name(case: &Pat, state: &Type) -> bool {
    let path = match case {
        Pat::Ident(_) => return true,
        Pat::Struct(fields) => &fields.path,
        Pat::TupleStruct(fields) => &fields.path,
        _ => return false,
    };
    path.get_ident().is_some_and(|name| !is_name_of(state, name))
}

fn is_name_of(state: &Type, name: &Ident) -> bool {
    ty::tail(state).is_some_and(|last| last.ident == *name)
}

fn case_of(case: &Pat, state: &Type, variants: bool) -> TokenStream {
    // In our context: a lint about a pattern would be about ours, a tuple.
    let written = || span::again(case.to_token_stream());
    match case {
        Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
            // Braces fit a variant of any shape.
            variant(&name.ident, state).map_or_else(
                written,
                |variant| quote_spanned!(span::at(name.ident.span())=> #variant { .. }),
            )
        }
        Pat::Struct(syn::PatStruct { path, .. })
        | Pat::TupleStruct(syn::PatTupleStruct { path, .. }) => {
            prefixed(path, case, state, variants).unwrap_or_else(written)
        }
        // A constant is no variant, and is compared with what the reference leads to.
        // A text of bytes is a reference by itself, or an array.
        Pat::Lit(literal) if matches!(literal.lit, syn::Lit::ByteStr(_)) => written(),
        Pat::Path(_) | Pat::Lit(_) => {
            let place = span::at(first_span(&case.to_token_stream()));
            let written = written();
            quote_spanned!(place=> &#written)
        }
        _ => written(),
    }
}

/// The same pattern with its name below the type of the state.
fn prefixed(path: &Path, case: &Pat, state: &Type, variants: bool) -> Option<TokenStream> {
    let name = path.get_ident()?;
    // A struct that is the state has no variants.
    if !variants && is_name_of(state, name) {
        return None;
    }
    let variant = variant(name, state)?;
    let rest = case.to_token_stream().into_iter().skip(1);
    Some(quote!(#variant #(#rest)*))
}

/// The path of a variant, where the state has variants.
fn variant(name: &Ident, state: &Type) -> Option<TokenStream> {
    let Type::Path(path) = ty::peel(state) else { return None };
    let place = span::at(name.span());
    let state = moved(expression(&path.path).into_token_stream(), place);
    Some(quote_spanned!(place=> #state::#name))
}

/// Where a complaint about the attribute of a machine belongs.
pub(super) fn place(attr: &RoleAttr) -> Span {
    attr.span()
}
