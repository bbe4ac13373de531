//! Inputs of each macro, with something of everything that it takes.

use super::Macro;

pub(super) const GEN_SERVER: Macro = Macro {
    expand: crate::gen_server::expand,
    inputs: &[
        (
            "crate = ::otp",
            "impl S {
                #[init] async fn open(a: A, cx: &mut Context<Self>) -> Result<Self, E> { x() }
                #[call(timeout = \"2s\")] pub fn get(&self, a: A, (b, c): D) -> E { x() }
                #[call] pub(crate) async fn slow(&mut self, a: A) -> E { x() }
                #[call(timeout = infinity, rename = other)] fn later(&mut self, to: ReplyTo<A>) { x() }
                #[cast(name = Put)] fn put_it(&mut self, a: A, cx: &mut Context<Self>) { x() }
                #[info] fn down(&mut self, down: A) { x() }
                #[info] async fn exit(&mut self, exit: B) { x() }
                #[continue_with] fn load(&mut self, page: A) { x() }
                #[every(\"30s\")] fn tick(&mut self) { x() }
                #[cfg(unix)] #[every(\"1h\")] async fn tock(&mut self, cx: &mut Context<Self>) { x() }
                #[cron(\"0 3 * * MON\", tz = \"UTC\", overlap = queue)] fn night(&mut self) { x() }
                #[terminate] async fn end(&mut self, reason: &ExitReason) { x() }
            }",
        ),
        (
            "crate = ::otp, derive(Clone, Debug), exhaustive, handle = H, vis = pub(crate), no_lint_allows",
            "impl<T: Tr, const N: M> m::S<T, N> where T: Other {
                #[cfg(a)] #[call] fn get(&self, #[cfg(b)] a: [T; N]) -> T { x() }
                #[cast] fn r#type(&mut self, r#fn: T) {}
                #[info] fn item(&mut self, item: T) {}
            }",
        ),
        (
            "crate = ::otp, messages = M",
            "impl S {
                #[call] fn get(&self, a: A) -> B { x() }
                #[cast] async fn put(&mut self, a: A) { x() }
            }",
        ),
        ("crate = ::otp", "impl S {}"),
    ],
};

pub(super) const GEN_STATEM: Macro = Macro {
    expand: crate::gen_statem::expand,
    inputs: &[
        (
            "crate = ::otp, state = St",
            "impl S {
                #[init] fn new(a: A) -> (St, Self) { x() }
                #[on(One | Two { a: 1 }, call, timeout = \"2s\", postpone = Three)]
                pub fn get(&mut self, a: A, s: &St) -> (B, Next<St>) { x() }
                #[on(_, call)] async fn slow(&mut self, to: ReplyTo<A>) -> Next<St> { x() }
                #[on(_, call)] fn maybe(&mut self, a: A) -> Result<B, Postpone> { x() }
                #[on(One, cast, ignore = Two)] fn put(&mut self, a: A) -> Next<St> { x() }
                #[on(_, info)] fn down(&mut self, down: A, cx: &mut StatemContext<Self>) { x() }
                #[on(_, internal)] fn load(&mut self, page: A) { x() }
                #[on(_, event_timeout)] fn quiet(&mut self) -> Result<(), Postpone> { x() }
                #[on(_, state_timeout)] fn over(&mut self) { x() }
                #[on(_, timeout)] fn poll(&mut self, tries: A) { x() }
                #[on(One, enter)] fn entered(&mut self, from: &St) -> Enter { x() }
                #[terminate] fn end(&mut self, reason: &ExitReason, state: &St) { x() }
            }",
        ),
        (
            "crate = ::otp, state = m::St<T>, vis = pub(crate), derive(Clone), handle = H, exhaustive",
            "impl<T: Tr> S<T> { #[on(_, cast)] fn put(&mut self, a: T) {} }",
        ),
        ("crate = ::otp, state = St", "impl S {}"),
    ],
};

pub(super) const GEN_SERVER_DERIVE: Macro = Macro {
    expand: |_, item| crate::server_config::expand(item),
    inputs: &[
        ("", "#[server(crate = ::otp)] struct S;"),
        (
            "",
            "#[server(crate = ::otp, name = \"s\", mailbox = 3, overflow = refuse, shutdown = \"5s\")]
            #[server(restart = transient, timeout = infinity, on_stop = drain, trap_exit)]
            pub struct S<T: Tr, const N: M> where T: Other { a: [T; N] }",
        ),
        ("", "#[server(crate = ::otp)] enum E { A, B(C) }"),
    ],
};

pub(super) const GEN_STATEM_DERIVE: Macro = Macro {
    expand: |_, item| crate::server_config::expand_statem(item),
    inputs: &[
        ("", "#[statem(crate = ::otp)] struct S;"),
        (
            "",
            "#[statem(crate = ::otp, name = \"s\", mailbox = 3, timeout = \"1s\")] struct S<T>(T);",
        ),
    ],
};

pub(super) const PROTOCOL: Macro = Macro {
    expand: crate::protocol::expand,
    inputs: &[
        (
            "crate = ::otp",
            "/// Docs.
            pub trait Tr: GenServer + Other where Self: More {
                const N: M = x();
                /// Runs.
                #[call(timeout = \"2s\")] fn run(&mut self, a: A, b: B) -> E;
                #[call] async fn slow(&mut self, a: A) -> E;
                #[call(timeout = infinity, rename = other)] fn later(&mut self, a: A, to: ReplyTo<A>) { x() }
                #[cast(name = Put)] fn put_it(&mut self, a: A, cx: &mut Context<Self>) { x() }
                #[cast] async fn wait(&mut self) { x().await }
                #[cfg(unix)] #[cast] fn r#type(&self, r#fn: A) {}
                fn helper(&self) -> B { x() }
            }",
        ),
        (
            "crate = ::otp, handle = H, vis = pub(crate), derive(Clone, Debug), exhaustive",
            "trait Tr { #[call] fn get(&self, #[cfg(b)] a: A); #[cast] fn put(&mut self, a: A); }",
        ),
        ("crate = ::otp", "trait Tr {}"),
    ],
};

pub(super) const MESSAGE: Macro = Macro {
    expand: |_, item| crate::message::expand(item),
    inputs: &[
        (
            "",
            "#[message(crate = ::otp)] pub enum M<T: Tr> where T: Other {
                #[call(reply = A)] Get { a: T }, #[cast] Put, #[call] Sync {} }",
        ),
        ("", "#[message(crate = ::otp)] enum M {}"),
    ],
};

pub(super) const SUPERVISOR: Macro = Macro {
    expand: |_, item| crate::supervisor::expand(item),
    inputs: &[
        (
            "",
            "#[supervisor(crate = ::otp, strategy = rest_for_one, max_restarts = 3, name = \"s\")]
            #[supervisor(max_seconds = \"5s\", auto_shutdown = any_significant, args = A)]
            pub struct S<T: Tr> where T: Other {
                #[child(start = x(args), restart = transient, shutdown = \"5s\", significant)] a: A,
                #[child(start = y, id = \"z\", start_timeout = \"9s\")] b: B<T>,
                #[child] c: C,
                #[supervisor(skip)] d: D,
            }",
        ),
        ("", "#[supervisor(crate = ::otp)] struct S(#[child] A);"),
        ("", "#[supervisor(crate = ::otp)] struct S;"),
    ],
};

pub(super) const AGENT: Macro = Macro {
    expand: |_, item| crate::agent::expand(item),
    inputs: &[
        (
            "",
            "#[agent(crate = ::otp, name = \"s\", timeout = \"2s\", handle = H)]
            pub struct S<T: Tr, const N: M> where T: Other {
                /// Docs.
                #[agent(get, set, update)] a: [T; N],
                #[agent(get, rename = other)] r#type: A,
                b: B,
            }",
        ),
        ("", "#[agent(crate = ::otp)] struct S { #[agent(set)] a: A }"),
    ],
};

pub(super) const RECORD: Macro = Macro {
    expand: |_, item| crate::record::expand(item),
    inputs: &[
        (
            "",
            "#[record(crate = ::otp, table = H)]
            pub struct S<T: Tr, const N: M> where T: Other {
                #[key] a: [T; N],
                /// Docs.
                #[index] r#type: A,
                #[index(rename = other)] b: B,
                c: C,
            }",
        ),
        ("", "#[record(crate = ::otp)] struct S { #[key] a: A }"),
    ],
};

pub(super) const MAIN: Macro = Macro {
    expand: crate::entry::main,
    inputs: &[
        (
            "crate = ::otp, flavor = current_thread",
            "/// Docs.\n async fn main() -> R { x().await }",
        ),
        ("crate = ::otp, worker_threads = 2", "pub async fn main() { x().await }"),
    ],
};

pub(super) const TEST: Macro = Macro {
    expand: crate::entry::test,
    inputs: &[
        (
            "crate = ::otp, clock = real, leaks = allow",
            "/// Docs.\n #[should_panic] async fn holds() -> R { x().await }",
        ),
        (
            "crate = ::otp, flavor = multi_thread, worker_threads = 2",
            "pub(crate) async fn r#fn() { x().await }",
        ),
        ("crate = ::otp", "async fn holds() {}"),
    ],
};
