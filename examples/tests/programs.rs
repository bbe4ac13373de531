//! Runs the examples as programs: what they print, and how they end on bad input.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// An example, built by the same `cargo test`.
fn example(name: &str) -> Command {
    let mut path = env::current_exe().expect("this test is a file");
    path.pop();
    if path.ends_with("deps") {
        path.pop();
    }
    Command::new(path.join("examples").join(format!("{name}{}", env::consts::EXE_SUFFIX)))
}

fn census(folder: &Path) -> Output {
    example("census").arg(folder).output().expect("the example runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("the errors are text")
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_dir_all(&path).expect("last time's folder goes");
    }
    fs::create_dir_all(&path).expect("a folder");
    path
}

/// A look at a program that hangs: as text, and as JSON and graphs.
#[test]
fn look_prints_who_waits_for_whom() {
    let text = stdout(&example("look").output().expect("the example runs"));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Shop <1> supervisor, idle", "{text}");
    assert_eq!(lines[1], "  store: Store \"store\" <2> server, running in load", "{text}");
    let cart = "  cart: Cart <3> server, waiting in add, 2 of 65536 queued, waits for <2>";
    assert_eq!((lines[2], lines.len()), (cart, 3), "{text}");
    for (form, part) in [
        ("dot", "p3 -> p2 [style=dashed"),
        ("mermaid", "p3 -.-> p2"),
        ("json", "\"waits_for\":[2]"),
    ] {
        let output = example("look").arg(form).output().expect("the example runs");
        assert!(stdout(&output).contains(part), "{form}: {}", stdout(&output));
    }
}

#[test]
fn census_counts_and_survives_what_is_no_text() {
    let root = folder("census-mixed");
    fs::create_dir(root.join("deep")).expect("a folder");
    fs::write(root.join("a.txt"), "one two two\nthree three three\n").expect("a file");
    fs::write(root.join("deep/b.txt"), "three, four").expect("a file");
    fs::write(root.join("empty.txt"), "").expect("a file");
    for n in 0..20 {
        fs::write(root.join(format!("deep/{n}.bin")), [b'x', 0xff, 0xfe]).expect("a file");
    }
    let output = census(&root);
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    for line in [
        "         4  three",
        "words     8 (4 different)",
        "files     3 read, 20 no text",
        "crashes   20 survived, 20 restarts",
        "check     one loop counts the same",
    ] {
        assert!(text.contains(line), "no `{line}` in:\n{text}");
    }
}

#[test]
fn a_cache_keeps_most_questions_from_the_service() {
    let output = example("cache").output().expect("the example runs");
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    assert!(text.contains("Reykjavik: 19 degrees"), "{text}");
    assert!(text.contains("5001 questions, 4 of them to the service"), "{text}");
}

#[test]
fn a_printer_that_is_stopped_prints_what_waits() {
    let output = example("printer").output().expect("the example runs");
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    for line in [
        "20 jobs are sent",
        "no reply within 10ms",
        "jobs were printed after the stop, 0 were lost",
    ] {
        assert!(text.contains(line), "no `{line}` in:\n{text}");
    }
}

#[test]
fn sessions_survive_the_server_that_works_with_them() {
    let output = example("sessions").output().expect("the example runs");
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    for line in ["the keeper inherits 1 sessions", "joe still has 1 session", "with click 14"] {
        assert!(text.contains(line), "no `{line}` in:\n{text}");
    }
}

#[test]
fn a_ledger_goes_on_where_it_was() {
    let path = folder("ledger").join("table");
    for (joe, together) in [("joe has 10", "together 15"), ("joe has 20", "together 30")] {
        let output = example("ledger").arg(&path).output().expect("the example runs");
        let text = stdout(&output);
        assert!(output.status.success(), "{text}{}", stderr(&output));
        assert!(text.contains(joe) && text.contains(together), "{text}");
    }
    fs::write(&path, "no table").expect("a file");
    let output = example("ledger").arg(&path).output().expect("the example runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("NotATable"), "{}", stderr(&output));
}

#[test]
fn census_of_an_empty_folder_counts_nothing() {
    let output = census(&folder("census-empty"));
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    assert!(text.contains("words     0 (0 different)") && text.contains("files     0 read"));
}

#[test]
fn census_of_no_folder_is_an_error() {
    let root = folder("census-gone");
    let missing = root.join("nothing-here");
    let output = census(&missing);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("nothing-here") && text.contains("walker"), "{text}");

    let file = root.join("file.txt");
    fs::write(&file, "text").expect("a file");
    assert_eq!(census(&file).status.code(), Some(1));

    let usage = example("census").args(["a", "b"]).output().expect("the example runs");
    assert_eq!(usage.status.code(), Some(2));
    assert!(stderr(&usage).contains("usage"));
}

#[cfg(unix)]
#[test]
fn census_names_what_it_could_not_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let root = folder("census-unreadable");
    fs::write(root.join("open.txt"), "text").expect("a file");
    let closed = root.join("closed.txt");
    fs::write(&closed, "secret").expect("a file");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("its owner may");
    let readable = fs::read(&closed).is_ok();
    let output = census(&root);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o600)).expect("its owner may");
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    // Root reads everything.
    let expected = if readable { "files     2 read" } else { "unread    " };
    assert!(text.contains(expected), "{text}");
}

#[test]
fn shop_sells_after_its_cart_crashed() {
    let output = example("shop").output().expect("the example runs");
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    for line in [
        "1 item in the new cart",
        "to pay: 3470 cents",
        "again, from the cache: 3470 cents",
        "fraud check done",
        "stock reservation done",
    ] {
        assert!(text.contains(line), "no `{line}` in:\n{text}");
    }
}

#[cfg(unix)]
#[test]
fn service_stops_in_order_when_it_is_asked_to() {
    use std::io::{BufRead as _, BufReader, Read as _};
    use std::process::Stdio;

    for signal in ["-TERM", "-INT"] {
        let mut service =
            example("service").stdout(Stdio::piped()).spawn().expect("the example runs");
        let mut output = BufReader::new(service.stdout.take().expect("it is piped"));
        let mut up = String::new();
        while up.lines().count() < 2 {
            assert_ne!(output.read_line(&mut up).expect("text"), 0, "it ended: {up}");
        }
        assert_eq!(up, "store is up\nweb is up\n");
        // What listens for signals is set up before the tree is started, so the signal is not lost.
        let id = service.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().expect("there is a kill");
        assert!(sent.success());
        let mut down = String::new();
        output.read_to_string(&mut down).expect("text");
        assert_eq!(down, "web goes down: shutdown\nstore goes down: shutdown\n");
        assert_eq!(service.wait().expect("it ends").code(), Some(0));
    }
}

#[test]
fn shop_goes_on_when_nobody_reads_its_reports() {
    use std::process::Stdio;

    let mut command = example("shop");
    let mut shop =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the example runs");
    // The reader of the crash reports is gone before the first one.
    drop(shop.stderr.take());
    let output = shop.wait_with_output().expect("it ends");
    assert!(stdout(&output).contains("1 item in the new cart"), "{}", stdout(&output));
    assert!(output.status.success());
}

#[test]
fn door_lets_one_in_and_catches_the_other() {
    let output = example("door").output().expect("the example runs");
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    assert_eq!(text, "opened: was Locked\nAnn is in\nclosed\nBob is caught\n");
}

#[test]
fn cron_report_explains_an_expression_and_reports_three_times() {
    let output = example("cron_report").output().expect("the example runs");
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "30 2 * * * (Europe/Paris)", "{text}");
    // Half past two in Paris was half past one in UTC.
    assert_eq!(lines[1], "  5400 s after 1970", "{text}");
    for (line, start) in
        lines[4..7].iter().zip(["nightly: 0 3 * * *", "check: every 30s", "each second: "])
    {
        assert!(line.starts_with(start), "{text}");
    }
    assert_eq!(lines[7..], ["report 1: extra", "report 2: extra", "report 3: extra"], "{text}");
}

#[test]
fn cron_report_refuses_what_is_no_expression() {
    let output = example("cron_report").arg("0 0 31 2 *").output().expect("the example runs");
    assert!(!output.status.success());
    assert!(stderr(&output).contains("it would never fire"), "{}", stderr(&output));
}

#[test]
fn workers_of_two_types_answer_by_one_protocol() {
    let output = example("workers").output().expect("the example runs");
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    let lines = "ABC, 1 done\ncba, 0 done\nthe mirror still shows cba\nfailed: true, then AGAIN\n0 done\nthe mirror left: true\n";
    assert_eq!(text.replace('\r', ""), lines);
    assert!(stderr(&output).contains("last message: Worker::run"), "{}", stderr(&output));
}
