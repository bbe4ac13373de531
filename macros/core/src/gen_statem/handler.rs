//! Turns one marked method into what the model knows about it.

use proc_macro2::Ident;
use syn::ext::IdentExt as _;
use syn::{Type, parse_quote};

use super::model::{EnterCall, States, What};
use super::on::{self, On, Word};
use super::signature::{self, Read};
use crate::diag::Diag;
use crate::gen_server::handler::{no_variant, only_mark, unconditional};
use crate::gen_server::head::Server;
use crate::gen_server::model::{Call, Handler, Init, Kind, Method, Timeout};
use crate::gen_server::roles::{self, Role, Shared};
use crate::gen_server::settings::role_keys;
use crate::gen_server::signature::{Checked, Output, output_span};
use crate::lex::RawFn;
use crate::names;
use crate::text::machines as text;

/// A sound method.
pub(super) enum Built {
    Init(Box<Init>),
    Terminate(Box<Method>),
    Enter(Box<EnterCall>),
    Event(Box<Event>),
}

/// What is said about one event.
pub(super) struct Event {
    /// The event, as this handler has it.
    pub(super) handler: Handler,
    /// The method, for complaints.
    pub(super) method: Ident,
    pub(super) arms: Vec<(States, What)>,
}

/// Judges one marked method; a method with errors gives `None`.
pub(super) fn build(
    function: &mut RawFn,
    marks: &[roles::RoleAttr],
    server: &Server,
    state: &Type,
    diag: &mut Diag,
) -> Option<Built> {
    let mark = only_mark(&function.sig.ident, marks, diag)?;
    let mut shared = roles::share(&function.attrs);
    shared.cfgs.extend(mark.under.as_ref().map(roles::cfg));
    match mark.role {
        Role::On => {
            let on = on::read(mark, state, diag);
            let Some(on) = on else {
                // The rest of the method is judged once it is known what it handles.
                return None;
            };
            let read = signature::handler(function, on.word, server, state, diag)?;
            handler(function, on, read, shared, diag)
        }
        Role::Init | Role::Terminate => {
            let _none = role_keys(mark, diag);
            if mark.role == Role::Init {
                unconditional(&shared.cfgs, server.subject, diag);
            }
            let checked = signature::plain(function, mark.role, server, state, diag)?;
            let is_init = mark.role == Role::Init;
            let method = method(function, checked, &mut shared, !is_init);
            Some(if is_init {
                let output = output_span(&function.sig);
                Built::Init(Box::new(Init { method, output }))
            } else {
                Built::Terminate(Box::new(method))
            })
        }
        other => {
            diag.at(on::place(mark), text::of_servers(other));
            None
        }
    }
}

/// The name that a handler of calls or casts has on the handle, as far as its attribute tells.
pub(super) fn event_name(
    function: &RawFn,
    marks: &[roles::RoleAttr],
    state: &Type,
) -> Option<Ident> {
    let mark = marks.iter().find(|mark| mark.role == Role::On)?;
    let on = on::read(mark, state, &mut Diag::new());
    if on.as_ref().is_some_and(|on| !matches!(on.word, Word::Call | Word::Cast)) {
        return None;
    }
    on.and_then(|on| on.event).or_else(|| Some(function.sig.ident.clone()))
}

fn method(function: &RawFn, checked: Checked, shared: &mut Shared, has_self: bool) -> Method {
    Method {
        name: function.sig.ident.clone(),
        is_async: function.sig.asyncness.is_some(),
        has_self,
        slots: checked.args.slots,
        cfgs: std::mem::take(&mut shared.cfgs),
    }
}

fn handler(
    function: &RawFn,
    on: On,
    read: Read,
    mut shared: Shared,
    diag: &mut Diag,
) -> Option<Built> {
    let Read { checked, output } = read;
    let deferred = checked.args.reply.clone();
    let value = match &checked.output {
        Output::Value(ty) => ty.clone(),
        Output::Nothing => Box::new(parse_quote!(())),
    };
    let method = method(function, checked, &mut shared, true);
    if on.word == Word::Enter {
        let enter = EnterCall { method, states: on.states, decides: output.decides };
        return Some(Built::Enter(Box::new(enter)));
    }
    let name = on.event.clone().unwrap_or_else(|| method.name.clone());
    if matches!(on.word, Word::Call | Word::Cast) {
        free_name(&name, diag)?;
    }
    let kind = on.word.kind().unwrap_or_else(|| {
        let is_deferred = deferred.is_some();
        let reply = deferred.map_or(value, Box::new);
        Kind::Call(Call { reply, deferred: is_deferred, timeout: on.timeout })
    });
    let event = Handler {
        method: Method { name: name.clone(), ..method.clone() },
        kind,
        variant: names::variant(&name).unwrap_or_else(|| no_variant(&name, diag)),
        public: name,
        vis: function.vis().clone(),
        docs: shared.docs,
        shared: shared.others,
    };
    let place = method.name.clone();
    let reply = event.reply().cloned().map(Box::new);
    let mut arms = vec![(on.states, What::Run(method, output.shape, reply))];
    arms.extend(on.postpone.map(|states| (states, What::Postpone)));
    arms.extend(on.ignore.map(|states| (states, What::Ignore)));
    Some(Built::Event(Box::new(Event { handler: event, method: place, arms })))
}

/// Reports a name that the handle has already.
fn free_name(name: &Ident, diag: &mut Diag) -> Option<()> {
    let text = name.unraw().to_string();
    if names::RESERVED.contains(&text.as_str()) {
        diag.at(name.span(), text::reserved(&text));
        return None;
    }
    Some(())
}

/// Whether a call says how long it waits.
pub(super) fn says_timeout(handler: &Handler) -> bool {
    matches!(&handler.kind, Kind::Call(call) if !matches!(call.timeout, Timeout::Default))
}
