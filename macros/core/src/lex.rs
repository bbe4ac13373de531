//! Reads an impl without looking into the bodies of its functions.
//!
//! A body that is half typed, or written in syntax that is newer than the parser, is no reason to
//! lose the impl: what cannot be read is kept as the tokens that it is.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote};
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Generics, Signature, Token, Type, Visibility, token};

use crate::text::parts;

/// An impl as it was written.
pub(crate) struct RawImpl {
    pub(crate) attrs: Vec<Attribute>,
    /// From the first modifier to the where clause.
    header: TokenStream,
    /// `#![..]`.
    inner: Vec<Attribute>,
    pub(crate) items: Vec<RawItem>,
    /// The braces around the items.
    braces: Span,
}

/// What the header of an impl says.
pub(crate) struct Head {
    /// `default`, `const` or `unsafe` in front of `impl`.
    pub(crate) modifier: Option<Ident>,
    /// With the where clause.
    pub(crate) generics: Generics,
    /// Where the trait stands, if there is one.
    pub(crate) trait_: Option<Span>,
    pub(crate) self_ty: Type,
}

/// An item of an impl.
pub(crate) enum RawItem {
    Fn(Box<RawFn>),
    Other(RawOther),
}

/// A function whose body nobody has looked into.
pub(crate) struct RawFn {
    pub(crate) attrs: Vec<Attribute>,
    vis_and_default: (Visibility, Option<Token![default]>),
    pub(crate) sig: Signature,
    /// A group, or the semicolon of a function that has none.
    body: TokenTree,
    /// Where the body is missing, in place of which there is one of ours.
    pub(crate) no_body: Option<Span>,
}

/// An item that is no function, or cannot be read as one.
pub(crate) struct RawOther {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) tokens: TokenStream,
    /// Whether it has its end. What has none keeps the compiler from reading the items behind it, after
    /// it has said so once.
    pub(crate) whole: bool,
    /// Why this function cannot be read.
    pub(crate) error: Option<syn::Error>,
}

impl RawFn {
    pub(crate) fn vis(&self) -> &Visibility {
        &self.vis_and_default.0
    }

    /// `default` of a specialised impl.
    pub(crate) fn defaultness(&self) -> Option<&Token![default]> {
        self.vis_and_default.1.as_ref()
    }

    /// The body, or the semicolon in its place.
    pub(crate) fn body(&self) -> &TokenTree {
        &self.body
    }

    pub(crate) fn set_body(&mut self, body: TokenTree) {
        self.body = body;
    }
}

impl RawImpl {
    /// Reads the header, which may be broken or belong to something that is no impl.
    pub(crate) fn head(&self) -> syn::Result<Head> {
        head.parse2(self.header.clone())
    }

    /// The tokens of the header, for a complaint about all of it.
    pub(crate) fn header(&self) -> &TokenStream {
        &self.header
    }
}

/// Splits an item into header and items; an item without braces gives `None`.
pub(crate) fn parse(item: TokenStream) -> Option<RawImpl> {
    let (attrs, rest) = (|input: ParseStream<'_>| Ok((outer(input), input.parse()?)))
        .parse2(item)
        .unwrap_or_else(|_| (Vec::new(), TokenStream::new()));
    let mut trees: Vec<TokenTree> = TokenStream::into_iter(rest).collect();
    let Some(TokenTree::Group(body)) = trees.pop() else { return None };
    if body.delimiter() != Delimiter::Brace {
        return None;
    }
    let header: TokenStream = trees.into_iter().collect();
    let in_trait = header.clone().into_iter().any(|tree| tree.to_string() == "trait");
    let items = |input: ParseStream<'_>| items(input, in_trait);
    let (inner, items) = items.parse2(body.stream()).ok()?;
    Some(RawImpl { attrs, header, inner, items, braces: body.span() })
}

/// Whether the tokens are an impl, going by the first word that is no modifier.
pub(crate) fn is_impl(header: &TokenStream) -> bool {
    header
        .clone()
        .into_iter()
        .find(|tree| !["default", "const", "unsafe"].contains(&tree.to_string().as_str()))
        .is_some_and(|tree| tree.to_string() == "impl")
}

fn head(input: ParseStream<'_>) -> syn::Result<Head> {
    let mut modifier = None;
    while !input.peek(Token![impl]) && !input.is_empty() {
        modifier = modifier.or(Some(syn::ext::IdentExt::parse_any(input)?));
    }
    input.parse::<Token![impl]>()?;
    let mut generics = if opens_generics(input) { input.parse()? } else { Generics::default() };
    let mut trait_ = None;
    if input.peek(Token![!]) || input.peek(Token![const]) {
        trait_ = Some(input.span());
        input.parse::<TokenTree>()?;
    }
    let first = input.span();
    let mut self_ty: Type = input.parse()?;
    if input.peek(Token![for]) {
        input.parse::<Token![for]>()?;
        trait_ = trait_.or(Some(first));
        self_ty = input.parse()?;
    }
    generics.where_clause = input.parse()?;
    Ok(Head { modifier, generics, trait_, self_ty })
}

/// Whether `<` opens the generics of the impl, and not a path such as `<T as Trait>::Type`.
fn opens_generics(input: ParseStream<'_>) -> bool {
    if !input.peek(Token![<]) {
        return false;
    }
    let after_name = input.peek2(syn::Ident)
        && (input.peek3(Token![:]) && !input.peek3(Token![::])
            || input.peek3(Token![,])
            || input.peek3(Token![>])
            || input.peek3(Token![=]));
    after_name
        || input.peek2(Token![>])
        || input.peek2(Token![#])
        || input.peek2(Token![const])
        || input.peek2(syn::Lifetime)
}

/// The attributes in front of an item. One that cannot be read is left out: the compiler has said so, and
/// what stands below it would be lost with it.
fn outer(input: ParseStream<'_>) -> Vec<Attribute> {
    let mut attrs = Vec::new();
    while input.peek(Token![#]) && input.peek2(token::Bracket) {
        let fork = input.fork();
        let Ok(tokens) = fork.call(one_attribute) else { break };
        input.advance_to(&fork);
        attrs.extend(Attribute::parse_outer.parse2(tokens).unwrap_or_default());
    }
    attrs
}

/// The tokens of an attribute, whatever is in its brackets.
fn one_attribute(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let pound: Token![#] = input.parse()?;
    let inside;
    let brackets = syn::bracketed!(inside in input);
    let tokens: TokenStream = inside.parse()?;
    let mut group = Group::new(Delimiter::Bracket, tokens);
    group.set_span(brackets.span.join());
    Ok(quote!(#pound #group))
}

fn items(input: ParseStream<'_>, in_trait: bool) -> syn::Result<(Vec<Attribute>, Vec<RawItem>)> {
    let fork = input.fork();
    let inner = fork.call(Attribute::parse_inner).unwrap_or_default();
    if !inner.is_empty() {
        input.advance_to(&fork);
    }
    let mut items = Vec::new();
    while !input.is_empty() {
        let fork = input.fork();
        match function(&fork, in_trait) {
            Ok(function) => {
                input.advance_to(&fork);
                items.push(RawItem::Fn(Box::new(function)));
            }
            Err(error) => items.push(RawItem::Other(other(input, error)?)),
        }
    }
    Ok((inner, items))
}

fn function(input: ParseStream<'_>, in_trait: bool) -> syn::Result<RawFn> {
    let attrs = outer(input);
    let vis_and_default = (input.parse()?, input.parse()?);
    let sig: Signature = input.parse()?;
    let whole = input.peek(Token![;]) || input.peek(token::Brace);
    let (body, no_body) = if whole {
        (input.parse()?, None)
    } else if input.is_empty() || opens_another(input, true) {
        (missing_body(in_trait, sig.ident.span()), Some(sig.ident.span()))
    } else {
        return Err(parts::NO_BODY.error(input.span()));
    };
    Ok(RawFn { attrs, vis_and_default, sig, body, no_body })
}

/// Stands for a body that is not written yet, so that what follows the method can be read.
fn missing_body(in_trait: bool, place: Span) -> TokenTree {
    if in_trait {
        let mut end = proc_macro2::Punct::new(';', proc_macro2::Spacing::Alone);
        end.set_span(place);
        return end.into();
    }
    let mut body = Group::new(Delimiter::Brace, quote!(loop {}));
    body.set_span(place);
    body.into()
}

/// Takes one item as the tokens that it is.
fn other(input: ParseStream<'_>, error: syn::Error) -> syn::Result<RawOther> {
    let attrs = outer(input);
    let constant = input.peek(Token![const]) && !input.peek2(Token![fn]);
    let mut tokens = TokenStream::new();
    let (mut is_fn, mut whole) = (false, false);
    while !input.is_empty() {
        if !tokens.is_empty() && opens_another(input, is_fn || is_stray(&tokens)) {
            break;
        }
        let tree: TokenTree = input.parse()?;
        is_fn |= matches!(&tree, TokenTree::Ident(word) if word == "fn");
        let ends = match &tree {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            // A whole item that a macro hands on has invisible delimiters.
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => tokens.is_empty(),
            // A constant among type arguments has something behind it.
            TokenTree::Group(group) => {
                let inside = input.peek(Token![>]) || input.peek(Token![,]);
                group.delimiter() == Delimiter::Brace && !constant && !inside
            }
            _ => false,
        };
        tokens.append(tree);
        if ends {
            whole = true;
            break;
        }
    }
    let whole = whole && !is_garbled(&tokens);
    Ok(RawOther { attrs, tokens, whole, error: is_fn.then_some(error) })
}

/// Whether something begins as no item does: with a word that is none of the keywords, or with a field.
fn is_stray(tokens: &TokenStream) -> bool {
    const KEYWORDS: &[&str] = &[
        "pub",
        "default",
        "const",
        "async",
        "unsafe",
        "safe",
        "extern",
        "gen",
        "fn",
        "type",
        "static",
        "use",
        "mod",
        "struct",
        "enum",
        "union",
        "trait",
        "auto",
        "impl",
        "macro_rules",
        "crate",
    ];
    let mut trees = tokens.clone().into_iter();
    let (Some(TokenTree::Ident(first)), Some(second)) = (trees.next(), trees.next()) else {
        return false;
    };
    match second {
        TokenTree::Ident(_) => !KEYWORDS.contains(&&*first.to_string()),
        TokenTree::Punct(punct) => punct.as_char() == ':' && punct.spacing() == Spacing::Alone,
        _ => false,
    }
}

/// Whether no compiler could read an item: it begins as none does, or it is a function whose return type is
/// not there or not closed. Syntax that is newer than the parser looks otherwise.
fn is_garbled(tokens: &TokenStream) -> bool {
    if is_stray(tokens) {
        return true;
    }
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_fn = |pair: &[TokenTree]| matches!(pair, [TokenTree::Ident(word), TokenTree::Ident(_)] if word == "fn");
    let Some(begin) = trees.windows(2).position(is_fn) else { return false };
    let (mut open, mut after_arrow, mut dash) = (0_i32, false, false);
    for (index, tree) in trees.iter().enumerate().skip(begin) {
        let arrow = dash && matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '>');
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '<' => open += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && !arrow => open -= 1,
            // A constant among type arguments has something behind it.
            TokenTree::Group(group)
                if group.delimiter() == Delimiter::Brace && index + 1 == trees.len() =>
            {
                return after_arrow || open > 0;
            }
            _ => {}
        }
        dash = matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '-');
        after_arrow = arrow;
    }
    false
}

/// Whether the next item begins before the broken one has come to an end.
fn opens_another(input: ParseStream<'_>, is_fn: bool) -> bool {
    input.peek(Token![#]) && input.peek2(token::Bracket)
        || is_fn && (input.peek(Token![pub]) || input.peek(Token![fn]) && input.peek2(syn::Ident))
}

impl ToTokens for RawImpl {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attrs, header, inner, items, braces } = self;
        let mut body = Group::new(Delimiter::Brace, quote!(#(#inner)* #(#items)*));
        body.set_span(*braces);
        tokens.extend(quote!(#(#attrs)* #header #body));
    }
}

impl ToTokens for RawItem {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Fn(function) => function.to_tokens(tokens),
            Self::Other(other) => {
                let RawOther { attrs, tokens: kept, whole, error: _ } = other;
                if *whole {
                    tokens.extend(quote!(#(#attrs)* #kept));
                }
            }
        }
    }
}

impl ToTokens for RawFn {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attrs, vis_and_default: (vis, defaultness), sig, body, no_body: _ } = self;
        tokens.extend(quote!(#(#attrs)* #vis #defaultness #sig #body));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(item: &str) -> (usize, String) {
        let raw = parse(item.parse().expect("tokens")).expect("an item with braces");
        let functions = raw.items.iter().filter(|item| matches!(item, RawItem::Fn(_))).count();
        (functions, raw.to_token_stream().to_string())
    }

    #[track_caller]
    fn verbatim(item: &str, functions: usize) {
        let tokens: TokenStream = item.parse().expect("tokens");
        let (found, text) = printed(item);
        let dense = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!((found, dense(&text)), (functions, dense(&tokens.to_string())));
    }

    #[test]
    fn an_impl_is_printed_as_it_was_written() {
        verbatim("#[a] default unsafe impl<'a, T: A = B> Tr<{ 3 }> for S<T> where T: C {}", 0);
        verbatim(
            "impl S { #![inner] pub(in a::b) default async fn f(&self,) -> T where T: A {} }",
            1,
        );
        verbatim("impl S { const A: B = B { x: 3 }; type C = D; m! { x } m!(y); ; fn f(); }", 1);
        verbatim("impl S { fn f(self: Box<Self>, #[a] (b, c): D, mut e: F) { x.; @ $ } }", 1);
        verbatim("impl S { #[a = 3] #[b(c)] #[d { e }] fn f() {} }", 1);
    }

    #[test]
    fn a_broken_method_is_one_item() {
        verbatim("impl S { fn a(&self, x: ) {} fn b() {} }", 1);
        verbatim("impl S { gen fn a() {} fn b() {} + - fn c() {} }", 1);
    }

    #[test]
    fn what_nobody_could_read_keeps_nobody_from_reading_the_rest() {
        for broken in [
            "fn a() -> {} ",
            "fn a() -> Vec<Option<u8> { 1 }",
            "fun a() -> u8 { 1 }",
            "n: u8, ",
            "fn a fn",
            "let x = 1",
        ] {
            let (found, text) =
                printed(&format!("impl S {{ fn b() {{}} {broken} pub fn d() {{}} }}"));
            assert_eq!(
                (found, &*text.replace(' ', "")),
                (2, "implS{fnb(){}pubfnd(){}}"),
                "{broken}"
            );
        }
        for newer in [
            "const a: u8 = if N < 3 { 1 } else { 2 };",
            "const a: F<{ 3 }> = F;",
            "const a: fn(u8) -> Vec<u8> = if N < 3 { f } else { g };",
            "gen fn a() -> F<{ 3 }> {}",
            "gen fn a() -> u8 {}",
            "safe fn a() {}",
            "fn a(x: ) -> fn(u8) -> B<C> {}",
        ] {
            assert!(printed(&format!("impl S {{ {newer} }}")).1.contains(" a"), "{newer}");
        }
    }

    fn head_of(item: &str) -> Head {
        parse(item.parse().expect("tokens")).expect("an item").head().expect("a header")
    }

    #[test]
    fn the_header_says_what_is_implemented() {
        let head = head_of("impl<const N: usize, T: A> m::S<T, N> where T: B {}");
        assert_eq!(head.generics.params.len(), 2);
        assert!(head.generics.where_clause.is_some());
        assert!(head.trait_.is_none() && head.modifier.is_none());
        assert!(head_of("unsafe impl A for B {}").modifier.is_some());
        for item in ["impl A for B {}", "impl !A for B {}", "impl const A<u8> for B {}"] {
            assert!(head_of(item).trait_.is_some(), "{item}");
        }
        assert!(head_of("impl <A as B>::C {}").generics.params.is_empty());
    }
}
