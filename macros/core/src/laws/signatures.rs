//! Signatures by chance, against a table that says which of their parts fit.

use super::random::Random;
use super::tokens;

const ROLES: &[&str] =
    &["call", "cast", "info", "continue_with", "every(\"1s\")", "terminate", "init"];

/// What stands before `fn`, and whether a handler may have it.
const QUALIFIERS: &[(&str, bool)] = &[
    ("", true),
    ("", true),
    ("async", true),
    ("const", true),
    ("pub(crate)", true),
    ("pub async", true),
    ("unsafe", false),
    ("extern \"C\"", false),
    ("default", false),
];

const GENERICS: &[(&str, bool)] = &[
    ("", true),
    ("", true),
    ("", true),
    ("<T>", false),
    ("<'a>", false),
    ("<const N: u8>", false),
];

/// A receiver, and whether it borrows the server.
const RECEIVERS: &[(&str, bool)] = &[
    ("&self", true),
    ("&mut self", true),
    ("self: &Self", true),
    ("self: &mut S", true),
    ("self", false),
    ("mut self", false),
    ("self: Box<Self>", false),
    ("&'static self", false),
];

/// What an argument is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Owned,
    Context,
    Reply,
    Reason,
    Unfit,
}

const ARGUMENTS: &[(&str, Sort)] = &[
    ("u8", Sort::Owned),
    ("Vec<Option<String>>", Sort::Owned),
    ("&'static str", Sort::Owned),
    ("Box<dyn Fn(&str) -> u8 + Send>", Sort::Owned),
    ("&mut Context<Self>", Sort::Context),
    ("&Context<Self>", Sort::Context),
    ("ReplyTo<u8>", Sort::Reply),
    ("&ExitReason", Sort::Reason),
    ("&str", Sort::Unfit),
    ("Vec<&u8>", Sort::Unfit),
    ("impl Tr", Sort::Unfit),
    ("Vec<_>", Sort::Unfit),
];

/// What comes back, and whether a call, any other handler and `init` may return it.
const RETURNS: &[(&str, [bool; 3])] = &[
    ("", [true, true, false]),
    ("-> ()", [true, true, false]),
    ("-> u8", [true, false, true]),
    ("-> Self", [true, false, true]),
    ("-> Result<Self, E>", [true, false, true]),
    ("-> !", [false, false, false]),
];

/// A signature in parts.
struct Signature {
    role: &'static str,
    qualifier: (&'static str, bool),
    generics: (&'static str, bool),
    receiver: Option<(&'static str, bool)>,
    arguments: Vec<(&'static str, Sort)>,
    output: (&'static str, [bool; 3]),
}

impl Signature {
    /// Most parts fit, so that one that does not is often alone.
    fn any(random: &mut Random) -> Self {
        let receiver = (random.below(4) > 0).then(|| random.of(&RECEIVERS[..4]));
        let sound = random.below(2) > 0;
        let upto = if sound { 8 } else { ARGUMENTS.len() };
        let arguments = (0..random.below(4)).map(|_| random.of(&ARGUMENTS[..upto])).collect();
        Self {
            role: random.of(ROLES),
            qualifier: random.of(if sound { &QUALIFIERS[..6] } else { QUALIFIERS }),
            generics: random.of(if sound { &GENERICS[..3] } else { GENERICS }),
            receiver: if sound { receiver } else { receiver.or(Some(random.of(RECEIVERS))) },
            arguments,
            output: random.of(RETURNS),
        }
    }

    fn count(&self, sort: Sort) -> usize {
        self.arguments.iter().filter(|(_, found)| *found == sort).count()
    }

    /// The reference: what the documentation of the attribute says.
    fn fits(&self) -> bool {
        let [call, init, terminate] = ["call", "init", "terminate"].map(|role| self.role == role);
        let receiver = match self.receiver {
            Some((_, borrows)) => !init && borrows,
            None => init,
        };
        // Only a call is answered later; for the others a way to reply is an argument as any other.
        let replies = if call { self.count(Sort::Reply) } else { 0 };
        let owned = self.count(Sort::Owned) + self.count(Sort::Reply) - replies;
        let number = match self.role {
            "info" => owned == 1,
            "every(\"1s\")" | "terminate" => owned == 0,
            _ => true,
        };
        let [as_call, as_other, as_init] = self.output.1;
        let output = match (call, init) {
            (true, _) => as_call && (replies == 0 || matches!(self.output.0, "" | "-> ()")),
            (_, true) => as_init,
            _ => as_other,
        };
        receiver
            && number
            && output
            && self.qualifier.1
            && self.generics.1
            && replies <= 1
            && self.count(Sort::Context) <= 1
            // A shared borrow may be there twice.
            && (terminate || self.count(Sort::Reason) == 0)
            && self.count(Sort::Unfit) == 0
    }

    fn text(&self) -> String {
        let named = self.arguments.iter().enumerate().map(|(n, (ty, _))| format!("a{n}: {ty}"));
        let receiver = self.receiver.iter().map(|(receiver, _)| (*receiver).to_owned());
        let inputs: Vec<String> = receiver.chain(named).collect();
        let Self { role, qualifier: (before, _), generics: (generics, _), .. } = self;
        let output = self.output.0;
        format!("#[{role}] {before} fn f{generics}({}) {output} {{ x }}", inputs.join(", "))
    }
}

#[test]
fn signatures_are_accepted_by_the_table() {
    let mut random = Random::new(0x0707);
    let (mut fit, mut unfit) = (0, 0);
    for _ in 0..6000 {
        let signature = Signature::any(&mut random);
        let text = signature.text();
        let item = tokens(&format!("impl S {{ {text} }}"));
        let all = crate::gen_server::expand(tokens(""), item).to_string();
        assert_eq!(!all.contains("compile_error"), signature.fits(), "{text}\n{all}");
        if signature.fits() {
            fit += 1;
        } else {
            unfit += 1;
        }
    }
    assert!(fit > 300 && unfit > 300, "{fit} signatures fit, {unfit} do not");
}
