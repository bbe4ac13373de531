//! The keys and values of each attribute, where it stands.

use proc_macro2::TokenStream;

use crate::expand::judge;
use crate::text;

/// Where a list of keys can stand: the macro, its own list, and the item. `@` is the list.
pub(crate) const PLACES: &[(usize, &str, &str)] = &[
    (4, "", "#[server(@)] struct S { a: A }"),
    (5, "", "#[statem(@)] struct S { a: A }"),
    (0, "", "impl S { #[call(@)] fn get(&self, a: A) -> B { x() } }"),
    (0, "", "impl S { #[cast(@)] fn put(&mut self, a: A) { x() } }"),
    (0, "", "impl S { #[every(@)] fn tick(&mut self) { x() } }"),
    (0, "", "impl S { #[cron(@)] fn night(&mut self) { x() } }"),
    (1, "state = St", "impl S { #[on(@)] fn get(&mut self, a: A) -> Next<St> { x() } }"),
    (7, "", "#[supervisor(@)] struct T { #[child] a: A }"),
    (7, "", "struct T { #[child(@)] a: A }"),
    (6, "", "#[message(@)] enum M { #[call(reply = A)] Get, #[cast] Put(A) }"),
    (8, "", "#[agent(@)] struct S { a: A }"),
    (9, "", "#[record(@)] struct S { #[key] a: A, #[index] b: B }"),
    (0, "@", "impl S { #[call] fn get(&self, a: A) -> B { x() } }"),
    (1, "@", "impl S { #[on(_, call)] fn get(&mut self, a: A) -> Next<St> { x() } }"),
    (2, "@", "trait P { #[call] fn get(&self, a: A) -> B; }"),
    (3, "@", "async fn main() { x() }"),
];

/// The first byte is the place, the rest the list.
///
/// # Panics
///
/// As [`expand`](crate::expand).
pub fn keys(bytes: &[u8]) {
    let Some((place, rest)) = bytes.split_first() else { return };
    let Some(list) = text(rest).filter(|list| list.parse::<TokenStream>().is_ok()) else { return };
    let (which, attr, item) = PLACES[usize::from(*place) % PLACES.len()];
    // A comment at its end would take the parenthesis along.
    let list = format!("{list}\n");
    let filled = [attr, item].map(|text| text.replace('@', &list).parse::<TokenStream>());
    if let [Ok(attr), Ok(item)] = filled {
        judge(which, attr, item);
    }
}
