//! The `GenStatem` impl: types, enter calls, terminate.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote_spanned};

use super::events;
use crate::gen_server::expand::asserts::{known, shown, state as asked_of_state};
use crate::gen_server::expand::dispatch::{args_type, awaited, init, signal, supervised};
use crate::gen_server::expand::{Cx, Values, bound, moved, takes_context};
use crate::gen_server::model::{Field, Method, Slot};
use crate::gen_statem::model::{EnterCall, Machine};
use crate::span;

/// The impls of `GenStatem` and `Supervised`.
pub(super) fn items(cx: &Cx<'_>, machine: &Machine) -> Vec<TokenStream> {
    let Cx { krate, this, impl_generics, .. } = cx;
    let (args, handle, state) = (args_type(cx), cx.handle(), &machine.state);
    let mut bounds = known(cx, &events::SORTS);
    let asked = asked_of_state(cx, state).map(|(asked, bound)| {
        bounds.extend(bound);
        asked
    });
    let types = events::SORTS.map(|sort| {
        let (name, ty) = (Ident::new(&format!("{sort:?}"), cx.place), cx.message_type(sort));
        quote_spanned!(cx.place=> type #name = #ty;)
    });
    let at_state = span::at(crate::diag::first_span(&state.to_token_stream()));
    let state = quote_spanned!(at_state=> type State = #state;);
    let functions = [
        Some(init(cx)),
        Some(events::handle_event(cx, machine)),
        enter(cx, machine),
        terminate(cx),
        signal(cx),
    ];
    let shown = shown(cx, &bounds);
    let statem = quote_spanned! {cx.place=>
        #asked
        #[automatically_derived]
        #shown
        impl #impl_generics #krate::GenStatem for #this #bounds {
            #state
            type Args = #args;
            #(#types)*
            type Ref = #handle;
            #(#functions)*
        }
    };
    vec![statem, supervised(cx, &known(cx, &[]))]
}

/// Calls a method of the user in the machine's own impl.
pub(super) fn call_of(cx: &Cx<'_>, method: &Method, context: &Ident, other: &Ident) -> TokenStream {
    call_with(cx, method, context, other, |index, field| bound(index, field).into_token_stream())
}

/// The same with something made of the parts.
pub(super) fn call_with(
    cx: &Cx<'_>,
    method: &Method,
    context: &Ident,
    other: &Ident,
    part: impl Fn(usize, &Field) -> TokenStream,
) -> TokenStream {
    let (on, this) = (quote_spanned!(cx.place=> Self), quote_spanned!(cx.place=> self));
    let state = cx.local("state");
    let values = Values { on: &on, this: &this, cx: context, other, state: &state };
    awaited(cx, method, &values.call(method, part))
}

fn takes(method: &Method, slot: fn(&Slot) -> bool) -> bool {
    method.slots.iter().any(slot)
}

fn enter(cx: &Cx<'_>, machine: &Machine) -> Option<TokenStream> {
    let (krate, enters) = (&cx.krate, &machine.enters);
    let sure = |wanted: fn(&Method) -> bool| {
        enters.iter().any(|enter| enter.method.cfgs.is_empty() && wanted(&enter.method))
    };
    let first = enters.first()?;
    let context = cx.local_if(sure(takes_context), "cx");
    let from = cx.local_if(sure(|method| takes(method, |slot| matches!(slot, Slot::From))), "from");
    let state = cx.local("state");
    let (all, some): (Vec<&EnterCall>, Vec<&EnterCall>) =
        enters.iter().partition(|enter| enter.states.are_all());
    let arms = some.iter().chain(&all).map(|enter| {
        let (states, cfgs) = (&enter.states.pattern, &enter.method.cfgs);
        let call = call_of(cx, &enter.method, &context, &from);
        let body = if enter.decides {
            call
        } else {
            quote_spanned!(cx.place=> { #call; #krate::Enter::keep() })
        };
        quote_spanned!(cx.place=> #(#cfgs)* #states => #body,)
    });
    let rest = all.iter().all(|enter| !enter.method.cfgs.is_empty());
    let rest = rest.then(|| quote_spanned!(cx.place=> _ => #krate::Enter::keep(),));
    let future = cx.future(&quote_spanned!(cx.place=> #krate::Enter));
    // Which states there are is said where the first of them is named.
    let place = span::at(first.method.name.span());
    let looked_at = moved(state.to_token_stream(), span::local(place));
    Some(quote_spanned! {cx.place=>
        fn enter(
            &mut self,
            #from: &Self::State,
            #state: &Self::State,
            #context: &mut #krate::StatemContext<Self>,
        ) -> #future {
            async move { match #looked_at { #(#arms)* #rest } }
        }
    })
}

fn terminate(cx: &Cx<'_>) -> Option<TokenStream> {
    let method = cx.model.terminate.as_ref()?;
    let krate = &cx.krate;
    let context = cx.local_if(takes_context(method), "cx");
    let reason = cx.local_if(takes(method, |slot| matches!(slot, Slot::Reason)), "reason");
    let state = cx.local_if(takes(method, |slot| matches!(slot, Slot::State)), "state");
    let call = call_of(cx, method, &context, &reason);
    let (cfgs, future) = (&method.cfgs, cx.future(&quote_spanned!(cx.place=> ())));
    Some(quote_spanned! {cx.place=>
        #(#cfgs)*
        fn terminate(
            &mut self,
            #reason: &#krate::ExitReason,
            #state: &Self::State,
            #context: &mut #krate::StatemContext<Self>,
        ) -> #future {
            async move { #call }
        }
    })
}
