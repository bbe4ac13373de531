//! `#[derive(GenServer)]` and `#[derive(GenStatem)]`: how a server or a state machine runs, as a
//! constant of its type.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Generics, Ident, Item, Lit, parse_quote};

use crate::diag::{Diag, first_span};
use crate::keys::{Arg, Value};
use crate::text::{Subject, derives, keys as text, types};
use crate::{attr, span, stays, values};

const KEYS: &[&str] = &[
    "name",
    "mailbox",
    "overflow",
    "shutdown",
    "restart",
    "timeout",
    "on_stop",
    "trap_exit",
    "crate",
];
const OVERFLOW: &[(&str, &str)] =
    &[("refuse", "Refuse"), ("drop_oldest", "DropOldest"), ("drop_newest", "DropNewest")];
const ON_STOP: &[(&str, &str)] = &[("drain", "Drain"), ("discard", "Discard")];

/// A type that becomes a server.
struct State {
    name: Ident,
    generics: Generics,
    /// That it is bound to its thread, which is said where the compiler would find it out.
    stays: Option<TokenStream>,
}

/// A derive, and its attribute.
struct Derive {
    name: &'static str,
    attribute: &'static str,
    subject: Subject,
    /// What holds unless a key says otherwise.
    default: fn() -> TokenStream,
}

const SERVER: Derive = Derive {
    name: "GenServer",
    attribute: "server",
    subject: Subject::Server,
    default: TokenStream::new,
};

/// As in OTP, a call to a state machine waits for as long as it takes: its state may not be ready.
const MACHINE: Derive = Derive {
    name: "GenStatem",
    attribute: "statem",
    subject: Subject::Machine,
    default: || quote!(.call_timeout_infinity()),
};

/// Expands `#[derive(GenServer)]`; all errors come out together, and the impl with the keys that are
/// sound.
#[must_use]
pub fn expand(item: TokenStream) -> TokenStream {
    configure(item, &SERVER)
}

/// Expands `#[derive(GenStatem)]`.
#[must_use]
pub fn expand_statem(item: TokenStream) -> TokenStream {
    configure(item, &MACHINE)
}

fn configure(item: TokenStream, derive: &Derive) -> TokenStream {
    let mut diag = Diag::new();
    let Some((state, args)) = parse(item, derive, &mut diag) else {
        return diag.into_tokens();
    };
    let krate = args
        .iter()
        .find(|arg| arg.name() == "crate")
        .and_then(|arg| arg.crate_path(&mut diag))
        .map_or_else(|| quote!(::switchboard), ToTokens::into_token_stream);
    let mut calls = (derive.default)();
    calls.extend(args.iter().filter_map(|arg| option(arg, &krate, &mut diag)));
    combinations(&args, &mut diag);
    let mut tokens = diag.into_tokens();
    tokens.extend(config_impl(&state, &krate, &calls));
    tokens
}

fn parse(item: TokenStream, derive: &Derive, diag: &mut Diag) -> Option<(State, Vec<Arg>)> {
    let item = diag.ok(syn::parse2(item))?;
    let before = diag.len();
    let stays = stays::in_state(&item, diag).then(|| diag.value_since(before));
    misplaced(&item, derive, diag);
    let (attrs, name, generics) = match item {
        Item::Struct(item) => (item.attrs, item.ident, item.generics),
        Item::Enum(item) => (item.attrs, item.ident, item.generics),
        Item::Union(item) => {
            diag.at(item.union_token.span, derives::no_server(derive.name, "a union"));
            return None;
        }
        other => {
            let place = first_span(&other.into_token_stream());
            diag.at(place, derives::no_server(derive.name, "this"));
            return None;
        }
    };
    let args = attr::all_keys(&attrs, derive.attribute, KEYS, diag);
    if generics.lifetimes().next().is_some() {
        for param in generics.lifetimes() {
            diag.at(param.lifetime.apostrophe, types::lifetime_of_state(derive.subject));
        }
        return None;
    }
    Some((State { name, generics, stays }, args))
}

/// Reports the attribute of the type on a part of it.
fn misplaced(item: &Item, derive: &Derive, diag: &mut Diag) {
    let (whole, parts) = match item {
        Item::Struct(item) => ("the struct", item.fields.iter().collect::<Vec<_>>()),
        Item::Enum(item) => {
            for variant in &item.variants {
                let places = ["the enum", "a variant"];
                attr::misplaced(&variant.attrs, &[derive.attribute], places, diag);
            }
            ("the enum", item.variants.iter().flat_map(|variant| &variant.fields).collect())
        }
        _ => return,
    };
    for field in parts {
        attr::misplaced(&field.attrs, &[derive.attribute], [whole, "a field"], diag);
    }
}

fn config_impl(state: &State, krate: &TokenStream, calls: &TokenStream) -> TokenStream {
    let this = span::copied(&state.name);
    let mut generics = state.generics.clone();
    if !generics.params.is_empty() {
        // Which parameters have to be `Send` for it is for the compiler to find out.
        let (_, ty_generics, _) = state.generics.split_for_impl();
        let send = quote!(#krate::__private01::Send);
        generics
            .make_where_clause()
            .predicates
            .push(parse_quote!(#this #ty_generics: #send + 'static));
    }
    if let Some(stays) = &state.stays {
        let (_, ty_generics, _) = state.generics.split_for_impl();
        let vetted = quote!(#krate::__private01::Vetted<[(); #stays]>);
        generics
            .make_where_clause()
            .predicates
            .push(parse_quote!(for<'gs> #this #ty_generics: #vetted));
    }
    let (impl_generics, ty_generics, bounds) = generics.split_for_impl();
    quote_spanned! {span::at(state.name.span())=>
        impl #impl_generics #krate::ServerConfig for #this #ty_generics #bounds {
            const OPTIONS: #krate::ServerOptions = #krate::ServerOptions::new() #calls;
        }
    }
}

/// The call on the options that a key stands for.
fn option(arg: &Arg, krate: &TokenStream, diag: &mut Diag) -> Option<TokenStream> {
    let call = match arg.name().as_str() {
        "name" => {
            let name = arg.name_of(diag)?;
            quote!(.name(#name))
        }
        "mailbox" => mailbox(arg, diag)?,
        "overflow" => {
            let word = values::variant(krate, "Overflow", arg.word(OVERFLOW, diag)?);
            quote!(.overflow(#word))
        }
        "shutdown" => {
            let shutdown = values::shutdown(arg, diag)?.to_tokens(krate);
            quote!(.shutdown(#shutdown))
        }
        "restart" => {
            let word = values::variant(krate, "Restart", arg.word(values::RESTART, diag)?);
            quote!(.restart(#word))
        }
        "timeout" => match values::timeout(arg, diag)? {
            None => quote!(.call_timeout_infinity()),
            Some(time) => {
                let time = values::duration_tokens(time, krate);
                quote!(.call_timeout(#time))
            }
        },
        "on_stop" => {
            let word = values::variant(krate, "OnStop", arg.word(ON_STOP, diag)?);
            quote!(.on_stop(#word))
        }
        "trap_exit" => {
            let flag = values::flag(arg, diag)?;
            quote!(.trap_exit(#flag))
        }
        _ => return None,
    };
    Some(call)
}

/// How many messages may wait: a number of at least one, or `unbounded`.
fn mailbox(arg: &Arg, diag: &mut Diag) -> Option<TokenStream> {
    if is_unbounded(arg) {
        return Some(quote!(.unbounded()));
    }
    let text = match arg.literal() {
        Some(Lit::Int(number))
            if number.suffix().is_empty() && !number.base10_digits().starts_with('-') =>
        {
            match number.base10_parse::<u32>() {
                Ok(0) => text::NO_ROOM,
                Ok(count) => {
                    let count = count as usize;
                    return Some(quote!(.mailbox(#count)));
                }
                Err(_) => text::TOO_MUCH_ROOM,
            }
        }
        _ => text::mailbox(arg),
    };
    diag.at(arg.value_span(), text);
    None
}

fn is_unbounded(arg: &Arg) -> bool {
    matches!(&arg.value, Value::Is(tokens) if tokens.to_string() == "unbounded")
}

/// Keys that say nothing beside each other.
fn combinations(args: &[Arg], diag: &mut Diag) {
    let unbounded = args.iter().any(|arg| arg.name() == "mailbox" && is_unbounded(arg));
    let overflow = args.iter().find(|arg| arg.name() == "overflow");
    if let (true, Some(overflow)) = (unbounded, overflow) {
        diag.at(overflow.key.span(), text::NEVER_OVERFLOWS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::{self, tokens};

    fn flat(item: &str) -> String {
        written::flat(expand(tokens(item)))
    }

    #[track_caller]
    fn refused(item: &str, text: &str) -> String {
        written::refused(expand(tokens(item)), text)
    }

    #[track_caller]
    fn accepted(item: &str, text: &str) {
        let all = flat(item).replace(' ', "");
        assert!(!all.contains("compile_error"), "{all}");
        assert!(all.contains(&text.replace(' ', "")), "`{text}` is not in: {all}");
    }

    #[test]
    fn every_key_is_an_option() {
        for (key, call) in [
            ("name = \"shop\"", ".name(\"shop\")"),
            ("mailbox = 1_024", ".mailbox(1024usize)"),
            ("mailbox = unbounded", ".unbounded()"),
            ("overflow = refuse", ".overflow(::switchboard::Overflow::Refuse)"),
            ("overflow = drop_oldest", ".overflow(::switchboard::Overflow::DropOldest)"),
            ("overflow = drop_newest, mailbox = 3", "Overflow::DropNewest).mailbox(3usize)"),
            ("shutdown = brutal_kill", ".shutdown(::switchboard::Shutdown::BrutalKill)"),
            ("shutdown = infinity", ".shutdown(::switchboard::Shutdown::Infinity)"),
            ("shutdown = \"5s\"", "Shutdown::After("),
            ("restart = transient", ".restart(::switchboard::Restart::Transient)"),
            ("timeout = infinity", ".call_timeout_infinity()"),
            ("timeout = \"1m\"", ".call_timeout(::switchboard::__private01::Duration::new(60u64"),
            ("on_stop = drain", ".on_stop(::switchboard::OnStop::Drain)"),
            ("on_stop = discard", ".on_stop(::switchboard::OnStop::Discard)"),
            ("trap_exit", ".trap_exit(true)"),
            ("trap_exit = false", ".trap_exit(false)"),
            ("crate = ::otp", "::otp::ServerOptions::new();"),
        ] {
            accepted(&format!("#[server({key})] struct A {{}}"), call);
        }
    }

    #[test]
    fn a_state_machine_has_the_same_keys_and_waits_for_as_long_as_it_takes() {
        let item = "#[statem(mailbox = 2)] #[server(never = looked_at)] struct Door;";
        let all = expand_statem(item.parse().expect("tokens")).to_string().replace(' ', "");
        let calls = "::switchboard::ServerOptions::new().call_timeout_infinity().mailbox(2usize)";
        assert!(all.contains(calls) && !all.contains("compile_error"), "{all}");
        let all = expand_statem("#[statem(mailbx = 2)] union U {}".parse().expect("tokens"));
        assert!(all.to_string().contains("`GenStatem` is derived for a struct"), "{all}");
    }

    #[test]
    fn several_attributes_are_one() {
        accepted(
            "#[server(mailbox = 1)] #[server(trap_exit,)] #[server] struct A;",
            ".mailbox(1usize).trap_exit(true);",
        );
        refused("#[server(mailbox = 1)] #[server(mailbox = 2)] struct A;", "given twice");
    }

    #[test]
    fn structs_and_enums_of_any_shape_are_servers() {
        accepted("enum Door { Open, Shut }", "impl ::switchboard::ServerConfig for Door");
        accepted("struct A(u8);", "ServerOptions::new();");
        accepted(
            "struct A<T: Tr = u8, const N: usize = 3> where T: Send { t: [T; N] }",
            "impl<T: Tr, const N: usize> ::switchboard::ServerConfig for A<T, N> where T: Send",
        );
        refused("union U { a: u8 }", "not for a union");
        refused("fn f() {}", "derived for a struct or an enum");
        refused("struct A<'a> { a: &'a u8 }", "it has no lifetimes");
    }

    #[test]
    fn a_broken_key_leaves_the_others() {
        for (key, text) in [
            ("mailbox = 0", "`mailbox` must be more than zero"),
            ("mailbox = \"64\"", "`mailbox` takes a number or `unbounded`"),
            ("mailbox = -1", "`mailbox` takes a number or `unbounded`"),
            ("mailbox", "`mailbox` takes a number or `unbounded`"),
            ("mailbox = 1_000_000_000_000_000", "cannot be this large"),
            ("mailbx = 3", "did you mean `mailbox`?"),
            ("overflow = drop_oldst", "help: write `overflow = drop_oldest`"),
            ("mailbox = unbounded, overflow = refuse", "never overflows"),
            ("shutdown = 5", "help: write `shutdown = \\\"5ms\\\"`"),
            ("timeout = 5", "help: write `timeout = \\\"5ms\\\"`"),
            ("timeout = \"0s\"", "`timeout` must be more than zero"),
            ("timeout = \"5 parsecs\"", "is no duration"),
            ("timeout = never", "takes a duration or `infinity`"),
            ("restart = always", "`restart` takes one of"),
            ("on_stop = drop", "`on_stop` takes one of"),
            ("trap_exit = 1", "given twice"),
            ("name = shop", "`name` takes a string"),
            ("name = \"\"", "must not be empty"),
            ("crate = otp", "starts at the root"),
        ] {
            let all =
                refused(&format!("#[server(trap_exit = false)] #[server({key})] struct A;"), text);
            assert!(all.contains("ServerConfig for A"), "{all}");
        }
        refused("#[server = 3] struct A;", "takes its keys in parentheses");
    }
}
