//! Types that surely cannot move between threads, found by their names.
//!
//! The compiler finds them all, but it tells of each in many places of the generated code. What is
//! found here is reported once, and nothing is generated from it. So only what can be told without
//! a doubt is looked for: pointers, `Rc`, and objects of std's traits, where nothing but containers
//! of std is around them.

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::{Field, GenericArgument, Item, Path, PathArguments, Type, TypeParamBound};

use crate::diag::Diag;
use crate::text::{Text, types as text};
use crate::ty;

/// Types that are `Send` only if what is in them is.
pub(crate) const CONTAINERS: &[&str] = &[
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "Box",
    "Cell",
    "HashMap",
    "HashSet",
    "LinkedList",
    "Mutex",
    "Option",
    "RefCell",
    "Result",
    "RwLock",
    "Vec",
    "VecDeque",
];

/// Traits of std whose objects are not `Send` unless they say so.
const SILENT: &[&str] = &["Error", "Fn", "FnMut", "FnOnce", "Any", "Future", "Iterator"];

/// What stays on its thread, and where it stands.
struct Found {
    place: Span,
    help: String,
}

/// Refuses a part of a message.
pub(crate) fn in_message(ty: &Type, diag: &mut Diag) -> bool {
    report(ty, text::stays_in_message, diag)
}

/// Refuses what a state consists of, and says whether it did.
pub(crate) fn in_state(item: &Item, diag: &mut Diag) -> bool {
    let fields: Vec<&Field> = match item {
        Item::Struct(item) => item.fields.iter().collect(),
        Item::Enum(item) => item.variants.iter().flat_map(|variant| &variant.fields).collect(),
        _ => Vec::new(),
    };
    // All of them, not the first alone.
    fields.iter().filter(|field| report(&field.ty, text::stays_in_state, diag)).count() > 0
}

fn report(ty: &Type, text: fn(&str, &str) -> Text, diag: &mut Diag) -> bool {
    let found = find(ty);
    if let Some(Found { place, help }) = &found {
        diag.at(*place, text(&ty::show(ty), help));
    }
    found.is_some()
}

fn find(ty: &Type) -> Option<Found> {
    match ty::peel(ty) {
        Type::Path(path) if path.qself.is_none() => in_path(&path.path),
        Type::Ptr(pointer) => {
            let help = text::SEND_POINTEE.to_owned();
            Some(Found { place: pointer.star_token.span, help })
        }
        Type::Tuple(tuple) => tuple.elems.iter().find_map(find),
        Type::Array(array) => find(&array.elem),
        Type::Slice(slice) => find(&slice.elem),
        Type::TraitObject(object) => silent(&object.bounds)
            .map(|place| Found { place, help: text::send_object(&ty::show(object)) }),
        _ => None,
    }
}

fn in_path(path: &Path) -> Option<Found> {
    let last = path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let name = last.ident.to_string();
    if name == "Rc" && is_of_std(path) && arguments.args.len() == 1 {
        let inside = types.next()?;
        let shared =
            ty::tail(inside).filter(|last| last.ident == "RefCell" || last.ident == "Cell");
        let help = match shared.map(|last| &last.arguments) {
            Some(PathArguments::AngleBracketed(arguments)) => {
                text::write_type(&format!("Arc<Mutex<{}>>", ty::show(&arguments.args)))
            }
            _ => text::write_type(&format!("Arc<{}>", ty::show(inside))),
        };
        return Some(Found { place: path.span(), help });
    }
    if name == "Arc" {
        let inside = ty::peel(types.clone().next()?);
        if let Some(found) = in_arc(inside) {
            return Some(found);
        }
    }
    if CONTAINERS.contains(&name.as_str()) { types.find_map(find) } else { None }
}

/// What cannot be shared between threads.
fn in_arc(inside: &Type) -> Option<Found> {
    if let Type::TraitObject(object) = inside {
        let place = silent(&object.bounds)?;
        return Some(Found { place, help: text::shared_object(&ty::show(object)) });
    }
    // There are other cells than std's.
    let Type::Path(path) = inside else { return None };
    let module = ty::module_of(&path.path);
    let last = ty::tail(inside).filter(|last| match module {
        Some(module) => module == "cell" && (last.ident == "Cell" || last.ident == "RefCell"),
        None => last.ident == "RefCell",
    })?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let help = text::write_type(&format!("Arc<Mutex<{}>>", ty::show(&arguments.args)));
    Some(Found { place: last.ident.span(), help })
}

/// `Rc`, `rc::Rc`, or the same from std or alloc: `self::Rc` is another one.
fn is_of_std(path: &Path) -> bool {
    ty::module_of(path).is_none_or(|module| module == "rc")
}

/// Where the object type begins, if it is one of std's traits without `Send`.
fn silent<'a>(bounds: impl IntoIterator<Item = &'a TypeParamBound>) -> Option<Span> {
    let mut place = None;
    for bound in bounds {
        let TypeParamBound::Trait(bound) = bound else { continue };
        let last = bound.path.segments.last()?;
        if last.ident == "Sync" {
            continue;
        }
        if last.ident == "Send" || !SILENT.contains(&last.ident.to_string().as_str()) {
            return None;
        }
        place = place.or(Some(last.ident.span()));
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stays(ty: &str) -> bool {
        let ty = syn::parse_str(ty).expect("a type");
        in_message(&ty, &mut Diag::new())
    }

    #[test]
    fn what_surely_stays_is_found() {
        for ty in [
            "Rc<u8>",
            "std::rc::Rc<str>",
            "rc::Rc<T>",
            "Vec<Option<Rc<u8>>>",
            "(u8, Rc<u8>)",
            "[Rc<u8>; 3]",
            "*const u8",
            "Box<*mut u8>",
            "Box<dyn Error>",
            "Arc<dyn Fn(u8) + Sync>",
            "Result<u8, Box<dyn std::error::Error>>",
            "RefCell<Rc<u8>>",
            "Arc<RefCell<u8>>",
            "Option<Arc<std::cell::Cell<u8>>>",
            "Arc<dyn Fn(u8)>",
        ] {
            assert!(stays(ty), "{ty}");
        }
    }

    #[test]
    fn what_may_travel_is_left_to_the_compiler() {
        for ty in [
            "Arc<u8>",
            "self::Rc<u8>",
            "mine::Rc<u8>",
            "Rc",
            "Rc<u8, u8>",
            "Typed<Rc<u8>>",
            "fn() -> Rc<u8>",
            "PhantomData<fn() -> Rc<u8>>",
            "Box<dyn Error + Send>",
            "Box<dyn Fn(Rc<u8>) + Send + Sync>",
            "Box<dyn Mine>",
            "Arc<Cell<u8>>",
            "Arc<mine::RefCell<u8>>",
            "NonNull<u8>",
            "Box<dyn Error + Mine>",
            "u8",
            "Box<dyn Fn() -> Rc<u8> + Send>",
            "<T as Of>::Rc",
            "rc!()",
        ] {
            assert!(!stays(ty), "{ty}");
        }
    }
}
