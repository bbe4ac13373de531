//! Whole expansions of the derives, of `main` and of tests, and of what the attributes rarely meet.

use crate::gen_server::expand::snapshots::{Attribute, reviewed};

const SERVER: Attribute = ("gen_server", crate::gen_server::expand);
const MACHINE: Attribute = ("gen_statem", crate::gen_statem::expand);
const PROTOCOL: Attribute = ("protocol", crate::protocol::expand);
const MAIN: Attribute = ("main", crate::entry::main);
const TEST: Attribute = ("test", crate::entry::test);
const GEN_SERVER: Attribute = ("derive(GenServer)", |_, item| crate::server_config::expand(item));
const GEN_STATEM: Attribute =
    ("derive(GenStatem)", |_, item| crate::server_config::expand_statem(item));
const MESSAGE: Attribute = ("derive(Message)", |_, item| crate::message::expand(item));
const SUPERVISOR: Attribute = ("derive(Supervisor)", |_, item| crate::supervisor::expand(item));
const RECORD: Attribute = ("derive(Record)", |_, item| crate::record::expand(item));
const AGENT: Attribute = ("derive(Agent)", |_, item| crate::agent::expand(item));

/// One test per snapshot: what it shows, the macro, the attribute, the item.
macro_rules! snapshots {
    ($($name:ident: $of:ident, $attr:literal, $item:literal;)*) => {$(
        #[test]
        fn $name() {
            reviewed($of, stringify!($name), $attr, $item);
        }
    )*};
}

snapshots! {
    config_default: GEN_SERVER, "", "pub struct S;";
    config_keys: GEN_SERVER, "",
        "#[server(name = \"s\", mailbox = 3, overflow = drop_oldest, shutdown = brutal_kill)]
        #[server(restart = transient, timeout = \"2s\", on_stop = discard, trap_exit)]
        struct S { a: A }";
    config_unbounded: GEN_SERVER, "",
        "#[server(mailbox = unbounded, shutdown = infinity, timeout = infinity)] enum E { A, B(C) }";
    config_generics: GEN_SERVER, "",
        "#[server(crate = ::otp)] struct S<T: Tr = u8, const N: usize = 3>([T; N]) where T: Send;";
    config_machine: GEN_STATEM, "", "pub struct S;";
    config_machine_keys: GEN_STATEM, "",
        "#[statem(name = \"s\", timeout = \"2s\", trap_exit = false)] struct S<T>(T);";

    message_kinds: MESSAGE, "",
        "pub enum CounterMsg { #[call(reply = u64)] AddTo { by: u64 }, #[cast] Reset, #[call] Sync {} }";
    message_empty: MESSAGE, "", "enum M {}";
    message_generics: MESSAGE, "",
        "#[message(crate = ::otp)]
        enum M<T: Send + 'static> where T: Tr { #[call(reply = Vec<T>)] Get, #[cast] r#Try { value: T } }";

    tree_shop: SUPERVISOR, "",
        "#[supervisor(strategy = rest_for_one, max_restarts = 7, max_seconds = \"1m\", name = \"shop\")]
        #[supervisor(args = Config, auto_shutdown = any_significant)]
        pub struct Shop {
            #[child(start = Catalog::child(args.path), restart = transient, significant)]
            catalog: Child<Catalog>,
            #[child(start = Cart::dynamic(), id = \"carts\", shutdown = \"5s\")]
            carts: DynamicSupervisor<Cart>,
            #[child] tasks: TaskSupervisor,
            #[supervisor(skip)] seen: u64,
        }";
    tree_unit: SUPERVISOR, "", "struct Empty;";
    tree_tuple: SUPERVISOR, "",
        "pub(crate) struct Pair(#[child(start = A::child())] Child<A>, #[child(start = B::tree())] Child<B>);";
    tree_generics: SUPERVISOR, "",
        "#[supervisor(crate = ::otp, args = T)]
        struct S<T: Send + 'static> where T: Sync { #[child(start = A::child(args))] r#type: Child<A<T>> }";
    tree_of_its_name: SUPERVISOR, "", "pub struct Tree(#[child] TaskSupervisor);";

    record_user: RECORD, "",
        "pub struct User { #[key] id: u64, /// Where mail goes.\n #[index] email: String, name: String }";
    record_generics: RECORD, "",
        "#[record(crate = ::otp, table = Keep)]
        struct S<T: Clone, const N: usize> where T: Sync { #[key] items: [T; N], #[index(rename = kind)] r#type: T }";

    agent_look: AGENT, "",
        "#[agent(name = \"look\", timeout = \"2s\")]
        pub struct Look { /// Its colour.\n #[agent(get, set, update)] colour: String, secret: bool }";
    agent_generics: AGENT, "",
        "#[agent(crate = ::otp, handle = Keep, timeout = infinity)]
        struct S<T: Clone, const N: usize> where T: Sync { #[agent(get, update)] items: [T; N] }";
    agent_names: AGENT, "",
        "struct S<AgentReply> { #[agent(get, set, update, rename = kind)] r#type: AgentReply }";

    protocol_worker: PROTOCOL, "",
        "/// What every worker can do.
        pub trait Worker {
            /// Does the job.
            #[call(timeout = \"2s\")] fn run(&mut self, job: Job) -> Report;
            #[call] async fn fetch(&mut self, url: String) -> Vec<u8>;
            #[cast] fn pause(&mut self);
        }";
    protocol_keys: PROTOCOL, "crate = ::otp, handle = Any, vis = pub(crate), derive(Clone, Debug), exhaustive",
        "trait Worker: GenServer {
            #[call(rename = later)] async fn defer(&mut self, at: u8, to: ReplyTo<u8>) { x().await }
            #[cast(name = Off)] async fn stop(&mut self, after: u8, cx: &mut Context<Self>);
            #[cfg(unix)] #[call(timeout = infinity)] fn r#type(&self, cx: &mut Context<Self>) -> u8 { x }
        }";

    protocol_generics: PROTOCOL, "",
        "trait Store<K, V = u8> where K: Hash {
            #[call] async fn get(&self, key: K) -> Option<V>; #[cast] fn put(&mut self, key: K, value: V);
        }";

    main_plain: MAIN, "", "/// Runs.\n async fn main() -> Result<(), E> { work().await }";
    main_threads: MAIN, "worker_threads = 2, crate = ::otp", "pub async fn main() { work().await }";
    main_current: MAIN, "flavor = current_thread", "#[allow(x)] async fn main() -> Tree { tree().await }";

    test_plain: TEST, "", "/// Holds.\n async fn holds() -> Result<(), E> { work().await }";
    test_keys: TEST, "flavor = multi_thread, worker_threads = 2, leaks = allow, crate = ::otp",
        "#[should_panic] async fn r#try() { work().await }";

    arguments: SERVER, "",
        "impl S {
            #[call] fn f(&self, _: u8, (a, b): (u8, u8), x @ A { .. }: A, arg0: u16, #[cfg(c)] d: D) {}
            #[init] fn new((a, b): (A, B), _: C) -> Self { x }
        }";
    visible: SERVER, "vis = pub(in crate::bank)",
        "impl S { #[call] pub fn a(&self) {} #[call] pub(crate) fn b(&self) {} #[cast] fn c(&self) {} }";
    documented: SERVER, "",
        "impl S {
            /// Takes.\n///\n/// # Errors\n///\n/// When there is nothing.
            #[call] #[must_use] fn take(&mut self) -> Result<u8, E> { x }
            #[doc = \"Puts.\"] #[cast] #[deprecated = \"late\"] fn put(&mut self, /** How much. */ by: u8) {}
        }";
    strict: SERVER, "no_lint_allows", "impl S { #[call] fn a(&self) {} }";
    derived: SERVER, "derive(Clone, PartialEq), exhaustive",
        "impl S { #[call] fn a(&self, a: A) {} #[cast] fn b(&self, b: B) {} }";
    conditional: SERVER, "",
        "impl S { #[cfg(a)] #[call] fn x(&self) {} #[cfg(not(a))] #[call] fn x(&self, y: u8) {}
            #[cfg_attr(b, cast)] fn z(&self) {} }";
    owner: SERVER, "",
        "impl r#type { #[call] fn own(&self, a: Self, b: [u8; Self::N]) -> Option<Self> { x } }";
    phantom: SERVER, "", "impl<T: Send + 'static, U: Send + 'static> S<T, U> { #[call] fn f(&self, t: T) {} }";
    farewell: SERVER, "",
        "impl S { #[terminate] async fn end(&mut self, cx: &mut Context<Self>, r: &ExitReason) {} }";
    onward: SERVER, "",
        "impl S { #[continue_with(name = Next)] async fn go(&mut self, cx: &mut Context<Self>, page: u32) {}
            #[cast] fn put(&mut self, cx: &mut Context<Self>) { cx.continue_with(SContinue::Next { page: 1 }) } }";
    constructor: SERVER, "", "impl Start { #[init] fn new() -> Self { x } }";

    states: MACHINE, "state = m::St<T>",
        "impl<T: Send + 'static> S<T> {
            #[on(A | B { c: 1 } | m::C, cast)] fn one(&mut self) {}
            #[on(_, cast = one)] fn other(&mut self) -> Next<m::St<T>> { x } }";
    entering: MACHINE, "state = St",
        "impl S { #[on(A, enter)] async fn a(&mut self, from: &St, now: &St, cx: &mut StatemContext<Self>) {}
            #[on(_, enter)] fn any(&mut self) -> Enter { x } }";
    machine_later: MACHINE, "state = St",
        "impl S { #[on(A, call, postpone = B | C)] fn later(&mut self, at: u8, r: ReplyTo<u8>) -> Next<St> { x } }";
    machine_times: MACHINE, "state = St",
        "impl S { #[on(A, state_timeout, ignore = B)] fn over(&mut self) {}
            #[on(_, timeout)] fn poll(&mut self, n: u8) -> Result<(), Postpone> { x }
            #[on(_, internal = load)] fn internal(&mut self, n: u8) {} }";
}
