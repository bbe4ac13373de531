//! A context of another server is reported where the context is named.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Ledger;

#[gen_server]
impl Ledger {
    #[call]
    fn total(&self) -> u64 {
        1
    }
}

#[derive(GenServer, Default)]
struct Audit;

#[gen_server]
impl Audit {
    #[call]
    async fn check(&mut self, cx: &mut Context<Ledger>) -> bool {
        cx.is_stopping()
    }

    #[cast]
    fn forget(&mut self, cx: &mut Context<Ledger>) {
        cx.stop(ExitReason::Normal);
    }

    #[terminate]
    fn end(&mut self, cx: &mut Context<Ledger>) {
        cx.stop(ExitReason::Normal);
    }
}

fn main() {}
