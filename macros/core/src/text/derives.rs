//! About the items that are derived for: servers, supervisors, agents, messages.

use super::Text;

/// A derive on an item of another kind.
pub(crate) fn no_server(derive: &str, what: &str) -> Text {
    Text::new(
        format!("`{derive}` is derived for a struct or an enum, not for {what}"),
        "write a struct",
    )
}

/// A supervisor that is no struct.
pub(crate) fn no_supervisor(what: &str) -> Text {
    Text::new(
        format!("`Supervisor` is derived for a struct, not for {what}"),
        "its children are fields that all exist: write a struct",
    )
}

/// An agent that is no struct.
pub(crate) fn no_agent(what: &str) -> Text {
    Text::new(
        format!("`Agent` is derived for a struct, not for {what}"),
        "start one with `Agent::start(..)` and use `get` and `update`",
    )
}

/// Messages that are no enum.
pub(crate) fn no_messages(what: &str) -> Text {
    Text::new(
        format!("`Message` is derived for an enum, not for {what}"),
        "write an enum with one variant per message",
    )
}

/// `#[child]` on the struct.
pub(crate) const CHILD_ON_STRUCT: Text =
    Text::fixed("`#[child]` goes on a field of the struct", "move it to the field of the child");

/// A child that is skipped.
pub(crate) const SKIPPED_CHILD: Text =
    Text::fixed("this field is a child already", "remove `skip` or `#[child]`");

/// A field that is nothing.
pub(crate) const NO_CHILD: Text = Text::fixed(
    "this field is no child, so nobody would supervise it",
    "add `#[child]`, or `#[supervisor(skip)]` to fill it with its default",
);

/// `significant` of a permanent child.
pub(crate) const SIGNIFICANT_PERMANENT: Text = Text::fixed(
    "a permanent child never ends by itself, so it cannot be significant",
    "write `restart = transient` or `restart = temporary`",
);

/// `significant` where it changes nothing.
pub(crate) const SIGNIFICANT_ALONE: Text = Text::fixed(
    "a significant child needs a supervisor that ends with it",
    "add `auto_shutdown = any_significant` to `#[supervisor(..)]`",
);

/// An attribute that is nearly `#[child]`.
pub(crate) fn near_child(written: &str) -> Text {
    Text::new(
        format!("`#[{written}]` makes no child of this field, so nobody would supervise it"),
        "did you mean `#[child]`?",
    )
}

/// Several children in one field.
pub(crate) fn children(child: &str) -> Text {
    Text::new(
        "a field is one child, which is there for as long as the supervisor is",
        format!(
            "write `DynamicSupervisor<{child}>` for any number of them, or a field `Child<{child}>` \
             for each"
        ),
    )
}

/// A child that is wrapped.
pub(crate) fn wrapped_child(child: &str) -> Text {
    Text::new(
        "a field is the handle of its child, which is always there and can be cloned",
        format!("write `Child<{child}>`"),
    )
}

/// An expression without `start`.
pub(crate) fn start_without_key(given: &str) -> Text {
    let given = if given.contains('(') { given.to_owned() } else { format!("{given}::child(..)") };
    Text::new("`child` takes keys here, and this is none", format!("write `start = {given}`"))
}

/// A type in place of its specification.
pub(crate) fn type_for_start(child: &str) -> Text {
    Text::new(
        format!("`start` takes what makes the child's spec, and `{child}` is its type"),
        format!("write `start = {child}::child(..)`"),
    )
}

/// A lifetime parameter of a supervisor.
pub(crate) const LIFETIME_OF_TREE: Text = Text::fixed(
    "a supervisor lives for as long as it runs, so it has no lifetimes",
    "remove it, and use `'static` or owned data",
);

/// An attribute of ours on another part of the item.
pub(crate) fn misplaced(name: &str, place: &str, here: &str) -> Text {
    Text::new(format!("`#[{name}]` goes on {place}, not on {here}"), "move it there, or remove it")
}

/// Half an expression.
pub(crate) const HALF_A_START: Text =
    Text::fixed("this expression cannot be read from here on", "write `start = Type::child(..)`");

/// An empty `start`.
pub(crate) const NO_START: Text = Text::fixed(
    "`start` takes an expression that makes the child's spec",
    "write `start = Type::child(..)`",
);

/// `args` where none are declared.
pub(crate) const NO_ARGS: Text = Text::fixed(
    "this supervisor takes no arguments, so there is no `args`",
    "add `args = Type` to `#[supervisor(..)]`",
);

/// A running child where its specification belongs.
pub(crate) fn started(server: &str, method: &str) -> Text {
    Text::new(
        format!(
            "`{server}::{method}` starts the child here and now, where no supervisor could \
             restart it"
        ),
        format!("write `start = {server}::child(..)`"),
    )
}

/// A child that is started again, with arguments that are used up.
pub(crate) fn started_once(server: &str, restart: Option<&str>) -> Text {
    let kind = restart.map(|restart| format!("{} ", restart.to_lowercase())).unwrap_or_default();
    Text::new(
        format!(
            "this {kind}child would be started again, but its arguments can be used only once: \
             they are not `Clone + Send + Sync`"
        ),
        format!(
            "derive `Clone` for the arguments of `{server}::child` and add `Clone + Send + Sync` to \
             the parameters in them, make them anew with `start = ChildSpec::with(|| ..)`, or write \
             `restart = temporary`"
        ),
    )
}

/// A supervisor below itself.
pub(crate) fn contains_itself(name: &str) -> Text {
    Text::new(
        format!("`{name}` contains itself as a child, so its start would never end"),
        "remove the child, or start it later with a `DynamicSupervisor`",
    )
}

/// Two children of one name.
pub(crate) fn same_id(id: &str) -> Text {
    Text::new(format!("another child has the id `{id}` already"), "give one of them another `id`")
}

/// An agent without methods.
pub(crate) const NOTHING_TO_DO: Text = Text::fixed(
    "no field has `#[agent(..)]`, so the handle would have nothing to do",
    "write `#[agent(get, set)]` on a field, or use `Agent<T>` as it is",
);

/// A field without a name.
pub(crate) const NO_FIELD_NAME: Text =
    Text::fixed("a method needs the name of its field", "write a struct with named fields");

/// A field without methods.
pub(crate) const NO_METHOD: Text = Text::fixed(
    "this field gives the handle no method",
    "write `#[agent(get)]`, `#[agent(set)]`, `#[agent(update)]` or several",
);

/// A method of an agent's handle that exists already; `owner` is the field that gives it.
pub(crate) fn method_taken(owner: Option<&str>, method: &str) -> Text {
    let whose = owner.map_or_else(
        || "every handle has a method".to_owned(),
        |field| format!("`{field}` gives a method"),
    );
    let help = "add `rename = other_name` to this `#[agent(..)]`";
    Text::new(format!("{whose} `{method}` already"), help)
}

/// Two messages for one handler.
pub(crate) fn same_handler(first: &str, second: &str, handler: &str) -> Text {
    Text::new(
        format!("`{first}` and `{second}` both belong to a handler `{handler}`"),
        "rename one of them",
    )
}

/// A message with unnamed fields.
pub(crate) fn unnamed_fields(variant: &str) -> Text {
    let help = format!(
        "name the fields: `{variant} {{ field: Type }}`, as the handler names its arguments"
    );
    Text::new("the fields of a message have names", help)
}

/// `#[call]` and `#[cast]` on one message.
pub(crate) const CALL_AND_CAST: Text =
    Text::fixed("a message is either a call or a cast", "remove one of them");

/// Neither.
pub(crate) fn no_kind(variant: &str) -> Text {
    let help = "add `#[call(reply = Type)]` or `#[cast]`";
    Text::new(format!("`{variant}` is neither a call nor a cast"), help)
}
