//! The tree as JSON.

use std::fmt::{self, Display, Write as _};

use super::{NotRunning, ProcessNode, ProcessTree, RegisteredKey};
use crate::process::Pid;

impl ProcessTree {
    /// The tree as JSON: an object whose `processes` are in the order of the list.
    ///
    /// Each process is an object with the names of its fields as keys, all of them always there; times
    /// are numbers, of seconds, under keys that end in `_seconds`. What is not known is `null`.
    ///
    /// # Panics
    ///
    /// Never: writing to a text cannot fail.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::with_capacity(self.processes.len() * 320);
        write!(text, "{{\"processes\":{}}}", List(&self.processes)).expect("a text takes all");
        text
    }
}

/// A value that is written as JSON.
trait Json {
    fn json(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// A list of them.
struct List<'a, T>(&'a [T]);

impl<T: Json> Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('[')?;
        for (at, value) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_char(',')?;
            }
            value.json(f)?;
        }
        f.write_char(']')
    }
}

/// A text in quotes.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                // Those that JSON forbids, and those that end a line in a script.
                '\0'..='\x1f' | '\x7f' | '\u{2028}' | '\u{2029}' => {
                    write!(f, "\\u{:04x}", u32::from(c))?;
                }
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

/// A value, or `null`.
struct Or<T>(Option<T>);

impl<T: Display> Display for Or<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("null"),
        }
    }
}

impl Json for Pid {
    fn json(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_u64().fmt(f)
    }
}

impl Json for RegisteredKey {
    fn json(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let registry = Or(self.registry.as_deref().map(Quoted));
        write!(f, "{{\"registry\":{registry},\"key\":{}}}", Quoted(&self.key))
    }
}

impl Json for NotRunning {
    fn json(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, restarting, restarts } = self;
        write!(f, "{{\"id\":{},\"restarting\":{restarting},\"restarts\":{restarts}}}", Quoted(id))
    }
}

impl Json for ProcessNode {
    fn json(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{\"pid\":{},", self.pid.as_u64())?;
        write!(f, "\"kind\":{},", Quoted(self.kind.as_str()))?;
        write!(f, "\"type_name\":{},", Quoted(self.type_name))?;
        write!(f, "\"code\":{},", Or(self.code.map(Quoted)))?;
        write!(f, "\"id\":{},", Or(self.id.as_deref().map(Quoted)))?;
        write!(f, "\"name\":{},", Or(self.name.as_deref().map(Quoted)))?;
        write!(f, "\"keys\":{},", List(&self.keys))?;
        write!(f, "\"label\":{},", Or(self.label.as_deref().map(Quoted)))?;
        write!(f, "\"parent\":{},", Or(self.parent.map(Pid::as_u64)))?;
        write!(f, "\"depth\":{},", self.depth)?;
        write!(f, "\"state\":{},", Quoted(self.state.as_str()))?;
        write!(f, "\"message\":{},", Or(self.message.map(Quoted)))?;
        let busy_for = self.busy_for.map(|busy_for| format!("{:?}", busy_for.as_secs_f64()));
        write!(f, "\"busy_for_seconds\":{},", Or(busy_for))?;
        write!(f, "\"queued\":{},", self.queued)?;
        write!(f, "\"capacity\":{},", Or(self.capacity))?;
        write!(f, "\"waits_for\":{},", List(&self.waits_for))?;
        write!(f, "\"restarts\":{},", Or(self.restarts))?;
        write!(f, "\"children\":{},", List(&self.children))?;
        write!(f, "\"not_running\":{}}}", List(&self.not_running))
    }
}
