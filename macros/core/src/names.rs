//! Names that are made from names: variants from methods, fields from patterns.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;

/// Methods that every handle has, and that no handler may be called.
pub(crate) const RESERVED: &[&str] = &["server", "clone"];

/// What the type of a server gets.
pub(crate) const GENERATED: &[&str] = &["start", "start_link", "child", "dynamic"];

/// `notify_when` becomes `NotifyWhen`; `None` when that is no name for a variant.
pub(crate) fn variant(method: &Ident) -> Option<Ident> {
    let name = camel(&method.unraw().to_string())?;
    let is_name = !["", "Self"].contains(&name.as_str())
        && name.starts_with(|first: char| first != '_' && !first.is_ascii_digit())
        && syn::parse_str::<Ident>(&name).is_ok();
    is_name.then(|| Ident::new(&name, method.span()))
}

/// Every part between underscores with a capital; a digit keeps the underscore that parts it from
/// another digit, so that `v1_2` and `v12` stay apart. A letter without a capital of its own, such
/// as `ß`, has no camel case.
fn camel(snake: &str) -> Option<String> {
    let mut out = String::new();
    for part in snake.split('_') {
        let mut letters = part.chars();
        let Some(first) = letters.next() else { continue };
        if first.is_ascii_digit() && out.ends_with(|last: char| last.is_ascii_digit()) {
            out.push('_');
        }
        let mut capital = first.to_uppercase();
        let (Some(capital), None) = (capital.next(), capital.next()) else { return None };
        out.push(capital);
        out.push_str(letters.as_str());
    }
    Some(out)
}

/// Names for arguments that have a pattern in place of a name: `arg0`, or with underscores behind
/// it when an argument has that name.
pub(crate) fn positional(index: usize, span: Span, taken: &[String]) -> Ident {
    let mut name = format!("arg{index}");
    while taken.contains(&name) {
        name.push('_');
    }
    Ident::new(&name, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_in_camel_case() {
        for (snake, expected) in [
            ("balance", "Balance"),
            ("notify_when", "NotifyWhen"),
            ("r#type", "Type"),
            ("get__all", "GetAll"),
            ("_hidden", "Hidden"),
            ("v1_2", "V1_2"),
            ("v12", "V12"),
            ("größe", "Größe"),
            ("übergabe", "Übergabe"),
            ("名前", "名前"),
            ("x", "X"),
        ] {
            let method: Ident = syn::parse_str(snake).unwrap_or_else(|_| {
                Ident::new_raw(snake.trim_start_matches("r#"), Span::call_site())
            });
            assert_eq!(variant(&method).map(|name| name.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn some_methods_give_no_variant() {
        for name in ["_1", "__", "self_", "_self", "_1a", "ßa", "a_ßa"] {
            assert_eq!(variant(&Ident::new(name, Span::call_site())), None, "{name}");
        }
    }

    #[test]
    fn a_positional_name_is_free() {
        let taken = ["arg0".to_owned(), "arg0_".to_owned()];
        assert_eq!(positional(0, Span::call_site(), &taken), "arg0__");
        assert_eq!(positional(1, Span::call_site(), &taken), "arg1");
    }
}
