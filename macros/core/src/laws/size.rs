//! What a handler costs: rustc reads all of it.

use super::tokens;

/// Bytes of tokens, as rustc prints them.
const MOST: usize = 1600;

fn size(attr: &str, handlers: &[&str]) -> usize {
    let item = format!("impl Server {{ {} }}", handlers.concat());
    let expand =
        if attr.is_empty() { crate::gen_server::expand } else { crate::gen_statem::expand };
    let all = expand(tokens(attr), tokens(&item)).to_string();
    assert!(!all.contains("compile_error"), "{all}");
    all.split_whitespace().map(str::len).sum()
}

/// What this handler adds to a server that has one of each kind.
fn cost(attr: &str, others: &[&str], handler: &str) -> usize {
    let with: Vec<&str> = others.iter().copied().chain([handler]).collect();
    size(attr, &with) - size(attr, others)
}

#[test]
fn no_handler_of_a_server_costs_more_than_its_share() {
    let others = [
        "#[call] fn a(&mut self) -> u64 { 3 }",
        "#[cast] fn b(&mut self) {}",
        "#[info] fn c(&mut self, c: C) {}",
        "#[continue_with] fn d(&mut self) {}",
        "#[every(\"1s\")] fn e(&mut self) {}",
    ];
    for handler in [
        "#[call(timeout = \"2s\")] fn withdraw(&mut self, amount: i64, memo: String) -> Result<i64, E> {}",
        "#[call] fn next(&mut self, amount: i64, cx: &mut Context<Self>) -> u64 { 3 }",
        "#[call] async fn statement(&mut self, month: Month, year: Year) -> Vec<Line> {}",
        "#[call] fn notify_when(&mut self, at_least: i64, reply: ReplyTo<i64>) {}",
        "#[cast] fn deposit(&mut self, amount: i64, memo: String) {}",
        "#[cast] async fn flush(&mut self, cx: &mut Context<Self>) {}",
        "#[info] fn partner_down(&mut self, down: Down, cx: &mut Context<Self>) {}",
        "#[continue_with] async fn load(&mut self, page: u32) {}",
        "#[every(\"30s\")] async fn accrue(&mut self, cx: &mut Context<Self>) {}",
        "#[cron(\"0 3 * * *\", jitter = \"30s\")] fn nightly(&mut self) {}",
    ] {
        let cost = cost("", &others, handler);
        assert!(cost <= MOST, "{cost} bytes, {MOST} are allowed: {handler}");
    }
}

#[test]
fn no_handler_of_a_machine_costs_more_than_its_share() {
    let others = [
        "#[on(_, call)] fn a(&mut self) -> u64 { 3 }",
        "#[on(_, cast)] fn b(&mut self) {}",
        "#[on(_, info)] fn c(&mut self, c: C) {}",
        "#[on(_, state_timeout)] fn d(&mut self) {}",
        "#[on(A, enter)] fn e(&mut self) {}",
    ];
    for handler in [
        "#[on(A | B, call, postpone = C)] fn walk(&mut self, who: String, s: &St) -> (String, Next<St>) {}",
        "#[on(A, call)] async fn slow(&mut self, who: String) -> Result<(u8, Next<St>), Postpone> {}",
        "#[on(_, call)] fn later(&mut self, at: u64, reply: ReplyTo<u64>) -> Next<St> {}",
        "#[on(A, cast, ignore = B)] fn button(&mut self, digit: u32) -> Next<St> {}",
        "#[on(_, info)] fn down(&mut self, down: Down, cx: &mut StatemContext<Self>) {}",
        "#[on(A, state_timeout, ignore = B)] fn close(&mut self) -> Next<St> {}",
        "#[on(B, enter)] async fn entered(&mut self, from: &St) -> Enter {}",
    ] {
        let cost = cost("state = St", &others, handler);
        assert!(cost <= MOST, "{cost} bytes, {MOST} are allowed: {handler}");
    }
}

#[test]
fn a_server_with_five_hundred_handlers_expands() {
    let handlers: Vec<String> = (0..500)
        .map(|n| match n % 5 {
            0 => format!("#[call] fn c{n}(&self, a: A{n}, b: u8) -> R{n} {{ x() }}"),
            1 => format!("#[call] async fn s{n}(&mut self, a: A{n}) -> R{n} {{ x().await }}"),
            2 => format!("#[cast] fn p{n}(&mut self, a: A{n}) {{ x() }}"),
            3 => format!("#[info] fn i{n}(&mut self, a: A{n}) {{ x() }}"),
            _ => format!("#[continue_with] fn n{n}(&mut self, a: A{n}) {{ x() }}"),
        })
        .collect();
    let handlers: Vec<&str> = handlers.iter().map(String::as_str).collect();
    let all = size("", &handlers);
    assert!(all <= 500 * MOST, "{all} bytes for 500 handlers");
    // Twice the handlers are twice the tokens, and a little less.
    assert!(all <= 2 * size("", &handlers[..250]), "{all} bytes for 500 handlers");
}
