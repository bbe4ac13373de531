//! The tree of processes as text, JSON, Graphviz and Mermaid, with names that are hard to print.

mod support;

use std::sync::Arc;

use serde_json::Value;
use support::{Log, Plan, Worker, breathe};
use switchboard::observe::{self, ProcessTree};
use switchboard::prelude::*;
use switchboard::process;
use switchboard::{Registry, Tree};
use tokio::sync::Notify;

/// Everything that means something to somebody.
const HOSTILE: &str =
    "a\"b\\c\nd\r\t<b>&amp;</b>#35;`x`'{}[]|;--> \u{1}\u{7f}\u{2028}\u{202e} żółć 🦀";

/// Waits for another one.
#[derive(GenServer, Default)]
struct Desk {}

#[gen_server]
impl Desk {
    #[call]
    async fn wait_at(&mut self, gate: Arc<Notify>, desks: Registry<String, ()>) {
        process::set_label(HOSTILE).expect("in a process");
        desks.register(HOSTILE.to_owned(), ()).expect("the key is free");
        gate.notified().await;
    }

    #[cast]
    async fn ask(&mut self, other: DeskRef, gate: Arc<Notify>, desks: Registry<String, ()>) {
        drop(other.wait_at(gate, desks).await);
    }
}

/// A supervisor with a child whose id and name are hostile, one that waits for it, and one that does not
/// run; and the gate that holds them all up.
async fn hostile(name: &str) -> (SupervisorRef, ProcessTree, Arc<Notify>) {
    let mut tree = Tree::new(SupervisorOptions::new(), "Hostile");
    let named = Desk::child().name(format!("{name} {HOSTILE}"));
    let first: Child<Desk> = tree.child(HOSTILE, named, ChildOptions::new());
    let second: Child<Desk> = tree.child("Desk", Desk::child(), ChildOptions::new());
    let gone = Worker::child(Plan::new("gone", &Log::new()));
    let _gone: Child<Worker> = tree.child("gone\n", gone, ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    supervisor.terminate_child("gone\n").await.expect("it runs");
    let gate = Arc::new(Notify::new());
    let desks = Registry::unique().start().await.expect("a start");
    second.ask((*first).clone(), Arc::clone(&gate), desks).expect("room");
    breathe().await;
    let pid = supervisor.pid().expect("it runs");
    (supervisor, observe::tree_of(pid).expect("it runs"), gate)
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// The JSON of a tree is what a parser makes the very same tree of.
#[tokio::test(start_paused = true)]
async fn the_json_is_the_tree() {
    let (supervisor, tree, _gate) = hostile("observe_print.json").await;
    let json: Value = serde_json::from_str(&tree.to_json()).expect("it is JSON");
    let listed = json["processes"].as_array().expect("a list");
    assert_eq!((keys(&json), listed.len()), (vec!["processes"], 3));
    for (shown, process) in listed.iter().zip(&tree.processes) {
        assert_eq!(shown["pid"], process.pid.as_u64());
        assert_eq!(shown["kind"], process.kind.as_str());
        assert_eq!(shown["type_name"], process.type_name);
        assert_eq!(shown["id"].as_str(), process.id.as_deref());
        assert_eq!(shown["name"].as_str(), process.name.as_deref());
        let keys_of: Vec<Value> = process
            .keys
            .iter()
            .map(|key| serde_json::json!({ "registry": key.registry.as_deref(), "key": key.key }))
            .collect();
        assert_eq!(shown["keys"], Value::from(keys_of));
        assert_eq!(shown["label"].as_str(), process.label.as_deref());
        assert_eq!(shown["parent"].as_u64(), process.parent.map(Pid::as_u64));
        assert_eq!(shown["depth"], process.depth);
        assert_eq!(shown["state"], process.state.as_str());
        assert_eq!(shown["message"].as_str(), process.message);
        let seconds = process.busy_for.map(|busy_for| busy_for.as_secs_f64());
        assert_eq!(shown["busy_for_seconds"].as_f64(), seconds);
        assert_eq!(shown["queued"], process.queued);
        assert_eq!(shown["capacity"].as_u64(), process.capacity.map(|most| most as u64));
        let waits: Vec<u64> = process.waits_for.iter().map(|pid| pid.as_u64()).collect();
        assert_eq!(shown["waits_for"], Value::from(waits));
        assert_eq!(shown["restarts"].as_u64(), process.restarts);
        let children: Vec<u64> = process.children.iter().map(|pid| pid.as_u64()).collect();
        assert_eq!(shown["children"], Value::from(children));
        assert_eq!(keys(shown).len(), 19, "{:?}", keys(shown));
    }
    let down = &listed[0]["not_running"];
    assert_eq!(*down, serde_json::json!([{ "id": "gone\n", "restarting": false, "restarts": 0 }]));
    assert_eq!(listed[1]["id"], HOSTILE);
    assert_eq!(listed[1]["label"], HOSTILE);
    assert_eq!(listed[1]["keys"][0]["key"], format!("{HOSTILE:?}"));
    supervisor.kill();
}

/// With the feature `serde`, the tree is written in any format as it is in JSON.
#[cfg(feature = "serde")]
#[tokio::test(start_paused = true)]
async fn serde_writes_the_same() {
    let (supervisor, tree, _gate) = hostile("observe_print.serde").await;
    let json: Value = serde_json::from_str(&tree.to_json()).expect("it is JSON");
    assert_eq!(serde_json::to_value(&tree).expect("it can be written"), json);
    supervisor.kill();
}

/// The JSON of nothing is an empty list.
#[test]
fn the_json_of_nothing_is_an_empty_list() {
    assert_eq!(ProcessTree::default().to_json(), "{\"processes\":[]}");
    assert_eq!(ProcessTree::default().to_string(), "");
}

/// The text has a line for each process and for each child that does not run, deeper ones further to the
/// right, and no name ends a line.
#[tokio::test(start_paused = true)]
async fn the_text_has_a_line_for_each() {
    let (supervisor, tree, _gate) = hostile("observe_print.text").await;
    let text = tree.to_string();
    let lines: Vec<&str> = text.lines().collect();
    let [first, second, root] = [1, 2, 0].map(|at| tree.processes[at].pid);
    assert_eq!(lines.len(), 4, "{text}");
    assert_eq!(lines[0], format!("Hostile {root} supervisor, idle"));
    assert_eq!(lines[1], "  gone\\n: not running");
    assert!(lines[2].starts_with("  a\\\"b\\\\c\\nd\\r\\t<b>&amp;</b>"), "{text}");
    assert!(lines[2].contains(": Desk \"observe_print.text a"), "{text}");
    let known_as = format!("), known as {HOSTILE:?}, running in wait_at");
    assert!(lines[2].ends_with(&known_as), "{text}");
    assert_eq!(lines[3], format!("  Desk {second} server, waiting in ask, waits for {first}"));
    supervisor.kill();
}

/// What a quoted string of Graphviz means: `\"` is a quote, `\\` a backslash, `\n` the end of a line.
fn dot_strings(text: &str) -> Vec<String> {
    let (mut strings, mut open, mut chars) = (Vec::new(), None::<String>, text.chars());
    while let Some(c) = chars.next() {
        match (c, &mut open) {
            ('"', None) => open = Some(String::new()),
            ('"', Some(_)) => strings.extend(open.take()),
            ('\\', Some(string)) => match chars.next().expect("something is escaped") {
                'n' => string.push('\n'),
                c => string.push(c),
            },
            (c, Some(string)) => string.push(c),
            (_, None) => {}
        }
    }
    assert_eq!(open, None, "a string has no end: {text}");
    strings
}

/// The Graphviz text has a node for each process, solid arrows to its children and dashed ones to whom it
/// waits for; a name stays inside of its quotes.
#[tokio::test(start_paused = true)]
async fn the_dot_text_has_nodes_and_arrows() {
    let (supervisor, tree, _gate) = hostile("observe_print.dot").await;
    let text = tree.to_dot();
    let [root, first, second] = [0, 1, 2].map(|at| format!("p{}", tree.processes[at].pid.as_u64()));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("digraph processes {", "}"));
    for arrow in [
        format!("{root} -> {first}"),
        format!("{root} -> {second}"),
        format!("{second} -> {first} [style=dashed, constraint=false]"),
    ] {
        assert_eq!(lines.iter().filter(|line| **line == arrow).count(), 1, "{arrow}: {text}");
    }
    assert_eq!(text.matches(" -> ").count(), 3, "{text}");
    let labels = dot_strings(&text);
    assert_eq!(labels.len(), 3, "{text}");
    let label = |at: usize| format!("<{}>\n", tree.processes[at].pid.as_u64());
    assert!(labels[0].contains(&label(0)) && labels[0].ends_with("\nsupervisor, idle"), "{text}");
    assert!(labels[2].contains("\nserver, waiting in ask"), "{text}");
    assert!(labels[1].starts_with("a\\\"b\\\\c\\nd\\r\\t<b>&amp;amp;</b>"), "{text}");
    assert!(labels[1].contains("żółć 🦀"), "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    supervisor.kill();
}

/// A Mermaid flowchart has the same, and a label has nothing in it that Mermaid, HTML or Markdown read.
#[tokio::test(start_paused = true)]
async fn the_mermaid_text_has_nodes_and_arrows() {
    let (supervisor, tree, _gate) = hostile("observe_print.mermaid").await;
    let text = tree.to_mermaid();
    let [root, first, second] = [0, 1, 2].map(|at| format!("p{}", tree.processes[at].pid.as_u64()));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert_eq!((lines.len(), lines[0]), (7, "flowchart LR"), "{text}");
    assert_eq!(lines[4], format!("{root} --> {first}"));
    assert_eq!(lines[5], format!("{root} --> {second}"));
    assert_eq!(lines[6], format!("{second} -.-> {first}"));
    for line in &lines[1..4] {
        let (_, label) = line.split_once("[\"").expect("a label");
        let label = label.strip_suffix("\"]").expect("the end of a label").replacen("<br/>", "", 1);
        let plain = |c: char| c.is_alphanumeric() || " .,:_-/()#;".contains(c);
        assert!(label.chars().all(plain), "{label}");
    }
    assert!(lines[1].contains("<br/>supervisor, idle"), "{text}");
    assert!(lines[2].contains("a#92;#34;b") && lines[2].contains("#60;b#62;"), "{text}");
    supervisor.kill();
}

/// A whole program prints itself: all processes of this one, from the roots on.
#[tokio::test(start_paused = true)]
async fn all_processes_print_at_once() {
    let (supervisor, _, _gate) = hostile("observe_print.all").await;
    let tree = observe::tree();
    let text = tree.to_string();
    assert_eq!(
        text.lines().count(),
        tree.processes.iter().map(|process| 1 + process.not_running.len()).sum::<usize>()
    );
    serde_json::from_str::<Value>(&tree.to_json()).expect("it is JSON");
    assert_eq!(dot_strings(&tree.to_dot()).len(), tree.processes.len());
    supervisor.kill();
}
