//! The macros of switchboard. Use them through the crate `switchboard`, which re-exports them.
//!
//! Nothing is decided here: the work is done in `switchboard-macros-core`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro::TokenStream;
use proc_macro2::{Span, TokenStream as Tokens};
use switchboard_macros_core::diag::Diag;
use switchboard_macros_core::text::entry as text;
use switchboard_macros_core::{
    agent, entry, gen_server, gen_statem, message, protocol, record, server_config, shown,
    supervisor,
};

/// Configures the servers of a type.
///
/// Every server needs it, next to [`gen_server`](macro@gen_server) on the impl. It implements
/// `ServerConfig`, with the options of the attribute `#[server(..)]`:
///
/// | key | values | meaning |
/// |---|---|---|
/// | `name` | `"counter"` | the name that a server claims when it starts |
/// | `mailbox` | `1024`, `unbounded` | how many messages may wait; 65,536 unless given |
/// | `overflow` | `refuse`, `drop_oldest`, `drop_newest` | what becomes of a cast when the mailbox is full |
/// | `timeout` | `"5s"`, `infinity` | how long a call waits that says nothing itself |
/// | `shutdown` | `"5s"`, `brutal_kill`, `infinity` | how long a supervisor waits for its end |
/// | `restart` | `permanent`, `transient`, `temporary` | when a supervisor starts it again |
/// | `on_stop` | `drain`, `discard` | what becomes of waiting messages when it stops |
/// | `trap_exit` | nothing, `true`, `false` | whether exit signals arrive as messages |
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// # Errors
///
/// A union, an unknown key, a key that is given twice and a value that does not fit are compile
/// errors at the token; all of one struct are reported together.
#[proc_macro_derive(GenServer, attributes(server))]
pub fn derive_gen_server(item: TokenStream) -> TokenStream {
    derive("GenServer", item, server_config::expand)
}

/// Configures the state machines of a type, whose values are the data of a machine.
///
/// Every state machine needs it, next to [`gen_statem`](macro@gen_statem) on the impl. It takes the
/// keys of [`GenServer`](derive@GenServer) in an attribute `#[statem(..)]`; only `timeout` is
/// `infinity` unless given, for a call may have to wait for a state.
///
/// # Errors
///
/// As for [`GenServer`](derive@GenServer).
#[proc_macro_derive(GenStatem, attributes(statem))]
pub fn derive_gen_statem(item: TokenStream) -> TokenStream {
    derive("GenStatem", item, server_config::expand_statem)
}

/// Makes an enum that you write the messages of a server.
///
/// Each variant carries `#[call]`, `#[call(reply = Type)]` or `#[cast]`; fields have names. The
/// derive implements `Message`. `#[gen_server(messages = Enum)]` on an impl then demands one handler
/// for each variant, whose name is the variant's in snake case, with the reply that is promised
/// here.
///
/// | key of `#[message(..)]` | values | meaning |
/// |---|---|---|
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// # Errors
///
/// A variant without one of the two attributes, or with both, a tuple variant, two variants that
/// belong to one handler, and a type that is no enum.
#[proc_macro_derive(Message, attributes(message, call, cast))]
pub fn derive_message(item: TokenStream) -> TokenStream {
    derive("Message", item, message::expand)
}

/// Makes a struct a supervision tree: its fields are the children, in start order.
///
/// The struct is real: a tree that runs is a value of it, and each field is a handle that follows
/// its child across restarts. Generated are the impls of `Supervisor` and `Supervised`, and `start`,
/// `start_link` and `tree`, which makes the tree a child of another one.
///
/// | key of `#[supervisor(..)]` | values | meaning |
/// |---|---|---|
/// | `strategy` | `one_for_one`, `one_for_all`, `rest_for_one` | who is restarted with a child |
/// | `max_restarts` | `3` | how many restarts `max_seconds` may hold |
/// | `max_seconds` | `5`, `"5s"` | the window in which restarts are counted |
/// | `auto_shutdown` | `never`, `any_significant`, `all_significant` | whether the end of children ends the tree |
/// | `name` | `"shop"` | the name that the supervisor claims |
/// | `args` | a type | what `start_link` takes; the start expressions know it as `args` |
/// | `skip` | | on a field: no child, `Default::default()` |
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// | key of `#[child(..)]` | values | meaning |
/// |---|---|---|
/// | `start` | an expression | the child's spec, such as `Cart::child(3)`; not needed by what takes no arguments |
/// | `restart` | `permanent`, `transient`, `temporary` | when the child is started again |
/// | `shutdown` | `"5s"`, `brutal_kill`, `infinity` | how long its end may take |
/// | `start_timeout` | `"5s"`, `infinity` | how long each start may take; without it, for ever |
/// | `significant` | nothing, `true`, `false` | whether its end counts for `auto_shutdown` |
/// | `id` | `"cart"` | its name in reports; the field's unless given |
///
/// # Errors
///
/// A field without `#[child]`, a type that is no child, a supervisor that contains itself, and keys
/// or values that do not fit, each at the token.
#[proc_macro_derive(Supervisor, attributes(supervisor, child))]
pub fn derive_supervisor(item: TokenStream) -> TokenStream {
    derive("Supervisor", item, supervisor::expand)
}

/// Makes a typed handle for the fields of a struct that an agent keeps.
///
/// For a struct `Settings`, `SettingsAgent` is the address of an agent that keeps one. It has
/// `start`, `start_link` and `child`, which take a function that makes the state, `named` and
/// `agent`, and a method for each key of each field with `#[agent(..)]`; `theme` stands for the
/// field:
///
/// | key of a field | method | meaning |
/// |---|---|---|
/// | `get` | `theme()` | a clone of the field |
/// | `set` | `set_theme(value)` | puts another value in its place |
/// | `update` | `update_theme(function)` | runs a function on it, in the agent, and gives its result |
/// | `rename` | | `rename = look` makes the methods `look`, `set_look` and `update_look` |
///
/// | key of the struct | values | meaning |
/// |---|---|---|
/// | `name` | `"settings"` | the name that the agent claims when it starts |
/// | `timeout` | `"5s"`, `infinity` | how long a call waits; five seconds unless given |
/// | `handle` | `SettingsRef` | the name of the handle |
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// The methods are as visible as the struct. Under a supervisor the child is a `Child<Settings>`,
/// which dereferences to the handle.
///
/// # Errors
///
/// A type that is no struct or that borrows, a field without a name or without a key, two methods
/// with one name, and keys or values that do not fit, each at the token and all together. A field
/// with `get` whose type is not `Clone` is reported at its type.
#[proc_macro_derive(Agent, attributes(agent))]
pub fn derive_agent(item: TokenStream) -> TokenStream {
    derive("Agent", item, agent::expand)
}

/// Makes a typed table of a struct, which is found by its key and by other fields.
///
/// The field with `#[key]` is what no two records share. For a struct `User`, `UserTable` is a table
/// of users: it has `new`, `spec` and `whereis`, dereferences to a `Table`, whose `insert` takes a
/// `User`, and has a method `lookup_by_email` for a field `email` with `#[index]`. An index never
/// tells another story than the table.
///
/// | key of `#[record(..)]` | values | meaning |
/// |---|---|---|
/// | `table` | `Users` | the name of the table; `UserTable` unless given |
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// | key of `#[index(..)]` | values | meaning |
/// |---|---|---|
/// | `rename` | `mail` | the method is `lookup_by_mail` |
///
/// The table and its methods are as visible as the struct.
///
/// # Errors
///
/// A type that is no struct or that borrows, a field without a name, no `#[key]` or two of them, an
/// index on the key, and keys that do not fit, each at the token and all together. A key or an index
/// that is not `Hash` and `Eq`, and with an index a struct that is not `Clone`, is reported by the
/// compiler at the type.
#[proc_macro_derive(Record, attributes(record, key, index))]
pub fn derive_record(item: TokenStream) -> TokenStream {
    derive("Record", item, record::expand)
}

/// Makes the methods of an impl the messages of a server.
///
/// Methods stay ordinary methods, which tests call without a runtime; those without an attribute are
/// left alone. These attributes make handlers, and each has a page that says what it takes:
/// [`init`](macro@init), [`call`](macro@call), [`cast`](macro@cast), [`info`](macro@info),
/// [`continue_with`](macro@continue_with), [`every`](macro@every), [`cron`](macro@cron), [`terminate`](macro@terminate),
/// [`format_status`](macro@format_status).
/// A handler may also take `&mut Context<Self>`, the means to stop, to link, and to set timers.
///
/// For a server `Account`, next to the impl:
///
/// - `AccountCall`, `AccountCast`, `AccountInfo`, `AccountContinue`: enums with one variant per
///   handler, where there are handlers of that kind;
/// - the impl of `GenServer`, from each message to its method;
/// - `AccountRef`, the typed address, with one method per call and cast;
/// - `Account::start` and `start_link`, which take what `#[init]` takes, and for supervisors
///   `Account::child` and `Account::dynamic`.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `messages` | an enum | the calls and casts, written by you with `#[derive(Message)]` |
/// | `derive` | `derive(Clone, ..)` | what the enums of calls and casts derive |
/// | `no_lint_allows` | nothing, `true`, `false` | leaves out the `#[allow(clippy::..)]` on handlers, which fails where these lints are forbidden |
/// | `exhaustive` | nothing, `true`, `false` | whether other crates may match these enums without `_` |
/// | `vis` | `pub(crate)` | how visible generated items are, no less than the type; `pub` unless given |
/// | `handle` | `AccountHandle` | the name of the typed address |
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// # Errors
///
/// Signatures that no message fits, such as borrowed arguments and generic methods, two handlers with
/// one name, and keys that do not fit, each at the token and all together. The impl is kept, with all
/// of its methods. What only the types can tell is told by the compiler at the type: arguments and
/// replies that are not `Send`, a future that is not, an `init` with another result.
#[proc_macro_attribute]
pub fn gen_server(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute("gen_server", attr, item, gen_server::expand)
}

/// Makes an impl a state machine: one method for each pair of a state and an event.
///
/// The type of the impl is the data; the type of the state is named with `state = ..` and is yours:
/// most often an enum, with `Clone`, `PartialEq` and `Debug`. [`on`](macro@on) says of a method in which
/// states it is called, and for which event; [`init`](macro@init) returns the first state and the
/// data, as `(State, Self)` or a `Result` of it; without it both come from `Default`.
/// [`terminate`](macro@terminate) is as for a server, and may take `&State`.
///
/// ```text
/// #[on(Locked, cast)]                          an event: it has the method's name
/// fn button(&mut self, digit: u32, cx: &mut StatemContext<Self>) -> Next<State>
/// #[on(Open, cast = button)]                   the same event in another state
/// fn ignore(&mut self, digit: u32)
/// #[on(_, call)]                               in every state that has no handler of its own
/// fn code(&self, state: &State) -> u32
/// #[on(Idle, call, postpone = Busy)]           in Busy it waits for another state
/// fn work(&mut self, job: Job) -> (Ticket, Next<State>)
/// #[on(Open, enter)]                           whenever Open is entered
/// fn opened(&mut self, from: &State, cx: &mut StatemContext<Self>)
/// #[on(Open, state_timeout)]                   set with cx.state_timeout(after, DoorStateTimeout::Close)
/// fn close(&mut self) -> Next<State>
/// ```
///
/// For a machine `Door`, next to the impl: the enums of its events, one per type that has handlers
/// (`DoorCall`, `DoorCast`, `DoorInfo`, `DoorInternal`, `DoorEventTimeout`, `DoorStateTimeout`,
/// `DoorTimeout`); the impl of `GenStatem`; `DoorRef`, the typed address, with one method per call and
/// cast; `Door::start`, `start_link`, `child` and `dynamic`.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `state` | a type | the state; needed |
/// | `derive` | `derive(Clone, ..)` | what the enums of calls and casts derive |
/// | `no_lint_allows` | nothing, `true`, `false` | leaves out the `#[allow(clippy::..)]` on handlers |
/// | `exhaustive` | nothing, `true`, `false` | whether other crates may match these enums without `_` |
/// | `vis` | `pub(crate)` | how visible generated items are; `pub` unless given |
/// | `handle` | `DoorHandle` | the name of the typed address |
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// # Errors
///
/// An event that has no handler in some state is the compiler's own error about a match, which names
/// the pair. Besides that what [`gen_server`](macro@gen_server) refuses, a pair with two handlers, and
/// handlers of one event that take different arguments, each at the token.
#[proc_macro_attribute]
pub fn gen_statem(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute("gen_statem", attr, item, gen_statem::expand)
}

/// Makes the methods of a trait messages that any server may take.
///
/// Methods with [`call`](macro@call) and [`cast`](macro@cast) are the messages; a server takes them as
/// soon as its type implements the trait, and needs nothing else for it. What it forgets is the
/// compiler's own error about an impl with a missing method. Servers may have any number of protocols,
/// next to messages of their own.
///
/// For a protocol `Worker`, next to the trait:
///
/// - `WorkerProtocolRef`, the address of a server of any type that has the protocol, with one method
///   per call and cast. `WorkerProtocolRef::new(&handle)` takes a handle, a `Child` or a `ServerRef`;
/// - `WorkerCast`, the enum of the casts, where there are some: a full mailbox gives it back.
///
/// An `async fn` of the trait becomes a function that returns a future which is `Send`; those who
/// implement the trait write `async fn` all the same. A method may take `&mut Context<Self>` when the
/// trait says that it is of servers, as in `trait Worker: GenServer`. Reports and errors call its
/// messages `Worker::run`.
///
/// A trait with parameters, `trait Store<K, V>`, has one set of messages for each choice of them, and
/// `StoreProtocolRef<K, V>` is the address of a server that has this one. Types among them are parts of
/// messages, so the address asks that they are `Send + 'static`.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `handle` | `AnyWorker` | the name of the typed address |
/// | `vis` | `pub(crate)` | how visible generated items are; as the trait unless given |
/// | `derive` | `derive(Clone, ..)` | what the enum of casts derives |
/// | `exhaustive` | nothing, `true`, `false` | whether other crates may match this enum without `_` |
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// On a method `#[call]` takes `timeout` and `rename`, `#[cast]` takes `name` and `rename`.
///
/// # Errors
///
/// A trait with lifetimes, what [`gen_server`](macro@gen_server) refuses in a signature, `Self` in a
/// message, and handlers of other kinds, each at the token and all together. The trait is kept, with
/// all of its items.
#[proc_macro_attribute]
pub fn protocol(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute("protocol", attr, item, protocol::expand)
}

/// Runs an async `main` on the runtime.
///
/// It may return nothing, a `Result` of nothing, or a supervision tree that was started: then the
/// process runs until it is told to end, and stops the tree in order.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `flavor` | `multi_thread`, `current_thread` | how the runtime's threads are laid out |
/// | `worker_threads` | `4` | how many there are; as many as the machine has cores unless given |
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// # Errors
///
/// A function that is not async, or that takes arguments or generics.
#[proc_macro_attribute]
pub fn main(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute("main", attr, item, entry::main)
}

/// Runs an async test on a runtime of its own, and fails when it leaves processes behind.
///
/// The clock is paused: a wait takes no time, and ends when nothing else can be done. Names of
/// processes belong to the test, so tests that run at the same time may use the same. It may return
/// nothing, or a `Result` of nothing. With the feature `test-util`; see `switchboard::testing`.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `clock` | `paused`, `real` | who moves the clock: `real` on many threads, `paused` otherwise |
/// | `flavor` | `current_thread`, `multi_thread` | how the runtime's threads are laid out |
/// | `worker_threads` | `4` | how many there are with `flavor = multi_thread` |
/// | `leaks` | `deny`, `allow` | whether a process that is left over fails the test |
/// | `crate` | `::path` | where the crate `switchboard` is found under another name |
///
/// # Errors
///
/// A function that is not async, or that takes arguments or generics; `clock = paused` on many
/// threads.
#[proc_macro_attribute]
pub fn test(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute("test", attr, item, entry::test)
}

/// Makes the state of a server: one function of the impl, called when it starts.
///
/// Its arguments are those of `start`, `start_link` and `child`. It returns `Self`, or a `Result` of
/// it whose error is any error, a text, an `ExitReason` or `Ignore`; it may be async, and may take
/// `&mut Context<Self>`. Without it the server starts without arguments, from `Default`.
///
/// It has no keys. Outside of an impl with [`gen_server`](macro@gen_server) it is an error.
#[proc_macro_attribute]
pub fn init(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced("init", item)
}

/// A handler whose caller waits for a reply.
///
/// The reply is what the method returns; a `Result` is a reply as well. A method that returns nothing
/// and takes a `ReplyTo<T>` answers through it, now or later. A method that is not async runs on its
/// caller when the server is idle, and must not wait.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `timeout` | `"2s"`, `infinity` | how long the caller waits; the server's own unless given |
/// | `name` | `Withdraw` | the variant of the enum of calls |
/// | `rename` | `withdraw` | the method of the typed address |
///
/// # Errors
///
/// Arguments and replies that borrow or whose type is not written out; at the type. Outside of an
/// impl with [`gen_server`](macro@gen_server) and of a trait with [`protocol`](macro@protocol) the
/// attribute is an error.
#[proc_macro_attribute]
pub fn call(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced("call", item)
}

/// A handler that nobody waits for.
///
/// The method of the typed address only puts the message into the mailbox; it gives the message back
/// when the mailbox is full or the server is stopping. The handler returns nothing.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `name` | `Deposit` | the variant of the enum of casts |
/// | `rename` | `deposit` | the method of the typed address |
///
/// # Errors
///
/// As for [`call`](macro@call), and a handler that returns something.
#[proc_macro_attribute]
pub fn cast(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced("cast", item)
}

/// A handler of a state machine: `#[on(State, event)]`.
///
/// First stands a state, several as in `Open | Shut`, or `_` for every state that has no handler of its
/// own for the event. A name is a variant of the state's type; anything else is a pattern. Then stands
/// the type of the event:
///
/// | type | when | may return |
/// |---|---|---|
/// | `call` | a caller waits | the reply, or `(reply, Next<State>)`; with a `ReplyTo<T>`, nothing or `Next<State>` |
/// | `cast` | somebody sent it | nothing or `Next<State>` |
/// | `info` | as [`info`](macro@info) | nothing or `Next<State>` |
/// | `internal` | `cx.next_internal(..)` sent it | nothing or `Next<State>` |
/// | `event_timeout` | no event came after `cx.event_timeout(..)` | nothing or `Next<State>` |
/// | `state_timeout` | the state stayed after `cx.state_timeout(..)` | nothing or `Next<State>` |
/// | `timeout` | the time of `cx.timeout(..)` is over | nothing or `Next<State>` |
/// | `enter` | the state is entered; no event | nothing or `Enter` |
///
/// The event has the name of the method; `cast = name` gives it another one, so that the handlers of
/// one event in several states are several methods. They take the same arguments. The first one's
/// words and visibility are those of the handle's method.
///
/// A handler may take `&State`, the state that the machine is in, and `&mut StatemContext<Self>`; an
/// enter call takes the state before as its first `&State`. A handler that returns
/// `Result<_, Postpone>`, with any of the above in it, may put its event off until the state has changed;
/// it gets clones of the event's parts.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `postpone` | states | in these states the event waits until the state has changed |
/// | `ignore` | states | in these states the event is dropped; not for a call |
/// | `timeout` | `"2s"`, `infinity` | how long the caller of a call waits |
///
/// # Errors
///
/// As for [`gen_statem`](macro@gen_statem). Outside of an impl with it the attribute is an error.
#[proc_macro_attribute]
pub fn on(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_in("on", "gen_statem", item)
}

/// A handler of what else arrives: the end of a process, a timeout, a timer, a plain message.
///
/// Its one argument says what it listens to: `Down`, `Exit`, `Timeout`, or a type of your own that is
/// sent with `send`, `send_after` or `send_interval`. Each type has one handler.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `name` | `PartnerDown` | the variant of the enum of infos |
///
/// # Errors
///
/// Anything but one argument, besides the context, and a second handler of a type. Outside of an impl
/// with [`gen_server`](macro@gen_server) the attribute is an error.
#[proc_macro_attribute]
pub fn info(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced("info", item)
}

/// A handler of what another handler left to be done, before the next message.
///
/// It runs when a handler or `init` has called `cx.continue_with` with its message.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `name` | `Load` | the variant of the enum of things to continue with |
///
/// # Errors
///
/// As for [`cast`](macro@cast).
#[proc_macro_attribute]
pub fn continue_with(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced("continue_with", item)
}

/// A handler that runs again and again: `#[every("30s")]`.
///
/// Ticks stay on their grid; those that come due while the server is busy are skipped but for one,
/// unless `missed` says otherwise.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `missed` | `skip` | of the ticks that a busy server misses, one comes late; the next is on the grid |
/// | | `burst` | each of them comes late, one after the other |
/// | | `delay` | one comes late, and the next a whole interval after it |
///
/// # Errors
///
/// An interval that is missing, zero or without a unit, a handler that takes more than the context,
/// or that returns something. Outside of an impl with [`gen_server`](macro@gen_server) the attribute
/// is an error.
#[proc_macro_attribute]
pub fn every(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced("every", item)
}

/// A handler that runs by the calendar: `#[cron("0 3 * * *", tz = "Europe/Paris")]`. It needs the
/// feature `cron` of the crate.
///
/// The expression has five fields, or six with the seconds first: minute, hour, day of the month,
/// month, day of the week. Each is `*`, a number, a list, a range or steps (`*/5`, `10-50/5`); months
/// and weekdays have names; `L`, `15W`, `LW` are days of a month, `FRI#3` and `FRIL` weekdays of one.
/// Of day and weekday one is enough, unless the weekday begins with `+`. `@hourly`, `@daily`,
/// `@weekly`, `@monthly` and `@yearly` stand for the expressions that they name.
///
/// | key | values | meaning |
/// |---|---|---|
/// | `tz` | `"Europe/Paris"` | whose wall clock counts; UTC unless given |
/// | `overlap` | `skip`, `queue` | whether what comes due while the last run goes on falls out, or runs afterwards |
/// | `missed` | `skip` | what is found more than a minute late falls out |
/// | | `burst` | each of them runs |
/// | | `delay` | one run stands for all of them |
/// | `jitter` | `"30s"` | each run is up to this much late |
/// | `seed` | `7` | what the jitter is drawn from; each process draws its own unless given |
///
/// # Errors
///
/// What is no expression, or never matches a date; a zone that does not exist; a handler that takes
/// more than the context, or that returns something. Outside of an impl with
/// [`gen_server`](macro@gen_server) the attribute is an error.
#[proc_macro_attribute]
pub fn cron(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced("cron", item)
}

/// Says goodbye: one method of the impl, called before the state is dropped.
///
/// It may take `&ExitReason` and `&mut Context<Self>`, may be async, and returns nothing. It does not
/// run when the server is killed, or ended by an exit that it does not trap.
///
/// It has no keys. Outside of an impl with [`gen_server`](macro@gen_server) it is an error.
#[proc_macro_attribute]
pub fn terminate(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced("terminate", item)
}

/// Shows the state in crash reports and in `Sys`: one method of the impl, in place of the `..` that a
/// server shows otherwise.
///
/// It is as the method of a formatter, `fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result`,
/// and writes what may be seen of the state: no passwords, no keys.
///
/// It has no keys. Outside of an impl with [`gen_server`](macro@gen_server) it is an error.
#[proc_macro_attribute]
pub fn format_status(_attr: TokenStream, item: TokenStream) -> TokenStream {
    misplaced("format_status", item)
}

/// Used by generated code, on a page of rustdoc.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn without_bounds(attr: TokenStream, item: TokenStream) -> TokenStream {
    attribute("without_bounds", attr, item, |_, item| shown::without_bounds(item))
}

fn derive(name: &str, item: TokenStream, expand: fn(Tokens) -> Tokens) -> TokenStream {
    guarded(name, || expand(item.into())).unwrap_or_else(|error| error)
}

fn attribute(
    name: &str,
    attr: TokenStream,
    item: TokenStream,
    expand: fn(Tokens, Tokens) -> Tokens,
) -> TokenStream {
    let kept = item.clone();
    guarded(name, || expand(attr.into(), item.into())).unwrap_or_else(|mut error| {
        error.extend(kept);
        error
    })
}

/// A bug of ours must not take the user's item away, nor look like a mistake of the user.
#[expect(clippy::disallowed_methods, reason = "the runtime's guard is for processes")]
fn guarded(name: &str, expand: impl FnOnce() -> Tokens) -> Result<TokenStream, TokenStream> {
    let outcome = catch_unwind(AssertUnwindSafe(expand)).map(TokenStream::from);
    outcome.map_err(|_| {
        let mut diag = Diag::new();
        diag.at(Span::call_site(), text::panicked(name));
        diag.into_tokens().into()
    })
}

/// An attribute that no `#[gen_server]` has taken away; the item is kept.
fn misplaced(name: &str, item: TokenStream) -> TokenStream {
    misplaced_in(name, "gen_server", item)
}

fn misplaced_in(name: &str, family: &str, item: TokenStream) -> TokenStream {
    let mut diag = Diag::new();
    diag.at(name_of(item.clone().into()), text::misplaced(name, family));
    let mut all: TokenStream = diag.into_tokens().into();
    all.extend(item);
    all
}

/// The name of a function; the attribute where there is none.
fn name_of(item: Tokens) -> Span {
    let mut trees = item.into_iter().skip_while(|tree| tree.to_string() != "fn");
    trees.nth(1).map_or_else(Span::call_site, |name| name.span())
}
