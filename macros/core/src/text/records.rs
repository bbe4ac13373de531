//! About `#[derive(Record)]`.

use super::Text;
pub(crate) use super::keys::{INDEX, TABLE};

/// Something else than a struct.
pub(crate) fn no_struct(what: &str) -> Text {
    Text::new(
        format!("`Record` is derived for a struct, not for {what}"),
        "put it into a field of a struct, next to one with `#[key]`",
    )
}

/// A borrow in the struct.
pub(crate) const LIFETIME: Text = Text::fixed(
    "a table owns its records for as long as it is there, so they have no lifetimes",
    "use `'static` or owned data",
);

/// No field with `#[key]`.
pub(crate) const NO_KEY: Text = Text::fixed(
    "no field has `#[key]`, so a table could not find this record",
    "write `#[key]` on the field that no two records share",
);

/// A second key.
pub(crate) fn second_key(first: &str) -> Text {
    Text::new(
        format!("`{first}` is the key already, and a record has one"),
        "write `#[index]` here, or put both into one field, such as a tuple",
    )
}

/// A key that is given something.
pub(crate) const KEY_TAKES_NOTHING: Text = Text::fixed("`#[key]` takes nothing", "write `#[key]`");

/// An index on the key.
pub(crate) const KEY_IS_INDEX: Text =
    Text::fixed("the key finds its record already", "remove `#[index]`, and call `lookup`");

/// A key or an index that is a float.
pub(crate) fn float(ty: &str) -> Text {
    Text::new(
        format!("a table finds what is equal, and not every `{ty}` equals itself"),
        "write an integer, such as the number of cents for a price",
    )
}

/// A field without a name.
pub(crate) const UNNAMED: Text =
    Text::fixed("a record needs the names of its fields", "write a struct with named fields");

/// Two indexes with one method.
pub(crate) fn two_methods(field: &str, method: &str) -> Text {
    Text::new(
        format!("`{field}` gives a method `{method}` already"),
        "write `#[index(rename = other_name)]`",
    )
}
