//! Builds the model; what is wrong is reported and left out.

use proc_macro2::Ident;
use syn::Type;
use syn::ext::IdentExt as _;

use super::handler::{self, Built, Event};
use super::model::{Arm, EnterCall, Machine, States};
use super::signature;
use crate::bounds;
use crate::diag::Diag;
use crate::gen_server::check::{
    Ends, doubled, generated_names, handle, handles_again, marks_init, sent, unique_variants,
};
use crate::gen_server::expand::{Sort, fields};
use crate::gen_server::head::{self, Server};
use crate::gen_server::model::{Handler, Model};
use crate::gen_server::parse::Marked;
use crate::gen_server::refused::Refused;
use crate::gen_server::roles::{self, MACHINE};
use crate::gen_server::settings::Settings;
use crate::lex::{RawImpl, RawItem};
use crate::names::RESERVED;
use crate::text::{Subject, machines as text};

/// Judges the impl; an impl of something that is no machine has no model.
pub(super) fn check(
    raw: &mut RawImpl,
    marked: &[Marked],
    settings: Settings,
    diag: &mut Diag,
) -> Option<Machine> {
    let head = diag.ok(raw.head())?;
    let server = head::check(head, &MACHINE, diag)?;
    let Some(state) = settings.state.clone() else {
        if !settings.names_state {
            diag.at(server.name.span(), text::NO_STATE_KEY);
        }
        return None;
    };
    let cfgs = roles::of_impl(&raw.attrs);
    let handle = handle(&settings, &server, diag);
    let mut parts = Parts::default();
    let doubled = doubled(raw);
    for (index, roles) in marked.iter().flat_map(Marked::alternatives) {
        let Some(RawItem::Fn(function)) = raw.items.get_mut(*index) else { continue };
        let before = diag.len();
        let built = handler::build(function, roles, &server, &state, diag);
        // A key that was refused may have named the states that seem to be missing now.
        parts.broken |= diag.len() != before || function.no_body.is_some();
        if diag.len() != before {
            signature::own_context(function, &settings.krate);
        }
        match built.filter(|_| !doubled.contains(index)) {
            Some(built) => parts.add(built, diag),
            None => {
                parts.broken = true;
                if marks_init(roles) {
                    let name = function.sig.ident.clone();
                    parts.broken_init = Refused::of(function, name, before, diag);
                }
                let event = handler::event_name(function, roles, &state);
                let refused = event.and_then(|event| Refused::of(function, event, before, diag));
                parts.refused.extend(refused);
            }
        }
    }
    let taken = generated_names(raw, server.subject, diag);
    unique_variants(&mut parts.events, false, diag);
    let Parts { events, refused, .. } = &mut parts;
    refused.retain(|one| !one.is_taken(RESERVED, events));
    Refused::once_each(refused);
    let mut machine = machine(parts, settings, server, (state, handle), cfgs);
    machine.model.taken = taken;
    let model = &mut machine.model;
    let sent = sent(model.init.as_ref(), &model.handlers);
    bounds::complete(&mut model.generics, &sent, Subject::Machine, diag);
    Some(machine)
}

fn machine(
    parts: Parts,
    settings: Settings,
    server: Server,
    (state, handle): (Type, Ident),
    cfgs: Vec<syn::Attribute>,
) -> Machine {
    let vis = settings.vis_of(&server.name);
    let Settings { krate, derives, exhaustive, .. } = settings;
    let Server { ty: self_ty, name, generics, .. } = server;
    let model = Model {
        krate,
        self_ty,
        name,
        generics,
        cfgs,
        vis,
        derives,
        exhaustive,
        messages: None,
        handle,
        machine: true,
        broken_init: parts.broken_init.filter(|_| parts.ends.init.is_none()),
        init: parts.ends.init,
        terminate: parts.ends.terminate,
        format_status: None,
        handlers: parts.events,
        refused: parts.refused,
        taken: Vec::new(),
    };
    Machine { model, state, arms: parts.arms, broken: parts.broken, enters: parts.enters }
}

/// What the marked methods become.
#[derive(Default)]
struct Parts {
    ends: Ends,
    events: Vec<Handler>,
    arms: Vec<Arm>,
    enters: Vec<EnterCall>,
    refused: Vec<Refused>,
    broken_init: Option<Refused>,
    /// Whether something was left out.
    broken: bool,
}

impl Parts {
    fn add(&mut self, built: Built, diag: &mut Diag) {
        match built {
            Built::Init(init) => self.ends.init(*init, Subject::Machine, diag),
            Built::Terminate(method) => self.ends.terminate(*method, Subject::Machine, diag),
            Built::Enter(enter) => self.enter(*enter, diag),
            Built::Event(event) => self.event(*event, diag),
        }
    }

    fn enter(&mut self, enter: EnterCall, diag: &mut Diag) {
        let cfgs = !enter.method.cfgs.is_empty();
        let mut seen = self.enters.iter().filter(|other| !cfgs && other.method.cfgs.is_empty());
        if let Some(name) = seen.find_map(|other| common(&other.states, &enter.states)) {
            diag.at(enter.states.span, text::doubled_enter(&name));
        } else {
            self.enters.push(enter);
        }
    }

    fn event(&mut self, event: Event, diag: &mut Diag) {
        let Event { handler, method, arms } = event;
        let cfgs = handler.method.cfgs.clone();
        let Some(index) = self.place_of(handler, &method, diag) else {
            self.broken = true;
            return;
        };
        for (states, what) in arms {
            let others = self.arms.iter().filter(|arm| arm.event == index && arm.cfgs.is_empty());
            let mut others = others.filter(|_| cfgs.is_empty());
            if let Some(state) = others.find_map(|arm| common(&arm.states, &states)) {
                let event = self.events[index].public.unraw().to_string();
                diag.at(states.span, text::doubled(&event, &state));
            } else {
                self.arms.push(Arm { event: index, states, what, cfgs: cfgs.clone() });
            }
        }
    }

    /// The index of the event of a handler, which may have been seen before.
    fn place_of(&mut self, handler: Handler, method: &Ident, diag: &mut Diag) -> Option<usize> {
        let sort = Sort::of(&handler);
        let same = |other: &Handler| other.public.unraw() == handler.public.unraw();
        let on_handle = |sort| matches!(sort, Sort::Call | Sort::Cast);
        let name = handler.public.unraw().to_string();
        for (index, other) in self.events.iter().enumerate().filter(|(_, other)| same(other)) {
            if Sort::of(other) == sort {
                let (first, here) =
                    (fields(&other.method).count(), fields(&handler.method).count());
                if first != here {
                    diag.at(method.span(), text::arity(&name, first, here));
                    return None;
                }
                if handler::says_timeout(&handler) {
                    diag.at(method.span(), text::late_timeout(&name));
                }
                return Some(index);
            }
            let maybe_both = other.method.cfgs.is_empty() || handler.method.cfgs.is_empty();
            if maybe_both && on_handle(Sort::of(other)) && on_handle(sort) {
                diag.at(handler.public.span(), text::taken(&name));
                return None;
            }
        }
        if handles_again(&self.events, &handler, diag) {
            return None;
        }
        self.events.push(handler);
        Some(self.events.len() - 1)
    }
}

/// An alternative that is in both patterns.
fn common(a: &States, b: &States) -> Option<String> {
    a.names.iter().find(|name| b.names.contains(name)).cloned()
}
