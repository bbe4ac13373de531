//! The `GenServer` impl: from a message to the method that handles it.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::ext::IdentExt as _;

use super::asserts::{KNOWN, Travels, known, shown};
use super::promise::{Promise, promise};
use super::{Cx, Handler, Sort, Values, bound, fields, takes_context, waits};
use crate::gen_server::model::{Call, Field, Init, Kind, Method};
use crate::span;

/// The impls of `GenServer` and `Supervised`.
pub(crate) fn items(cx: &Cx<'_>) -> Vec<TokenStream> {
    let Cx { krate, this, impl_generics, .. } = cx;
    let (args, handle) = (args_type(cx), cx.handle());
    let bounds = known(cx, &[Sort::Call, Sort::Cast, Sort::Info, Sort::Continue]);
    let [call, cast, info, next] =
        [Sort::Call, Sort::Cast, Sort::Info, Sort::Continue].map(|sort| cx.message_type(sort));
    let functions = [
        Some(init(cx)),
        handle_call(cx),
        handle_cast(cx),
        waits::cast_may_wait(cx),
        simple(cx, Sort::Info, "handle_info", "info"),
        simple(cx, Sort::Continue, "handle_continue", "next"),
        handle_every(cx),
        terminate(cx),
        signal(cx),
        format_status(cx),
    ];
    let shown = shown(cx, &bounds);
    let server = quote_spanned! {cx.place=>
        #[automatically_derived]
        #shown
        impl #impl_generics #krate::GenServer for #this #bounds {
            type Args = #args;
            type Call = #call;
            type Cast = #cast;
            type Info = #info;
            type Continue = #next;
            type Ref = #handle;
            #(#functions)*
        }
    };
    vec![server, supervised(cx, &cx.bounds.to_token_stream())]
}

/// The impl that lets a supervisor have it as a child.
pub(crate) fn supervised(cx: &Cx<'_>, bounds: &TokenStream) -> TokenStream {
    let Cx { krate, this, impl_generics, .. } = cx;
    let (handle, once) = (cx.handle(), started_once(cx));
    let sort = Ident::new(if cx.model.machine { "OfMachine" } else { "OfServer" }, cx.place);
    // The options are asked for, and a type without them was reported.
    let bounds = if once.is_some() { &known(cx, &[]) } else { bounds };
    let shown = shown(cx, bounds);
    quote_spanned! {cx.place=>
        #[automatically_derived]
        #shown
        impl #impl_generics #krate::Supervised for #this #bounds {
            type Handle = #handle;
            type Sort = #krate::bounds::#sort;
            #once
        }
    }
}

/// Whether the arguments can be used for a restart; of some types that is known.
fn started_once(cx: &Cx<'_>) -> Option<TokenStream> {
    let Cx { krate, private, .. } = cx;
    let init = cx.model.init.as_ref()?;
    let known = |field: &Field| KNOWN.contains(&field.ty.to_token_stream().to_string().as_str());
    if fields(&init.method).all(known) {
        return None;
    }
    let args = span::again(args_type(cx));
    Some(quote_spanned! {cx.place=>
        const STARTED_ONCE: #private::Option<#krate::Restart> = {
            use #private::StartsOnce as _;
            #private::started_once::<Self>(#private::ChildArgs::<#args>::REPEATABLE)
        };
    })
}

/// What `init` takes, as one tuple.
pub(crate) fn args_type(cx: &Cx<'_>) -> TokenStream {
    let types = cx.model.init.iter().flat_map(|init| fields(&init.method)).map(|field| &field.ty);
    quote_spanned!(cx.place=> (#(#types,)*))
}

pub(crate) fn init(cx: &Cx<'_>) -> TokenStream {
    let Cx { krate, private, .. } = cx;
    let (of, value) = if cx.model.machine {
        (quote_spanned!(cx.place=> StatemContext), quote_spanned!(cx.place=> (Self::State, Self)))
    } else {
        (quote_spanned!(cx.place=> Context), quote_spanned!(cx.place=> Self))
    };
    let method = cx.model.init.as_ref().map(|init| &init.method);
    let args = cx.local_if(method.is_some_and(|method| fields(method).next().is_some()), "args");
    let context = cx.local_if(method.is_some_and(takes_context), "cx");
    let body = cx.model.init.as_ref().map_or_else(
        || {
            if cx.model.broken_init.is_some() {
                // Something was meant to make it, so no default is asked for.
                return quote_spanned!(cx.place=> #private::broken());
            }
            // A type without a default is reported at its name.
            let how = if cx.model.machine { "default_machine" } else { "default_state" };
            let how = Ident::new(how, cx.place);
            quote_spanned!(cx.place=> #private::Ok(#private::#how::<#value>()))
        },
        |init| opened(cx, init, &args, &context),
    );
    let future = cx.future(&quote_spanned!(cx.place=> #private::Result<#value, #krate::InitError>));
    quote_spanned! {cx.place=>
        fn init(#args: Self::Args, #context: &mut #krate::#of<Self>) -> #future {
            async move { #body }
        }
    }
}

pub(crate) fn opened(cx: &Cx<'_>, init: &Init, args: &Ident, context: &Ident) -> TokenStream {
    let method = &init.method;
    let locals = fields(method).enumerate().map(|(index, field)| bound(index, field));
    let taken =
        fields(method).next().map(|_| quote_spanned!(cx.place=> let (#(#locals,)*) = #args;));
    let call = awaited(cx, method, &call_of(cx, method, context));
    let place = span::at(init.output);
    let (private, outcome) = (cx.private_at(place), span::unlikely("outcome", place));
    let function = if cx.model.machine { "statem_init_outcome" } else { "init_outcome" };
    let function = Ident::new(function, place);
    let init_outcome = quote_spanned!(place=> #private::#function::<Self>(#outcome));
    quote_spanned!(cx.place=> #taken let #outcome = #call; #init_outcome)
}

/// Calls a method of the user in the server's own impl.
pub(crate) fn call_of(cx: &Cx<'_>, method: &Method, context: &Ident) -> TokenStream {
    let (on, this) = (quote_spanned!(cx.place=> Self), quote_spanned!(cx.place=> self));
    let other = cx.local("other");
    Values { on: &on, this: &this, cx: context, other: &other, state: &other }.call(method, bound)
}

/// The value of a call; a future that cannot move between threads is reported at the method.
pub(crate) fn awaited(cx: &Cx<'_>, method: &Method, call: &TokenStream) -> TokenStream {
    awaited_as(cx, method, call, "must_be_send")
}

fn awaited_as(cx: &Cx<'_>, method: &Method, call: &TokenStream, how: &str) -> TokenStream {
    if !method.is_async {
        return call.clone();
    }
    let place = span::at(method.name.span());
    let (private, how) = (cx.private_at(place), Ident::new(how, place));
    quote_spanned!(place=> #private::#how(#call).await)
}

/// Whether some handler surely takes the context: one with a condition may not be there.
pub(crate) fn any_context<'h>(mut handlers: impl Iterator<Item = &'h Handler>) -> bool {
    handlers.any(|handler| handler.method.cfgs.is_empty() && takes_context(&handler.method))
}

/// The pattern of a handler's message.
pub(crate) fn pattern(cx: &Cx<'_>, handler: &Handler) -> TokenStream {
    let variant = cx.variant(handler);
    if let Kind::Info = handler.kind {
        let local = fields(&handler.method).enumerate().map(|(index, field)| bound(index, field));
        return quote_spanned!(cx.place=> #variant(#(#local),*));
    }
    let parts = fields(&handler.method).enumerate().map(|(index, field)| {
        let (name, local, cfgs) = (span::copied(&field.name), bound(index, field), &field.cfgs);
        quote_spanned!(cx.place=> #(#cfgs)* #name: #local)
    });
    // Of a part that an enum of the user has and the handler lacks, the method of the handle says it.
    let own = matches!(handler.kind, Kind::Call(_) | Kind::Cast) && !cx.own(Sort::of(handler));
    let rest = own.then(|| quote_spanned!(cx.place=> ..));
    quote_spanned!(cx.place=> #variant { #(#parts,)* #rest })
}

fn arm(cx: &Cx<'_>, handler: &Handler, body: &TokenStream) -> TokenStream {
    let (cfgs, pattern) = (&handler.method.cfgs, pattern(cx, handler));
    quote_spanned!(cx.place=> #(#cfgs)* #pattern => #body,)
}

/// The arm of the variant that nobody can make.
pub(crate) fn phantom(cx: &Cx<'_>, sort: Sort) -> Option<TokenStream> {
    let never = cx.local("never");
    let name = cx.enum_name(sort);
    (cx.has_enum(sort) && cx.has_phantom())
        .then(|| quote_spanned!(cx.place=> #name::__Phantom(#never, _) => match #never {},))
}

fn handle_call(cx: &Cx<'_>) -> Option<TokenStream> {
    let own = cx.own(Sort::Call);
    let handlers: Vec<&Handler> =
        cx.handlers(Sort::Call).chain(cx.handlers(Sort::Cast).filter(|_| !own)).collect();
    if own && handlers.is_empty() {
        return None;
    }
    let (krate, place) = (&cx.krate, cx.place);
    let answered = handlers
        .iter()
        .any(|handler| Sort::of(handler) == Sort::Call && handler.method.cfgs.is_empty());
    let from = cx.local_if(answered, "from");
    let used = answered || any_context(handlers.iter().copied());
    let (call, context) = (cx.local("call"), cx.local_if(used, "cx"));
    let arms = handlers.iter().map(|handler| match &handler.kind {
        Kind::Call(kind) => arm(cx, handler, &reply(cx, handler, kind, &from, &context)),
        _ => arm(cx, handler, &obey(cx, handler, &context)),
    });
    let (phantom, future) = (phantom(cx, Sort::Call), cx.future(&quote_spanned!(cx.place=> ())));
    // What an enum of the user has for a handler that was refused.
    let rest = (!own && !cx.model.refused.is_empty()).then(|| {
        let private = &cx.private;
        quote_spanned!(place=> _ => #private::broken(),)
    });
    Some(quote_spanned! {place=>
        fn handle_call(
            &mut self,
            #call: Self::Call,
            #from: #krate::ReplyPort,
            #context: &mut #krate::Context<Self>,
        ) -> #future {
            async move { match #call { #(#arms)* #phantom #rest } }
        }
    })
}

/// Handles a call, and answers it unless the handler does.
fn reply(
    cx: &Cx<'_>,
    handler: &Handler,
    kind: &Call,
    from: &Ident,
    context: &Ident,
) -> TokenStream {
    let method = &handler.method;
    // The handle puts the same future into a box, and a complaint that is said twice is shown once.
    let how = if kind.deferred { "must_be_send" } else { "boxed" };
    let call = awaited_as(cx, method, &call_of(cx, method, context), how);
    let (ty, reply) = (&kind.reply, Travels::of(&kind.reply));
    let (at_type, asked) = (reply.place, reply.asked(cx));
    let place = if kind.deferred { at_type } else { span::at(method.name.span()) };
    // Another type than the enum promises is reported at the handler's own.
    let value = span::unlikely("reply", at_type);
    let promise = promise(cx, handler, place);
    if kind.deferred {
        let other = cx.local("other");
        let kept = promise.map(|Promise { maybe, kept }| {
            quote_spanned!(at_type=> #maybe let _ = |#value: #ty| -> #ty { #kept(#value) };)
        });
        return quote_spanned! {cx.place=>
            { #asked #kept let #other = #from.defer::<#ty, Self>(#context); #call }
        };
    }
    let given = reply.among(&TokenStream::new(), &quote_spanned!(reply.place=> , Self));
    let Some(Promise { maybe, kept }) = promise else {
        let given = quote_spanned!(cx.place=> #from.reply #given (#call, #context));
        return if asked.is_some() { quote_spanned!(cx.place=> { #asked #given }) } else { given };
    };
    quote_spanned! {cx.place=>
        { #asked #maybe let #value: #ty = #call; #from.reply #given (#kept(#value), #context) }
    }
}

/// Handles what nobody waits for.
fn obey(cx: &Cx<'_>, handler: &Handler, context: &Ident) -> TokenStream {
    let call = awaited(cx, &handler.method, &call_of(cx, &handler.method, context));
    let place = span::at(handler.method.name.span());
    let promise = matches!(handler.kind, Kind::Cast).then(|| promise(cx, handler, place));
    let Some(Promise { maybe, kept }) = promise.flatten() else { return call };
    let private = cx.private_at(place);
    let nobody = span::unlikely("nobody", place);
    quote_spanned! {place=>
        { #maybe let _ = |#nobody: #private::NobodyWaits| #kept(#nobody); #call }
    }
}

fn handle_cast(cx: &Cx<'_>) -> Option<TokenStream> {
    if cx.own(Sort::Cast) {
        return simple(cx, Sort::Cast, "handle_cast", "cast");
    }
    let Cx { krate, place, .. } = cx;
    let (cast, context, future) =
        (cx.local("cast"), cx.local("cx"), cx.future(&quote_spanned!(cx.place=> ())));
    Some(quote_spanned! {*place=>
        fn handle_cast(
            &mut self,
            #cast: Self::Cast,
            #context: &mut #krate::Context<Self>,
        ) -> #future {
            <Self as #krate::GenServer>::handle_call(
                self,
                #cast,
                #krate::ReplyPort::none(),
                #context,
            )
        }
    })
}

/// A handler function with one arm per method.
fn simple(cx: &Cx<'_>, sort: Sort, function: &str, value: &str) -> Option<TokenStream> {
    if !cx.has_enum(sort) {
        return None;
    }
    let (krate, function) = (&cx.krate, Ident::new(function, cx.place));
    let ty = Ident::new(&format!("{sort:?}"), cx.place);
    let (value, context) = (cx.local(value), cx.local_if(any_context(cx.handlers(sort)), "cx"));
    let arms = cx.handlers(sort).map(|handler| arm(cx, handler, &obey(cx, handler, &context)));
    let (phantom, future) = (phantom(cx, sort), cx.future(&quote_spanned!(cx.place=> ())));
    Some(quote_spanned! {cx.place=>
        fn #function(
            &mut self,
            #value: Self::#ty,
            #context: &mut #krate::Context<Self>,
        ) -> #future {
            async move { match #value { #(#arms)* #phantom } }
        }
    })
}

/// The schedules, and the method of each.
fn handle_every(cx: &Cx<'_>) -> Option<TokenStream> {
    let Cx { krate, private, .. } = cx;
    let handlers: Vec<&Handler> = cx.handlers(Sort::Every).collect();
    if handlers.is_empty() {
        return None;
    }
    let schedules = handlers.iter().map(|handler| {
        let Kind::Every(recurring) = &handler.kind else {
            return TokenStream::new();
        };
        let cfgs = &handler.method.cfgs;
        let name = handler.method.name.unraw().to_string();
        let schedule = recurring.to_tokens(&name, krate, |span| {
            let place = span::at(span);
            let private = cx.private_at(place);
            quote_spanned!(place=> #private::cron::<#private::ThisBuild>)
        });
        quote_spanned!(cx.place=> #(#cfgs)* #schedule)
    });
    let context = cx.local_if(any_context(handlers.iter().copied()), "cx");
    let arms = handlers.iter().enumerate().map(|(index, handler)| {
        let (cfgs, number) = (&handler.method.cfgs, number(cx, &handlers[..index]));
        let call = awaited(cx, &handler.method, &call_of(cx, &handler.method, &context));
        quote_spanned!(cx.place=> #(#cfgs)* #number => #call,)
    });
    let (index, future) = (cx.local("index"), cx.future(&quote_spanned!(cx.place=> ())));
    Some(quote_spanned! {cx.place=>
        fn schedules() -> #private::Schedules { #private::schedules([#(#schedules),*]) }
        fn handle_every(
            &mut self,
            #index: #private::usize,
            #context: &mut #krate::Context<Self>,
        ) -> #future {
            async move { match #index { #(#arms)* _ => {} } }
        }
    })
}

/// The place among the schedules: conditions on those before it move it.
fn number(cx: &Cx<'_>, before: &[&Handler]) -> TokenStream {
    let index = cx.local("index");
    let (maybe, sure): (Vec<&Handler>, Vec<&Handler>) =
        before.iter().copied().partition(|handler| !handler.method.cfgs.is_empty());
    let sure = sure.len();
    if maybe.is_empty() {
        return quote_spanned!(cx.place=> #sure);
    }
    let maybe = maybe.iter().map(|handler| {
        let cfgs = &handler.method.cfgs;
        quote_spanned!(cx.place=> #(#cfgs)* ())
    });
    quote_spanned!(cx.place=> #index if #index == #sure + <[()]>::len(&[#(#maybe),*]))
}

fn terminate(cx: &Cx<'_>) -> Option<TokenStream> {
    let method = cx.model.terminate.as_ref()?;
    let Cx { krate, place, .. } = cx;
    let takes_reason =
        method.slots.iter().any(|slot| matches!(slot, crate::gen_server::model::Slot::Reason));
    let (context, reason) =
        (cx.local_if(takes_context(method), "cx"), cx.local_if(takes_reason, "other"));
    let call = awaited(cx, method, &call_of(cx, method, &context));
    let (cfgs, future) = (&method.cfgs, cx.future(&quote_spanned!(cx.place=> ())));
    Some(quote_spanned! {*place=>
        #(#cfgs)*
        fn terminate(
            &mut self,
            #reason: &#krate::ExitReason,
            #context: &mut #krate::Context<Self>,
        ) -> #future {
            async move { #call }
        }
    })
}

/// What reports show of the state.
fn format_status(cx: &Cx<'_>) -> Option<TokenStream> {
    let method = cx.model.format_status.as_ref()?;
    let (private, f) = (&cx.private, cx.local("f"));
    let (name, cfgs) = (span::copied(&method.name), &method.cfgs);
    let call = quote_spanned!(name.span()=> Self::#name(self, #f));
    Some(quote_spanned! {cx.place=>
        #(#cfgs)*
        fn format_status(&self, #f: &mut #private::Formatter<'_>) -> #private::FmtResult {
            #call
        }
    })
}

/// Offers a notice of the runtime to each info handler, by its type.
pub(crate) fn signal(cx: &Cx<'_>) -> Option<TokenStream> {
    if !cx.has_enum(Sort::Info) {
        return None;
    }
    let Cx { krate, private, place, .. } = cx;
    let (signal, rest) = (cx.local("signal"), cx.local("rest"));
    let offers = cx.handlers(Sort::Info).filter_map(|handler| {
        let ty = &fields(&handler.method).next()?.ty;
        let (cfgs, variant) = (&handler.method.cfgs, cx.variant(handler));
        Some(quote_spanned! {cx.place=>
            #(#cfgs)*
            let #rest = #rest.or_else(|#signal| #signal.take::<#ty>().map(#variant));
        })
    });
    Some(quote_spanned! {*place=>
        fn signal(#signal: #krate::Signal) -> #private::Result<Self::Info, #krate::Signal> {
            let #rest = #private::Err(#signal);
            #(#offers)*
            #rest
        }
    })
}
