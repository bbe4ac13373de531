//! Writes what an annotated impl implies; everything was checked before.

mod dispatch;
mod events;
#[cfg(test)]
mod snapshots;

use proc_macro2::TokenStream;
use quote::quote;

use super::model::Machine;
use crate::gen_server::expand::{Cx, asserts, handle, messages, start};

/// The items that belong to the impl.
pub(super) fn expand(machine: &Machine) -> TokenStream {
    let cx = Cx::new(&machine.model);
    // The compiler reports in this order: what cannot travel comes first.
    let parts = [
        asserts::items(&cx),
        messages::items(&cx),
        dispatch::items(&cx, machine),
        handle::items(&cx),
        start::items(&cx),
    ];
    let cfgs = &machine.model.cfgs;
    parts.into_iter().flatten().map(|item| quote!(#(#cfgs)* #item)).collect()
}
