//! About types that cannot be a part of a message, a reply or a state.

use super::{Subject, Text};
use crate::ty::Place;

fn a(place: Place, subject: Subject) -> &'static str {
    match place {
        Place::Argument => "a message",
        Place::Reply => "a reply",
        Place::State => subject.a(),
    }
}

/// `str`, `[T]` or `dyn Trait`, with the type to write instead.
pub(crate) fn no_size(place: Place, subject: Subject, instead: &str) -> Text {
    let what = format!("{} needs a type whose size is known", a(place, subject));
    Text::new(what, format!("{} {instead}", verb(place)))
}

/// `impl Trait`, with the type that it is converted to.
pub(crate) fn opaque(place: Place, subject: Subject, bounds: &str, into: Option<&str>) -> Text {
    let object = format!("write `Box<dyn {bounds} + Send>`");
    let help = match (into, place, subject) {
        (Some(into), Place::Argument, _) => format!("take `{into}`, and let callers convert to it"),
        (Some(into), ..) => format!("{} `{into}`", verb(place)),
        (None, Place::Reply, _) => format!("{object}, or the type that it stands for"),
        (None, _, Subject::Protocol) => format!("{object}, or a method for each type"),
        (None, ..) => format!("{object}, or put a type parameter on the {}", subject.short()),
    };
    Text::new(format!("{} needs a concrete type", a(place, subject)), help)
}

/// `_`.
pub(crate) fn inferred(place: Place, subject: Subject) -> Text {
    Text::new(format!("{} needs a concrete type", a(place, subject)), "write the type")
}

/// `&T`, with the type to write instead.
pub(crate) fn borrow(place: Place, subject: Subject, instead: &str) -> Text {
    Text::new(borrows(place, subject), format!("{} {instead}", verb(place)))
}

/// A lifetime in a type.
pub(crate) fn lifetime(place: Place, subject: Subject, lifetime: &str) -> Text {
    let help = format!("write `'static` in place of `{lifetime}`, or an owned type");
    Text::new(borrows(place, subject), help)
}

fn borrows(place: Place, subject: Subject) -> String {
    match place {
        Place::Argument => "a message cannot borrow from its sender".to_owned(),
        Place::Reply => {
            format!("a reply leaves the {}, so it cannot borrow from it", subject.short())
        }
        Place::State => format!("{} owns its state for as long as it runs", subject.a()),
    }
}

fn verb(place: Place) -> &'static str {
    match place {
        Place::Argument => "take",
        Place::Reply => "return",
        Place::State => "hold",
    }
}

/// A lifetime parameter of the type itself.
pub(crate) fn lifetime_of_state(subject: Subject) -> Text {
    let what =
        format!("{} owns its state for as long as it runs, so it has no lifetimes", subject.a());
    Text::new(what, "use `'static` or owned data")
}

/// A type parameter without the bounds that every part of a process needs; `written` are those that
/// it has, when there are no others.
pub(crate) fn unbounded(
    subject: Subject,
    param: &str,
    lacks: &[&str],
    written: Option<Vec<String>>,
) -> Text {
    let (a, all) = (subject.a(), lacks.join(" + "));
    let what = format!("a part of {a} must be `{all}`, and nothing says that `{param}` is");
    let help = match written {
        Some(mut bounds) => {
            bounds.extend(lacks.iter().map(ToString::to_string));
            format!("write `{param}: {}`", bounds.join(" + "))
        }
        None => format!("add `{all}` to the bounds of `{param}`"),
    };
    Text::new(what, help)
}

/// A type of std whose lifetime is not written.
pub(crate) fn hidden_lifetime(place: Place, subject: Subject, ty: &str) -> Text {
    let help = match ty {
        "Cow" => "write `Cow<'static, ..>`, or an owned type".to_owned(),
        _ => format!("{} an owned type", verb(place)),
    };
    Text::new(borrows(place, subject), help)
}

/// `Self` where nobody can replace it.
pub(crate) fn self_in_macro(server: &str) -> Text {
    Text::new("`Self` cannot be replaced inside a macro", format!("write `{server}` here"))
}

/// A lifetime parameter of an enum of messages.
pub(crate) const LIFETIME_OF_MESSAGE: Text = Text::fixed(
    "a message lives for as long as it waits, so it has no lifetimes",
    "remove it, and use owned data in the fields",
);

/// A part of a message that is bound to its thread.
pub(crate) fn stays_in_message(ty: &str, help: &str) -> Text {
    let what = format!("`{ty}` cannot travel in a message: it is bound to its thread");
    Text::new(what, help.to_owned())
}

/// A part of a state that is bound to its thread.
pub(crate) fn stays_in_state(ty: &str, help: &str) -> Text {
    let what = format!(
        "`{ty}` cannot be part of a state: it is bound to its thread, and a process is not"
    );
    Text::new(what, help.to_owned())
}

/// What to write for an object, a pointer, or something that is counted.
pub(crate) fn send_object(object: &str) -> String {
    format!("write `{object} + Send`")
}

/// What to write for an object in an `Arc`.
pub(crate) fn shared_object(object: &str) -> String {
    let object = object.replace(" + Sync", "");
    format!("write `{object} + Send + Sync`")
}

pub(crate) const SEND_POINTEE: &str = "send what it points to";

pub(crate) fn write_type(ty: &str) -> String {
    format!("write `{ty}`")
}

/// What to take in place of a borrow.
pub(crate) fn itself_or_shared(ty: &str) -> String {
    let name = ty.split('<').next().unwrap_or_default();
    let name = name.rsplit("::").next().unwrap_or_default();
    // What is an address already, and what is made for who gets it.
    let handed_over = ["Arc", "Down", "Exit", "ReplyTo", "Self", "Tick", "Timeout"];
    if handed_over.contains(&name) || name.ends_with("Ref") {
        return format!("`{ty}` itself");
    }
    format!("`{ty}` itself, or share it as `Arc<{ty}>`")
}
