//! `#[switchboard::test]`: an async test on a runtime of its own.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{Path, ReturnType};

use super::{Flavor, Function, flavor_of};
use crate::diag::{Diag, first_span};
use crate::keys::{self, Arg};
use crate::text::entry as text;
use crate::{span, values};

const KEYS: &[&str] = &["flavor", "worker_threads", "clock", "leaks", "crate"];

/// What the attribute says.
struct Settings {
    krate: TokenStream,
    /// The calls on the options of the run.
    calls: TokenStream,
}

/// Who moves the clock.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clock {
    Paused,
    Real,
}

/// What becomes of processes that are left over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaks {
    Deny,
    Allow,
}

/// Expands the attribute; an item that is no async function is kept as it is, next to the errors.
#[must_use]
pub fn test(attr: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diag::new();
    let settings = settings(attr, &mut diag);
    let Some(mut function) = Function::read(&item, &text::TEST, &mut diag) else {
        let mut tokens = diag.into_tokens();
        tokens.extend(item);
        return tokens;
    };
    function.alone("test", &mut diag);
    once(&mut function, &mut diag);
    let fits = function.fits(&text::TEST, &mut diag);
    let errors = diag.into_tokens();
    let function = if fits { running(&function, &settings) } else { kept(&function) };
    quote!(#errors #function)
}

fn settings(attr: TokenStream, diag: &mut Diag) -> Settings {
    let mut krate = quote!(::switchboard);
    let (mut flavor, mut threads, mut clock, mut leaks) = (None, None, None, None);
    let args = keys::parse(attr, "test", KEYS, diag);
    for arg in &args {
        match arg.name().as_str() {
            "flavor" => flavor = flavor_of(arg, diag),
            "worker_threads" => threads = values::count(arg, diag).map(|count| (count, arg)),
            "clock" => {
                let words = [("paused", Clock::Paused), ("real", Clock::Real)];
                clock = arg.word(&words, diag).map(|clock| (clock, arg));
            }
            "leaks" => {
                let words = [("deny", Leaks::Deny), ("allow", Leaks::Allow)];
                leaks = arg.word(&words, diag);
            }
            _ => {
                let path: Option<Path> = arg.crate_path(diag);
                krate = path.map_or(krate, |path| path.to_token_stream());
            }
        }
    }
    let mut calls = layout(flavor, threads, diag);
    match clock {
        Some((Clock::Paused, arg)) if flavor == Some(Flavor::Multi) => {
            diag.at(arg.key.span(), text::PAUSED_THREADS);
        }
        Some((Clock::Real, _)) => calls.extend(quote!(.real_clock())),
        Some((Clock::Paused, _)) | None => {}
    }
    if leaks == Some(Leaks::Allow) {
        calls.extend(quote!(.allow_leaks()));
    }
    Settings { krate, calls }
}

/// The calls that lay out the threads.
fn layout(flavor: Option<Flavor>, threads: Option<(usize, &Arg)>, diag: &mut Diag) -> TokenStream {
    let multi = flavor == Some(Flavor::Multi);
    match threads {
        None if multi => quote!(.multi_thread()),
        Some((count, _)) if multi => quote!(.multi_thread().worker_threads(#count)),
        Some((_, arg)) => {
            let given = flavor == Some(Flavor::Current);
            diag.at(arg.key.span(), if given { text::ONE_THREAD } else { text::ONE_THREAD_UNLESS });
            TokenStream::new()
        }
        None => TokenStream::new(),
    }
}

/// Takes away a second `#[test]`, and says so.
fn once(function: &mut Function, diag: &mut Diag) {
    function.attrs.retain(|attr| {
        let twice = attr.path().is_ident("test");
        if twice {
            diag.at(first_span(&attr.path().to_token_stream()), text::TEST_TWICE);
        }
        !twice
    });
}

/// The function that starts the runtime, with the user's inside.
fn running(function: &Function, settings: &Settings) -> TokenStream {
    let Function { attrs, vis, body, .. } = function;
    let (sig, krate, calls) = (function.with_our_async(), &settings.krate, &settings.calls);
    let (inner, outer) = (&sig.ident, span::copied(&sig.ident));
    let (output, run) = match &sig.output {
        // A test that should panic may return nothing else.
        ReturnType::Default => (None, function.complaining_of_the_result("run")),
        // The user's type is written once, so that a mistake in it is told once; a result that no
        // test can end with is reported there.
        ReturnType::Type(..) => (
            Some(quote!(-> #krate::__private01::ExitCode)),
            function.complaining_of_the_result("run_result"),
        ),
    };
    quote_spanned! {span::at(sig.ident.span())=>
        #(#attrs)*
        #[#krate::__private01::test]
        #vis fn #outer() #output {
            #sig #body
            #krate::__private01::TestOptions::new() #calls .#run(#inner())
        }
    }
}

/// A function that cannot be run: still there, so that its own errors are seen, and never called.
fn kept(function: &Function) -> TokenStream {
    let Function { attrs, vis, sig, body } = function;
    let unused = span::ident("dead_code", Span::call_site());
    quote!(#(#attrs)* #[allow(#unused)] #vis #sig #body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::{self, tokens};

    fn flat(attr: &str, item: &str) -> String {
        written::flat(test(tokens(attr), tokens(item)))
    }

    #[track_caller]
    fn refused(attr: &str, item: &str, text: &str) {
        written::refused(test(tokens(attr), tokens(item)), text);
    }

    #[test]
    fn the_users_test_runs_inside_ours() {
        let all = flat(
            "",
            "/// Doc. \n #[should_panic] async fn adds() -> Result<(), E> { work().await }",
        );
        assert!(
            all.contains("#[should_panic] #[::switchboard::__private01::test] fn adds() ->"),
            "{all}"
        );
        assert!(all.contains("async fn adds() -> Result<(), E>"), "{all}");
        assert!(all.contains("TestOptions::new().run_result(adds())"), "{all}");
    }

    #[test]
    fn keys_reach_the_options() {
        let attr = "flavor = multi_thread, worker_threads = 2, leaks = allow, crate = ::otp";
        let all = flat(attr, "async fn a() {}");
        let calls = "::otp::__private01::TestOptions::new().multi_thread().worker_threads(2usize)";
        let all = all.replace(' ', "");
        assert!(all.contains(&format!("{calls}.allow_leaks().run(a())")), "{all}");
        let all = flat("clock = real, flavor = current_thread, leaks = deny", "async fn a() {}");
        assert!(all.contains("TestOptions::new().real_clock().run(a())"), "{all}");
    }

    #[test]
    fn keys_that_do_not_fit_are_refused() {
        refused("clok = real", "async fn a() {}", "did you mean `clock`?");
        refused("clock = rael", "async fn a() {}", "clock = real");
        refused("leaks = \"allow\"", "async fn a() {}", "remove the quotes");
        refused("worker_threads = 2", "async fn a() {}", "on one thread unless");
        refused(
            "flavor = current_thread, worker_threads = 2",
            "async fn a() {}",
            "only one thread",
        );
        refused(
            "flavor = multi_thread, clock = paused",
            "async fn a() {}",
            "only be paused on one",
        );
    }

    #[test]
    fn only_an_async_function_without_arguments_runs() {
        refused("", "fn a() {}", "write `async fn`");
        refused("", "#[tokio::test] async fn a() {}", "a second runtime");
        refused("", "#[test] async fn a() {}", "a test twice");
        refused("", "async fn a(b: u8) {}", "takes no arguments");
        refused("", "async fn a<T>() {}", "no generics");
        refused("", "struct S;", "expected");
    }

    #[test]
    fn a_refused_item_is_kept() {
        assert!(flat("", "fn a() { work() }").contains("fn a() { work() }"));
        assert!(flat("", "async fn a(b: u8) { work() }").contains("async fn a(b: u8) { work() }"));
    }
}
