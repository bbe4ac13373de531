//! About the impl itself, what is written on it, and what is in it.

use super::{Subject, Text};
use crate::gen_server::roles::Family;

/// A key about enums that are not written when the user has one.
pub(crate) fn own_messages(key: &str) -> Text {
    Text::new(
        format!(
            "`{key}` says how the enums of the messages are written, but `messages` names one \
             that exists"
        ),
        format!("remove `{key}`, and write what it says on that enum"),
    )
}

pub(crate) const DERIVE: Text =
    Text::fixed("`derive` takes the traits in parentheses", "write `derive(Clone)`");

pub(crate) const DERIVED_TWICE: Text =
    Text::fixed("this trait is derived already", "remove one of them");

pub(crate) const VISIBILITY: Text =
    Text::fixed("`vis` takes a visibility", "write `vis = pub(crate)`");

/// A second attribute of ours.
pub(crate) fn again(Family { attribute, item, .. }: &Family) -> Text {
    Text::new(
        format!("`#[{attribute}]` is on this {item} already"),
        "put all keys into one of them",
    )
}

/// A handler that cannot be read.
pub(crate) fn broken_signature(attribute: &str) -> Text {
    Text::new(
        format!("the signature below `#[{attribute}]` cannot be read from here on"),
        "complete it; until then, nothing is generated for it",
    )
}

/// A method that ends where its body should be.
pub(crate) const NO_BODY: Text =
    Text::fixed("the body of the method is missing", "write `{ .. }` behind the signature");

/// A method of a trait that ends where its semicolon should be.
pub(crate) const NO_END: Text = Text::fixed(
    "the end of the method is missing",
    "write `;` behind the signature, or `{ .. }` with a body",
);

/// A helper attribute on something in the impl that is no method.
pub(crate) fn no_method(name: &str, Family { attribute, item, .. }: &Family) -> Text {
    let an = if *item == "impl" { "an" } else { "a" };
    let what = format!("`#[{name}]` goes on a method of {an} {item} with `#[{attribute}]`");
    Text::new(what, format!("put it on a `fn` of the {item}"))
}

/// Something that is no impl.
pub(crate) fn no_impl(family: &str, derive: &str, what: &str) -> Text {
    let help = match what {
        "struct" | "enum" => format!(
            "write `#[derive({derive})]` here, and `#[{family}]` on the impl of its methods"
        ),
        _ => "put it on `impl Type { .. }`".to_owned(),
    };
    Text::new(format!("`#[{family}]` goes on an impl, not on this {what}"), help)
}

/// The impl of a trait.
pub(crate) fn impl_of_trait(family: &str) -> Text {
    Text::new(
        format!("`#[{family}]` goes on the type's own impl, not on the impl of a trait"),
        "put the handlers into `impl Type { .. }`",
    )
}

/// `unsafe impl` and the like.
pub(crate) fn modifier(modifier: &str) -> Text {
    Text::new(format!("`{modifier} impl` is for traits"), "write `impl Type { .. }`")
}

/// `#[cfg]` on a parameter.
pub(crate) fn attribute_on_parameter(subject: Subject) -> Text {
    let what = format!("attributes on the parameters of {} are not supported", subject.a());
    Text::new(what, "put the `cfg` on the whole impl")
}

/// A type that is neither a struct nor an enum.
pub(crate) fn no_type(subject: Subject) -> Text {
    Text::new(format!("only a struct or an enum can be {}", subject.a()), "name one here")
}

/// A handle with the name of another type.
pub(crate) fn handle_taken(given: &str, default: &str, subject: Subject) -> Text {
    Text::new(
        format!("`{given}` is another type of this {}", subject.short()),
        format!("write `handle = {default}`"),
    )
}
