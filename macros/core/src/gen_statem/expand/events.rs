//! From an event in a state to the method that handles it: one match over the states per event, so
//! that the compiler says at the event which state is missing, and names nothing but states.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::Type;

use super::dispatch::call_with;
use crate::diag::first_span;
use crate::gen_server::expand::asserts::Travels;
use crate::gen_server::expand::{Cx, Sort, bound, fields, moved, takes_context};
use crate::gen_server::model::{Call, Field, Handler, Kind, Method};
use crate::gen_statem::model::{Arm, Machine, Shape, Value, What};
use crate::span;

/// The types of events, which the trait knows by the same names.
pub(super) const SORTS: [Sort; 7] = [
    Sort::Call,
    Sort::Cast,
    Sort::Info,
    Sort::Internal,
    Sort::EventTimeout,
    Sort::StateTimeout,
    Sort::Timeout,
];

/// The names of what a match has at hand.
struct Locals {
    state: Ident,
    event: Ident,
    from: Ident,
    context: Ident,
    never: Ident,
}

/// The function that handles events.
pub(super) fn handle_event(cx: &Cx<'_>, machine: &Machine) -> TokenStream {
    if machine.broken {
        return broken(cx);
    }
    let runs = || machine.arms.iter().filter(|arm| arm.cfgs.is_empty());
    let calls = |arm: &&Arm| is_call(machine, arm) && !matches!(arm.what, What::Ignore);
    let context = runs().any(|arm| match &arm.what {
        What::Run(method, ..) => takes_context(method) || is_call(machine, arm),
        What::Postpone | What::Ignore => false,
    });
    let locals = Locals {
        state: cx.local_if(!machine.arms.is_empty(), "state"),
        event: cx.local("event"),
        from: cx.local_if(runs().any(|arm| calls(&arm)), "from"),
        context: cx.local_if(context, "cx"),
        never: cx.local("never"),
    };
    let sorts = SORTS.map(|sort| of_sort(cx, machine, sort, &locals));
    let Locals { state, event, context, .. } = &locals;
    let body = quote_spanned!(cx.place=> match #event { #(#sorts)* });
    function(cx, [state, event, context], &body)
}

/// Stands for a match that would miss what was left out.
fn broken(cx: &Cx<'_>) -> TokenStream {
    let private = &cx.private;
    let [state, event, context] = ["_state", "_event", "_cx"].map(|name| cx.local(name));
    function(cx, [&state, &event, &context], &quote_spanned!(cx.place=> #private::broken()))
}

fn function(cx: &Cx<'_>, [state, event, context]: [&Ident; 3], body: &TokenStream) -> TokenStream {
    let krate = &cx.krate;
    let future = cx.future(&quote_spanned!(cx.place=> #krate::Handled<Self>));
    quote_spanned! {cx.place=>
        fn handle_event(
            &mut self,
            #state: &Self::State,
            #event: #krate::StatemEvent<Self>,
            #context: &mut #krate::StatemContext<Self>,
        ) -> #future {
            async move { #body }
        }
    }
}

fn is_call(machine: &Machine, arm: &Arm) -> bool {
    Sort::of(&machine.model.handlers[arm.event]) == Sort::Call
}

/// The events of one type.
fn of_sort(cx: &Cx<'_>, machine: &Machine, sort: Sort, locals: &Locals) -> TokenStream {
    let (krate, name) = (&cx.krate, Ident::new(&format!("{sort:?}"), cx.place));
    let Locals { event, from, never, .. } = locals;
    if !cx.has_enum(sort) {
        let rest = (sort == Sort::Call).then(|| quote_spanned!(cx.place=> , _));
        return quote_spanned! {cx.place=>
            #krate::StatemEvent::#name(#never #rest) => match #never {},
        };
    }
    let events = machine.model.handlers.iter().enumerate();
    let events = events.filter(|(_, event)| Sort::of(event) == sort);
    let events = events.map(|(index, _)| of_event(cx, machine, index, locals));
    let enum_name = cx.enum_name(sort);
    let phantom = cx
        .has_phantom()
        .then(|| quote_spanned!(cx.place=> #enum_name::__Phantom(#never, _) => match #never {},));
    let with = (sort == Sort::Call).then(|| quote_spanned!(cx.place=> , #from));
    quote_spanned! {cx.place=>
        #krate::StatemEvent::#name(#event #with) => match #event { #(#events)* #phantom },
    }
}

/// One event, in every state.
fn of_event(cx: &Cx<'_>, machine: &Machine, index: usize, locals: &Locals) -> TokenStream {
    let event = &machine.model.handlers[index];
    // What holds in every state comes last.
    let (all, some): (Vec<&Arm>, Vec<&Arm>) =
        machine.arms.iter().filter(|arm| arm.event == index).partition(|arm| arm.states.are_all());
    let mut arms: Vec<TokenStream> =
        some.iter().chain(&all).map(|arm| in_state(cx, event, arm, locals)).collect();
    let (cfgs, pattern) = (&event.method.cfgs, parts(cx, event, &event.method, bound));
    // Which states are missing is said where the event has its name.
    let place = span::at(event.public.span());
    let state = moved(locals.state.to_token_stream(), span::local(place));
    if all.iter().all(|arm| !arm.cfgs.is_empty()) {
        // The compiler proposes another arm behind two that are alike, in the middle of the impl.
        let unlike = quote_spanned!(span::local(place)=> _ if false => loop {},);
        arms.insert(arms.len().saturating_sub(1), unlike);
    }
    quote_spanned!(place=> #(#cfgs)* #pattern => match #state { #(#arms)* },)
}

/// What is done with an event in some states.
fn in_state(cx: &Cx<'_>, event: &Handler, arm: &Arm, locals: &Locals) -> TokenStream {
    let (krate, states, cfgs) = (&cx.krate, &arm.states.pattern, &arm.cfgs);
    let body = match &arm.what {
        What::Ignore => quote_spanned!(cx.place=> #krate::Handled::Next(#krate::Next::keep())),
        What::Postpone => {
            let whole = parts(cx, event, &event.method, bound);
            postponed(cx, event, &whole, &locals.from)
        }
        What::Run(method, shape, reply) => {
            run(cx, event, &Run { method, shape: *shape, reply: reply.as_deref() }, locals)
        }
    };
    quote_spanned!(cx.place=> #(#cfgs)* #states => #body,)
}

/// The event, to be handled in another state.
fn postponed(cx: &Cx<'_>, event: &Handler, whole: &TokenStream, from: &Ident) -> TokenStream {
    let krate = &cx.krate;
    let sort = Ident::new(&format!("{:?}", Sort::of(event)), cx.place);
    let with = (Sort::of(event) == Sort::Call).then(|| quote_spanned!(cx.place=> , #from));
    quote_spanned!(cx.place=> #krate::Handled::Postpone(#krate::StatemEvent::#sort(#whole #with)))
}

/// The event with its parts: a pattern, or a value.
fn parts(
    cx: &Cx<'_>,
    event: &Handler,
    method: &Method,
    local: fn(usize, &Field) -> Ident,
) -> TokenStream {
    let variant = cx.variant(event);
    let pairs = fields(&event.method).zip(fields(method)).enumerate();
    let each: Vec<TokenStream> = pairs
        .map(|(index, (part, field))| {
            let (name, local, cfgs) = (span::copied(&part.name), local(index, field), &field.cfgs);
            if matches!(event.kind, Kind::Info) {
                return local.to_token_stream();
            }
            quote_spanned!(cx.place=> #(#cfgs)* #name: #local)
        })
        .collect();
    if matches!(event.kind, Kind::Info) {
        return quote_spanned!(cx.place=> #variant(#(#each),*));
    }
    quote_spanned!(cx.place=> #variant { #(#each),* })
}

/// The local of a part that is kept while the handler has a clone.
fn whole_part(index: usize, field: &Field) -> Ident {
    span::unlikely(&format!("k{index}"), field.name.span())
}

/// A handler of an event.
struct Run<'a> {
    method: &'a Method,
    shape: Shape,
    /// What it replies, of a call.
    reply: Option<&'a Type>,
}

/// Calls the handler, and says what came of it.
fn run(cx: &Cx<'_>, event: &Handler, handler: &Run<'_>, locals: &Locals) -> TokenStream {
    let Run { method, shape, reply } = *handler;
    let (krate, other) = (&cx.krate, cx.local("other"));
    let Locals { from, context, .. } = locals;
    let call = call_with(cx, method, context, &other, |index, field| {
        let local = bound(index, field).into_token_stream();
        let first = fields(&event.method).nth(index);
        let other = first.and_then(|first| as_first(cx, "of_first", &field.ty, &first.ty, &local));
        other.unwrap_or(local)
    });
    let deferred = match &event.kind {
        Kind::Call(kind) if takes_reply(method) => {
            let ty = &kind.reply;
            let server = &cx.server;
            let given = other.to_token_stream();
            let own = reply.and_then(|own| as_first(cx, "reply_of_first", own, ty, &given));
            let own = own.map(|own| quote_spanned!(cx.place=> let #other = #own;));
            Some(quote_spanned! {cx.place=>
                let #other = #from.defer::<#ty, #server>(#context);
                #own
            })
        }
        _ => None,
    };
    let answers = match &event.kind {
        Kind::Call(kind) if deferred.is_none() => Some((kind, reply.unwrap_or(&kind.reply))),
        _ => None,
    };
    if !shape.postpones {
        let done = done(cx, shape.value, answers, &call, locals);
        return match deferred {
            Some(deferred) => quote_spanned!(cx.place=> { #deferred #done }),
            None => done,
        };
    }
    let value = cx.local("value");
    let done = done(cx, shape.value, answers, &value.to_token_stream(), locals);
    let clones = fields(method).enumerate().map(|(index, field)| {
        let (copy, kept, cfgs) = (bound(index, field), whole_part(index, field), &field.cfgs);
        let place = span::at(first_span(&field.ty.to_token_stream()));
        let private = cx.private_at(place);
        let clone = quote_spanned!(place=> #private::kept(&#kept));
        quote_spanned!(cx.place=> #(#cfgs)* let #kept = #copy;
            #(#cfgs)* let #copy = #clone;)
    });
    let again = postponed(cx, event, &parts(cx, event, method, whole_part), from);
    let private = &cx.private;
    quote_spanned! {cx.place=>
        {
            #(#clones)*
            match #call {
                #private::Ok(#value) => #done,
                #private::Err(#krate::Postpone) => #again,
            }
        }
    }
}

/// A value of the type that stands in the first handler of its event, in another one: where the two
/// are not written alike, the compiler is asked whether they are the same, at the second.
fn as_first(
    cx: &Cx<'_>,
    how: &str,
    own: &Type,
    first: &Type,
    value: &TokenStream,
) -> Option<TokenStream> {
    if own.to_token_stream().to_string() == first.to_token_stream().to_string() {
        return None;
    }
    let place = span::at(first_span(&own.to_token_stream()));
    let (private, how) = (cx.private_at(place), Ident::new(how, place));
    let asked = quote_spanned!(place=> #private::#how::<#own, #first>);
    Some(quote_spanned!(place=> #asked(#value)))
}

fn takes_reply(method: &Method) -> bool {
    method.slots.iter().any(|slot| matches!(slot, crate::gen_server::model::Slot::Reply))
}

/// What a handler that does not postpone has come to.
fn done(
    cx: &Cx<'_>,
    value: Value,
    answers: Option<(&Call, &Type)>,
    given: &TokenStream,
    locals: &Locals,
) -> TokenStream {
    let Cx { krate, private, .. } = cx;
    let Some((call, own)) = answers else {
        return match value {
            Value::Plain => {
                quote_spanned!(cx.place=> { #given; #krate::Handled::Next(#krate::Next::keep()) })
            }
            Value::Next | Value::Both => quote_spanned!(cx.place=> #krate::Handled::Next(#given)),
        };
    };
    let Locals { from, context, .. } = locals;
    let (reply, next, ty) = (cx.local("reply"), cx.local("next"), &call.reply);
    let as_own = |given: &TokenStream| as_first(cx, "to_first", own, ty, given);
    let (bind, next) = match value {
        Value::Plain => {
            let given = as_own(given).unwrap_or_else(|| given.clone());
            (
                quote_spanned!(cx.place=> let #reply: #ty = #given;),
                quote_spanned!(cx.place=> #krate::Next::keep()),
            )
        }
        Value::Next => (
            quote_spanned!(cx.place=> let #next = #given; let #reply: #ty = ();),
            next.to_token_stream(),
        ),
        Value::Both => {
            let other = as_own(&reply.to_token_stream())
                .map(|given| quote_spanned!(cx.place=> let #reply: #ty = #given;));
            let bound = quote_spanned! {cx.place=>
                let (#reply, #next): (#own, #krate::Next<Self::State>) = #given;
                #other
            };
            (bound, next.to_token_stream())
        }
    };
    let answer = Travels::of(ty);
    let (asked, given) =
        (answer.asked(cx), answer.among(&quote_spanned!(answer.place=> _,), &TokenStream::new()));
    quote_spanned! {cx.place=>
        { #asked #bind #private::answered #given (#from, #reply, #next, #context) }
    }
}
