//! The tree as a graph, for Graphviz and for Mermaid.

use std::fmt::{self, Display, Write as _};

use super::text::{About, Title};
use super::{ProcessNode, ProcessTree};

impl ProcessTree {
    /// The tree as text for Graphviz: `dot -Tsvg`. Who waits for whom is a dashed arrow.
    ///
    /// # Panics
    ///
    /// Never: writing to a text cannot fail.
    #[must_use]
    pub fn to_dot(&self) -> String {
        let lines = Lines {
            head: "digraph processes {\n  rankdir=LR;\n  node [shape=box];\n",
            foot: "}\n",
            below: " -> ",
            waits: (" -> ", " [style=dashed, constraint=false]"),
            tree: self,
            node: dot,
        };
        lines.to_string()
    }

    /// The tree as a Mermaid flowchart. Who waits for whom is a dashed arrow.
    ///
    /// # Panics
    ///
    /// Never: writing to a text cannot fail.
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        let lines = Lines {
            head: "flowchart LR\n",
            foot: "",
            below: " --> ",
            waits: (" -.-> ", ""),
            tree: self,
            node: mermaid,
        };
        lines.to_string()
    }
}

/// A graph: its processes, then what is below what, then who waits for whom.
struct Lines<'a> {
    head: &'static str,
    foot: &'static str,
    below: &'static str,
    waits: (&'static str, &'static str),
    tree: &'a ProcessTree,
    node: fn(&ProcessNode, &mut fmt::Formatter<'_>) -> fmt::Result,
}

impl Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.head)?;
        for process in &self.tree.processes {
            write!(f, "  p{}", process.pid.as_u64())?;
            (self.node)(process, f)?;
            f.write_char('\n')?;
        }
        for process in &self.tree.processes {
            if let Some(parent) = process.parent {
                writeln!(f, "  p{}{}p{}", parent.as_u64(), self.below, process.pid.as_u64())?;
            }
        }
        let (arrow, how) = self.waits;
        for (from, to) in self.tree.waits() {
            writeln!(f, "  p{}{arrow}p{}{how}", from.as_u64(), to.as_u64())?;
        }
        f.write_str(self.foot)
    }
}

/// The lines of a label.
fn label(process: &ProcessNode) -> [String; 2] {
    [Title(process).to_string(), About(process).to_string()]
}

fn dot(process: &ProcessNode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let [title, about] = label(process);
    write!(f, " [label=\"{}\\n{}\"]", Dot(&title), Dot(&about))
}

fn mermaid(process: &ProcessNode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let [title, about] = label(process);
    write!(f, "[\"{}<br/>{}\"]", Mermaid(&title), Mermaid(&about))
}

/// A text of one line in a quoted string of Graphviz.
struct Dot<'a>(&'a str);

impl Display for Dot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                // It reads entities as HTML does.
                '&' => f.write_str("&amp;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// A text of one line in a quoted string of Mermaid, which reads `#..;` as an entity, and HTML and Markdown.
struct Mermaid<'a>(&'a str);

impl Display for Mermaid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                c if c.is_alphanumeric() || " .,:_-/()".contains(c) => f.write_char(c)?,
                c => write!(f, "#{};", u32::from(c))?,
            }
        }
        Ok(())
    }
}
