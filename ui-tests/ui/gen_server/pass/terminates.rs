//! `#[terminate]` in every form.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Says goodbye.
#[derive(GenServer, Default)]
pub struct One;

#[gen_server]
impl One {
    #[terminate]
    fn end(&mut self) {}
}

/// Says why.
#[derive(GenServer, Default)]
pub struct Two;

#[gen_server]
impl Two {
    #[terminate]
    async fn end(&self, why: &ExitReason) {
        let _ = why.to_string();
    }
}

/// Says who.
#[derive(GenServer, Default)]
pub struct Three;

#[gen_server]
impl Three {
    #[terminate]
    fn end(&mut self, reason: &switchboard::ExitReason, cx: &mut Context<Three>) {
        let _ = (reason, cx.pid());
    }
}

fn main() {}
