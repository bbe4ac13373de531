//! Nothing that anyone types makes a macro panic, or say what is no text of the catalogue.
//!
//! Each token of each input is taken away, doubled, put before its neighbour, and the end of each
//! group is cut off. By default a part of these is tried; `cargo fuzz-macros` tries all of them, and
//! many with several mistakes at once.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::random::Random;
use super::{Macro, inputs, tokens};
use crate::text::tests::speak_well;

/// Whether there is time for all of it.
fn thorough() -> bool {
    std::env::var_os("SWITCHBOARD_FUZZ").is_some()
}

/// A part of all that can be, unless all of it is asked for.
pub(crate) fn some(all: Vec<TokenStream>) -> impl Iterator<Item = TokenStream> {
    all.into_iter().step_by(if thorough() { 1 } else { 7 })
}

/// All streams that miss their end, or have one token too few, too many or out of order.
pub(crate) fn mangled(tokens: &TokenStream) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut all = Vec::new();
    for index in 0..=trees.len() {
        all.push(trees[..index].iter().cloned().collect());
        let Some(tree) = trees.get(index) else { continue };
        all.extend((0..3).map(|mistake| mistaken(&trees, index, mistake)));
        let TokenTree::Group(group) = tree else { continue };
        let inner = mangled(&group.stream()).into_iter().map(|it| (group.delimiter(), it));
        let other = [Delimiter::None, Delimiter::Brace, Delimiter::Bracket, Delimiter::Parenthesis];
        for (delimiter, inner) in inner.chain(other.map(|other| (other, group.stream()))) {
            let mut trees = trees.clone();
            trees[index] = Group::new(delimiter, inner).into();
            all.push(trees.into_iter().collect());
        }
    }
    all
}

/// The trees with one of them missing, doubled, or before its neighbour.
fn mistaken(trees: &[TokenTree], index: usize, mistake: usize) -> TokenStream {
    let mut trees = trees.to_vec();
    match mistake {
        0 => drop(trees.remove(index)),
        1 => trees.insert(index, trees[index].clone()),
        _ => trees.swap(index, index.saturating_sub(1)),
    }
    trees.into_iter().collect()
}

/// Words that mean something to a macro, wherever they stand.
const WORDS: &[&str] = &[
    "#", "call", "cast", "on", "_", "crate", "::", "Self", "ReplyTo", "<", ">", "'static", "fn",
    "async", "=", ",", "r#type", "3", "\"5s\"", "&", "mut", "Result", "Next", "( )", "{ }", "!",
];

/// One mistake somewhere, at any depth: a tree is gone, doubled, moved, or another word.
fn mistake(stream: TokenStream, random: &mut Random) -> TokenStream {
    let mut trees: Vec<TokenTree> = stream.into_iter().collect();
    if trees.is_empty() {
        return tokens(random.of(WORDS));
    }
    let index = random.below(trees.len());
    if let TokenTree::Group(group) = &trees[index]
        && random.below(6) > 0
    {
        let inner = mistake(group.stream(), random);
        trees[index] = Group::new(group.delimiter(), inner).into();
        return trees.into_iter().collect();
    }
    match random.below(5) {
        kind @ 0..3 => mistaken(&trees, index, kind),
        3 => trees[..index].iter().cloned().collect(),
        _ => {
            let word = Group::new(Delimiter::None, tokens(random.of(WORDS)));
            trees.splice(index..=index, word.stream());
            trees.into_iter().collect()
        }
    }
}

fn never_panics_at_one_mistake(of: &Macro) {
    for (attr, item) in of.inputs {
        let (attr, item) = (tokens(attr), tokens(item));
        for attr in some(mangled(&attr)) {
            speak_well((of.expand)(attr, item.clone()), of.of_machines());
        }
        for item in some(mangled(&item)) {
            speak_well((of.expand)(attr.clone(), item), of.of_machines());
        }
    }
}

fn never_panics_at_many_mistakes(of: &Macro) {
    let rounds = if thorough() { 20_000 } else { 300 };
    let mut random = Random::new(0x5eed);
    for (attr, item) in of.inputs {
        for _ in 0..rounds {
            let (mut attr, mut item) = (tokens(attr), tokens(item));
            for _ in 0..=random.below(5) {
                item = mistake(item, &mut random);
            }
            if random.below(3) == 0 {
                attr = mistake(attr, &mut random);
            }
            speak_well((of.expand)(attr, item), of.of_machines());
        }
    }
}

/// Whatever is an item for one macro is handed to all others.
fn never_panics_at_what_is_for_another(of: &Macro) {
    for other in ALL {
        for (attr, item) in other.inputs {
            let all = (of.expand)(tokens(attr), tokens(item));
            assert!(!all.is_empty(), "{item}");
            speak_well(all, of.of_machines());
        }
    }
}

const ALL: [&Macro; 10] = [
    &inputs::GEN_SERVER,
    &inputs::GEN_STATEM,
    &inputs::PROTOCOL,
    &inputs::GEN_SERVER_DERIVE,
    &inputs::GEN_STATEM_DERIVE,
    &inputs::MESSAGE,
    &inputs::SUPERVISOR,
    &inputs::AGENT,
    &inputs::MAIN,
    &inputs::TEST,
];

/// One module per macro.
macro_rules! robust {
    ($($module:ident: $of:ident),* $(,)?) => {$(
        mod $module {
            use super::*;

            #[test]
            fn mangled_once() {
                never_panics_at_one_mistake(&inputs::$of);
            }

            #[test]
            fn mangled_often() {
                never_panics_at_many_mistakes(&inputs::$of);
            }

            #[test]
            fn mangled_by_the_input_of_another() {
                never_panics_at_what_is_for_another(&inputs::$of);
            }
        }
    )*};
}

robust! {
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

#[test]
fn mangling_takes_each_token_away_and_doubles_it() {
    let all: Vec<String> =
        mangled(&tokens("a (b) c")).iter().map(|all| all.to_string().replace(' ', "")).collect();
    for text in ["", "a", "a(b)", "(b)c", "ac", "a(b)", "aa(b)c", "a(b)(b)c", "a()c", "a(bb)c"] {
        assert!(all.iter().any(|all| all == text), "`{text}` is not in {all:?}");
    }
}
