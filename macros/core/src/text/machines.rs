//! About what only state machines have: states, and events in states.

use super::Text;
use crate::gen_server::roles::Role;

/// The types of events, for a message.
const WORDS: &str = "`call`, `cast`, `info`, `internal`, `enter`, `event_timeout`, `state_timeout` \
                     and `timeout`";

/// `#[gen_statem]` without `state`.
pub(crate) const NO_STATE_KEY: Text = Text::fixed(
    "a state machine has a type for its state",
    "write `#[gen_statem(state = State)]`, and derive `Clone`, `PartialEq` and `Debug` for it",
);

const ON: &str = "write `#[on(Open, call)]`, or `#[on(_, call)]` for every state";

/// `#[on]`.
pub(crate) const EMPTY_ON: Text = Text::fixed("`on` takes a state and an event in parentheses", ON);

/// No pattern in front.
pub(crate) const NO_STATE: Text =
    Text::fixed("`on` begins with a state, or with several as in `Open | Shut`", ON);

/// Only a state.
pub(crate) const NO_EVENT: Text =
    Text::fixed("`on` says which type of event it is after the state", "write `#[on(Open, call)]`");

/// `enter = name`.
pub(crate) const NAMED_ENTER: Text =
    Text::fixed("an enter call is no event, so it has no name", "write only `enter`");

/// `ignore` of a call.
pub(crate) const IGNORED_CALL: Text = Text::fixed(
    "a caller waits, so a call is not dropped",
    "write `postpone = ..`, or a handler that answers",
);

/// `-> Next` of an enter call.
pub(crate) const ENTER_NEXT: Text = Text::fixed(
    "an enter call cannot change the state",
    "return nothing, or `Enter` to repeat the call; to end the machine, call `cx.stop(..)`",
);

/// `Result<_, Postpone>` of an enter call.
pub(crate) const ENTER_POSTPONE: Text = Text::fixed(
    "an enter call is no event, so it cannot wait",
    "return nothing, or `Enter` to repeat the call",
);

/// Anything else.
pub(crate) const ENTER_OUTPUT: Text =
    Text::fixed("an enter call returns nothing, or `Enter`", "remove the return type");

/// `Next<Self>`.
pub(crate) fn next_of_machine(state: &str) -> Text {
    Text::new(
        "`Next` names the type of the state, not the machine",
        format!("write `Next<{state}>`"),
    )
}

/// A guard behind a state.
pub(crate) const GUARD: Text = Text::fixed(
    "a state in `on` has no guard: the handler is for all of it",
    "remove the `if`, and decide in the handler",
);

/// A second state where the event belongs.
pub(crate) fn states_with_commas(states: &str, next: &str, all: bool) -> Text {
    let help = if all {
        format!("write one of `_` and `{next}`")
    } else {
        format!("write `{states} | {next}`")
    };
    Text::new("several states stand between `|`, and the type of the event behind a comma", help)
}

/// The type of the event where the state belongs.
pub(crate) fn event_in_front(event: &str, state: &str) -> Text {
    Text::new(
        "the state comes first, and the type of the event behind a comma",
        format!("write `#[on({state}, {event})]`"),
    )
}

/// A state without a comma behind it.
pub(crate) const NO_COMMA: Text = Text::fixed(
    "a comma stands between the state and the type of the event",
    "write `#[on(Open, call)]`",
);

/// The reply behind the next state.
pub(crate) const NEXT_FIRST: Text = Text::fixed(
    "the reply comes first, and then where the machine goes",
    "write `(T, Next<State>)`",
);

/// A `ReplyTo` beside `Postpone`.
pub(crate) const REPLY_TO_AND_POSTPONE: Text = Text::fixed(
    "a call that may wait is answered by what its handler returns",
    "return `Result<T, Postpone>`, or remove `Postpone`",
);

/// A third state, or a second one.
pub(crate) const TOO_MANY_STATES: Text = Text::fixed("there is one state", "remove this argument");

/// A state by `&mut`.
pub(crate) const MUTABLE_STATE: Text = Text::fixed(
    "a handler cannot change the state in place",
    "take `&` in place of `&mut`, and return `Next::to(..)`",
);

/// The context of a server.
pub(crate) const CONTEXT: Text = Text::fixed(
    "the context of a state machine has events and timeouts as well",
    "write `&mut StatemContext<Self>`",
);

/// A word that is no type of event.
pub(crate) fn no_word(near: Option<&str>) -> Text {
    let what = format!("the types of events are {WORDS}");
    match near {
        Some(near) => Text::new(what, format!("did you mean `{near}`?")),
        None => Text::new(what, "write one of them after the state"),
    }
}

/// `postpone` or `ignore` without a pattern.
pub(crate) fn states_of_key(key: &str) -> Text {
    let help = format!("write `{key} = Open`, or `{key} = Open | Shut`");
    Text::new(format!("`{key}` takes states"), help)
}

/// What a handler of this type cannot return.
pub(crate) fn output(word: &str) -> Text {
    Text::new(
        format!("nobody waits for what a handler of `{word}` gives back"),
        "return nothing, `Next<State>`, or `Result<Next<State>, Postpone>`",
    )
}

/// A handler of a server.
pub(crate) fn of_servers(role: Role) -> Text {
    match role {
        Role::Cron => Text::fixed(
            "a state machine has no `#[cron]`",
            "write `#[on(_, cast)]`, and let a server with a `#[cron(..)]` send it",
        ),
        Role::Every => Text::fixed(
            "a state machine has no `#[every]`",
            "write `#[on(_, timeout)]`, and set it with `cx.timeout(..)`",
        ),
        Role::Continue => Text::fixed(
            "a state machine has no `#[continue_with]`",
            "write `#[on(State, internal)]`, and send it with `cx.next_internal(..)`",
        ),
        _ => {
            let name = role.name();
            Text::new(
                "a handler of a state machine says in which state it is called",
                format!("write `#[on(State, {name})]`, or `#[on(_, {name})]` for every state"),
            )
        }
    }
}

const KEEP: &str = "keep one of them";

/// A pair that has a handler.
pub(crate) fn doubled(event: &str, state: &str) -> Text {
    let what = if state == "_" {
        format!("`{event}` has a handler for every other state already")
    } else {
        format!("`{event}` in state `{state}` is dealt with already")
    };
    Text::new(what, KEEP)
}

/// An enter call of a state that has one.
pub(crate) fn doubled_enter(state: &str) -> Text {
    Text::new(format!("state `{state}` has an enter call already"), KEEP)
}

/// Handlers of one event that take different things.
pub(crate) fn arity(event: &str, first: usize, here: usize) -> Text {
    let count =
        |count| if count == 1 { "1 argument".to_owned() } else { format!("{count} arguments") };
    let (first, here) = (count(first), count(here));
    Text::new(
        format!("`{event}` carries {first} in its first handler, and {here} here"),
        "an event is one message: take the same arguments in every state",
    )
}

/// A key of the event in a handler that is not its first.
pub(crate) fn late_timeout(event: &str) -> Text {
    Text::new(
        format!("`timeout` is for the call `{event}` in every state"),
        "write it at the first handler",
    )
}

/// A call and a cast of one name.
pub(crate) fn taken(event: &str) -> Text {
    Text::new(
        format!(
            "`{event}` is a call and a cast at once, and the handle has one method of the name"
        ),
        format!("name the event of one of them, as in `cast = {event}_later`"),
    )
}

/// A method of the handle that exists already.
pub(crate) fn reserved(event: &str) -> Text {
    Text::new(
        format!("every handle has a method `{event}` already"),
        "name the event, as in `#[on(_, call = other_name)]`, or rename the method",
    )
}
