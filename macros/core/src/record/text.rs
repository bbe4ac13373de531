//! What the derive says: what is wrong, and on the next line what to write instead.

/// Something else than a struct.
pub(super) fn no_struct(what: &str) -> String {
    format!(
        "`Record` is derived for a struct, not for {what}\n\
         help: put it into a field of a struct, next to one with `#[key]`"
    )
}

/// A borrow in the struct.
pub(super) const LIFETIME: &str = "a table owns its records for as long as it is there, so they have no lifetimes\n\
     help: use `'static` or owned data";

/// No field with `#[key]`.
pub(super) const NO_KEY: &str = "no field has `#[key]`, so a table could not find this record\n\
                                 help: write `#[key]` on the field that no two records share";

/// A second key.
pub(super) fn second_key(first: &str) -> String {
    format!(
        "`{first}` is the key already, and a record has one\n\
         help: write `#[index]` here, or put both into one field, such as a tuple"
    )
}

/// A key that is given something.
pub(super) const KEY_TAKES_NOTHING: &str = "`#[key]` takes nothing\nhelp: write `#[key]`";

/// An index on the key.
pub(super) const KEY_IS_INDEX: &str =
    "the key finds its record already\nhelp: remove `#[index]`, and call `lookup`";

/// A field without a name.
pub(super) const UNNAMED: &str = "a record needs the names of its fields\n\
                                  help: write a struct with named fields";

/// Two indexes with one method.
pub(super) fn two_methods(field: &str, method: &str) -> String {
    format!(
        "`{field}` gives a method `{method}` already\n\
         help: write `#[index(rename = other_name)]`"
    )
}
