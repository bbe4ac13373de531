//! `#[switchboard::main]` and `#[switchboard::test]`: async functions that run on a runtime of their own.

mod testing;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Path, ReturnType, Signature, Visibility};

use crate::diag::{Diag, first_span};
use crate::keys::{self, Arg};
use crate::text::entry as text;
use crate::{span, values};

pub use self::testing::test;

const KEYS: &[&str] = &["flavor", "worker_threads", "crate"];

/// A function whose body nobody has looked into.
struct Function {
    attrs: Vec<Attribute>,
    vis: Visibility,
    sig: Signature,
    body: TokenStream,
}

/// What the attribute says.
struct Settings {
    krate: TokenStream,
    /// The calls on the runtime's options.
    calls: TokenStream,
}

/// How the runtime's threads are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flavor {
    Current,
    Multi,
}

/// Expands the attribute; an item that is no async `main` is kept as it is, next to the errors.
#[must_use]
pub fn main(attr: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diag::new();
    let settings = settings(attr, &mut diag);
    let Some(mut function) = Function::read(&item, &text::MAIN, &mut diag) else {
        let mut tokens = diag.into_tokens();
        tokens.extend(item);
        return tokens;
    };
    function.alone("main", &mut diag);
    let fits = function.fits(&text::MAIN, &mut diag);
    let errors = diag.into_tokens();
    let function = if fits { running(&function, &settings) } else { kept(&function, &settings) };
    quote!(#errors #function)
}

impl Function {
    /// Reads the item; it is no function when this is `None`, and that is told.
    fn read(item: &TokenStream, say: &text::Function, diag: &mut Diag) -> Option<Self> {
        let read = |input: ParseStream<'_>| {
            let attrs = input.call(Attribute::parse_outer)?;
            let (vis, sig) = (input.parse()?, input.parse()?);
            let body: TokenStream = input.parse()?;
            match body.clone().into_iter().next() {
                Some(TokenTree::Group(_)) => Ok(Self { attrs, vis, sig, body }),
                _ => Err(say.no_body.error(first_span(&body))),
            }
        };
        diag.ok(read.parse2(item.clone()))
    }

    /// Takes away the attributes of other runtimes, which end in `name`, and says so.
    fn alone(&mut self, name: &str, diag: &mut Diag) {
        self.attrs.retain(|attr| {
            let path = attr.path();
            let words: Vec<String> =
                path.segments.iter().map(|part| part.ident.to_string()).collect();
            let other = words.len() > 1 && words.last().is_some_and(|last| last == name);
            if other {
                diag.at(first_span(&path.to_token_stream()), text::two_runtimes(&words.join("::")));
            }
            !other
        });
    }

    /// Whether it can be run by the runtime.
    fn fits(&self, say: &text::Function, diag: &mut Diag) -> bool {
        let (before, sig) = (diag.len(), &self.sig);
        if sig.asyncness.is_none() {
            diag.at(sig.fn_token.span, say.not_async.clone());
        }
        if let Some(token) = &sig.constness {
            diag.on(token, say.constant.clone());
        }
        if let Some(abi) = &sig.abi {
            diag.at(abi.extern_token.span, say.abi.clone());
        }
        if let Some(lifetime_or_type) = sig.generics.lt_token {
            diag.at(lifetime_or_type.span, say.generics.clone());
        } else if let Some(bounds) = &sig.generics.where_clause {
            diag.at(bounds.where_token.span, say.generics.clone());
        }
        if let Some(argument) = sig.inputs.first() {
            diag.at(first_span(&argument.to_token_stream()), say.arguments.clone());
        }
        diag.len() == before
    }

    /// Its `async` as one of ours: it is there because the attribute asks for it, and so it is no
    /// mistake when nothing is awaited.
    fn with_our_async(&self) -> Signature {
        let mut sig = self.sig.clone();
        if let Some(token) = &mut sig.asyncness {
            token.span = span::at(token.span);
        }
        sig
    }

    /// `name`, where a complaint about the result belongs.
    fn complaining_of_the_result(&self, name: &str) -> Ident {
        let place = match &self.sig.output {
            ReturnType::Default => self.sig.ident.span(),
            ReturnType::Type(_, ty) => first_span(&ty.to_token_stream()),
        };
        Ident::new(name, span::at(place))
    }
}

fn settings(attr: TokenStream, diag: &mut Diag) -> Settings {
    let mut krate = quote!(::switchboard);
    let (mut flavor, mut threads) = (None, None);
    let args = keys::parse(attr, "main", KEYS, diag);
    for arg in &args {
        match arg.name().as_str() {
            "flavor" => flavor = flavor_of(arg, diag),
            "worker_threads" => threads = values::count(arg, diag).map(|count| (count, arg)),
            _ => {
                let path: Option<Path> = arg.crate_path(diag);
                krate = path.map_or(krate, |path| path.to_token_stream());
            }
        }
    }
    let mut calls = TokenStream::new();
    if flavor == Some(Flavor::Current) {
        calls.extend(quote!(.current_thread()));
    }
    match threads {
        Some((_, arg)) if flavor == Some(Flavor::Current) => {
            diag.at(arg.key.span(), text::ONE_THREAD);
        }
        Some((count, _)) => calls.extend(quote!(.worker_threads(#count))),
        None => {}
    }
    Settings { krate, calls }
}

fn flavor_of(arg: &Arg, diag: &mut Diag) -> Option<Flavor> {
    let words = [("current_thread", Flavor::Current), ("multi_thread", Flavor::Multi)];
    arg.word(&words, diag)
}

/// The function that starts the runtime, with the user's inside.
fn running(function: &Function, settings: &Settings) -> TokenStream {
    let (sig, body) = (function.with_our_async(), &function.body);
    let (krate, calls, name) = (&settings.krate, &settings.calls, &sig.ident);
    // A result that no process can end with is reported at its type.
    let run = function.complaining_of_the_result("run");
    outer(
        function,
        settings,
        &quote! {
            #sig #body
            #krate::__private01::RunOptions::new() #calls .#run(#name())
        },
    )
}

/// A function that cannot be run: still there, so that its own errors are seen, and never called.
fn kept(function: &Function, settings: &Settings) -> TokenStream {
    let Function { attrs, vis, sig, body } = function;
    if sig.asyncness.is_none() {
        return quote!(#(#attrs)* #vis #sig #body);
    }
    let krate = &settings.krate;
    let unused = span::ident("dead_code", Span::call_site());
    let inner = quote!(#[allow(#unused)] #sig #body #krate::__private01::broken());
    outer(function, settings, &inner)
}

fn outer(function: &Function, settings: &Settings, body: &TokenStream) -> TokenStream {
    let Function { attrs, vis, sig, .. } = function;
    let (krate, name) = (&settings.krate, span::copied(&sig.ident));
    quote_spanned! {span::at(sig.ident.span())=>
        #(#attrs)*
        #vis fn #name() -> #krate::__private01::ExitCode { #body }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::{self, tokens};

    fn flat(attr: &str, item: &str) -> String {
        written::flat(main(tokens(attr), tokens(item)))
    }

    #[track_caller]
    fn refused(attr: &str, item: &str, text: &str) {
        written::refused(main(tokens(attr), tokens(item)), text);
    }

    #[test]
    fn the_users_main_runs_inside_ours() {
        let all = flat("", "/// Doc. \n async fn main() -> Result<(), E> { work().await }");
        assert!(all.contains("fn main() -> ::switchboard::__private01::ExitCode"), "{all}");
        assert!(all.contains("async fn main() -> Result<(), E>"), "{all}");
        assert!(all.contains("RunOptions::new().run(main())"), "{all}");
    }

    #[test]
    fn keys_reach_the_options() {
        let all = flat("worker_threads = 2, crate = ::otp", "async fn main() {}");
        assert!(
            all.contains("::otp::__private01::RunOptions::new().worker_threads(2usize)"),
            "{all}"
        );
        let all = flat("flavor = current_thread", "async fn main() {}");
        assert!(all.contains("RunOptions::new().current_thread().run(main())"), "{all}");
    }

    #[test]
    fn keys_that_do_not_fit_are_refused() {
        refused("flavor = curent_thread", "async fn main() {}", "flavor = current_thread");
        refused("flavour = current_thread", "async fn main() {}", "did you mean `flavor`?");
        refused("worker_threads = 0", "async fn main() {}", "more than zero");
        refused("flavor = current_thread, worker_threads = 2", "async fn main() {}", "one thread");
    }

    #[test]
    fn only_an_async_function_without_arguments_runs() {
        refused("", "fn main() {}", "write `async fn main`");
        refused("", "#[tokio::main] async fn main() {}", "a second runtime");
        refused("", "async fn main(a: u8) {}", "takes no arguments");
        refused("", "async fn main<T>() {}", "no generics");
        refused("", "async extern \"C\" fn main() {}", "remove the ABI");
        refused("", "struct S;", "expected");
    }

    #[test]
    fn a_refused_item_is_kept() {
        assert!(flat("", "fn main() { work() }").contains("fn main() { work() }"));
        assert!(flat("", "async fn main(a: u8) { work() }").contains("__private01::broken()"));
        assert!(flat("", "struct S;").contains("struct S;"));
    }

    #[test]
    fn a_body_that_is_no_rust_yet_is_passed_on() {
        let item: TokenStream = "async fn main() { x. }".parse().expect("tokens");
        let all = main(TokenStream::new(), item).to_string();
        assert!(all.contains("{ x . }") && !all.contains("compile_error"), "{all}");
    }
}
