//! Each name that an expansion writes means the same wherever it is written.

use std::collections::BTreeSet;

use super::{Macro, count, inputs, row, tokens};

/// Names that a module of the user may give to something else, or a crate may not have at all.
const COMMON: &[&str] = &[
    "AsRef",
    "Box",
    "Clone",
    "Context",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Duration",
    "Eq",
    "Err",
    "Fn",
    "FnMut",
    "FnOnce",
    "Formatter",
    "From",
    "Future",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PhantomData",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
    "bool",
    "char",
    "drop",
    "i32",
    "i64",
    "isize",
    "str",
    "u8",
    "u16",
    "u32",
    "u64",
    "usize",
];

/// What stands alone, and was not written by the user.
fn alone(row: &[String], word: &str) -> usize {
    let first = |index: usize| {
        let before = |back: usize| index.checked_sub(back).map_or("", |at| row[at].as_str());
        row[index] == word && !matches!((before(1), before(2)), (":", ":") | ("." | "fn", _))
    };
    (0..row.len()).filter(|&index| first(index)).count()
}

fn names_in_full(of: &Macro) {
    for (expansion, (attr, item)) in of.expansions().zip(of.inputs) {
        let (all, own) = (row(expansion), row(tokens(&format!("{attr} {item}"))));
        for word in COMMON.iter().filter(|word| alone(&own, word) == 0) {
            assert_eq!(alone(&all, word), 0, "`{word}` stands alone in: {}", all.join(" "));
        }
    }
}

fn knows_the_crate_by_its_path(of: &Macro) {
    for expansion in of.expansions() {
        let all = row(expansion);
        for word in ["switchboard", "std", "core", "alloc", "tokio"] {
            assert_eq!(count(&all, word), 0, "`{word}` is in: {}", all.join(" "));
        }
        assert!(count(&all, "otp") > 0, "{}", all.join(" "));
    }
}

fn writes_no_macro_and_nothing_unsafe(of: &Macro) {
    for expansion in of.expansions() {
        let all = row(expansion);
        let calls = all.windows(2).filter(|pair| pair[1] == "!" && pair[0] != "#");
        let calls: BTreeSet<_> = calls.map(|pair| pair[0].as_str()).collect();
        assert_eq!(calls, BTreeSet::new(), "a macro could be the user's: {}", all.join(" "));
        assert_eq!(count(&all, "unsafe") + count(&all, "extern"), 0);
    }
}

fn is_a_file_by_itself(of: &Macro) {
    for expansion in of.expansions() {
        let text = expansion.to_string();
        let file = syn::parse2::<syn::File>(expansion);
        assert!(file.is_ok_and(|file| !file.items.is_empty()), "{text}");
    }
}

fn is_the_same_each_time(of: &Macro) {
    let texts = || of.expansions().map(|all| all.to_string()).collect::<Vec<_>>();
    assert_eq!(texts(), texts());
}

/// The items that others can see, which a crate may have to document.
fn documents_what_can_be_seen(of: &Macro) {
    for expansion in of.expansions() {
        let file: syn::File = syn::parse2(expansion).expect("a file");
        for item in &file.items {
            match item {
                syn::Item::Enum(item) => {
                    documented(&item.attrs, &item.ident);
                    item.variants.iter().for_each(|part| documented(&part.attrs, &part.ident));
                }
                syn::Item::Struct(item) => documented(&item.attrs, &item.ident),
                syn::Item::Impl(item) if item.trait_.is_none() && !is_users(item) => {
                    for part in &item.items {
                        let syn::ImplItem::Fn(part) = part else { continue };
                        documented(&part.attrs, &part.sig.ident);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The impl that the attribute stands on.
fn is_users(item: &syn::ItemImpl) -> bool {
    quote::quote!(#item).to_string().contains("x ()")
        || item
            .items
            .iter()
            .any(|part| matches!(part, syn::ImplItem::Fn(part) if part.block.stmts.is_empty()))
}

#[track_caller]
fn documented(attrs: &[syn::Attribute], name: &syn::Ident) {
    assert!(attrs.iter().any(|attr| attr.path().is_ident("doc")), "`{name}` has no words");
}

/// One module per macro, with every law as a test.
macro_rules! laws {
    ($($module:ident: $of:ident),* $(,)?) => {$(
        mod $module {
            use super::*;

            #[test]
            fn names_are_in_full() {
                names_in_full(&inputs::$of);
            }

            #[test]
            fn the_crate_is_found_by_its_path() {
                knows_the_crate_by_its_path(&inputs::$of);
            }

            #[test]
            fn there_is_no_macro_and_nothing_unsafe() {
                writes_no_macro_and_nothing_unsafe(&inputs::$of);
            }

            #[test]
            fn an_expansion_is_a_file() {
                is_a_file_by_itself(&inputs::$of);
            }

            #[test]
            fn one_input_has_one_expansion() {
                is_the_same_each_time(&inputs::$of);
            }

            #[test]
            fn what_can_be_seen_is_documented() {
                documents_what_can_be_seen(&inputs::$of);
            }
        }
    )*};
}

laws! {
    gen_server: GEN_SERVER,
    gen_statem: GEN_STATEM,
    protocol: PROTOCOL,
    derive_gen_server: GEN_SERVER_DERIVE,
    derive_gen_statem: GEN_STATEM_DERIVE,
    derive_message: MESSAGE,
    derive_supervisor: SUPERVISOR,
    derive_agent: AGENT,
    derive_record: RECORD,
    main: MAIN,
    test: TEST,
}
