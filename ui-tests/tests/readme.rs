//! What the README promises beside its code, which the documentation tests run: files, folders, commands.

use switchboard_ui_tests::tree;

fn readme() -> String {
    tree::read("README.md").expect("there is a README")
}

#[test]
fn its_links_lead_to_files_and_folders() {
    let text = readme();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for target in targets.filter(|target| !target.contains("://") && !target.starts_with('#')) {
        assert!(
            tree::root().join(target).exists(),
            "the README links to {target}, which is not there"
        );
    }
}

#[test]
fn the_examples_that_it_names_are_there() {
    let text = readme();
    let manifest = tree::read("examples/Cargo.toml").expect("the examples have a manifest");
    let named = text.split("--example ").skip(1).filter_map(|rest| {
        rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).next()
    });
    let mut count = 0;
    for name in named {
        let listed = manifest.contains(&format!("name = \"{name}\""));
        assert!(
            listed,
            "the README names the example {name}, which examples/Cargo.toml does not have"
        );
        count += 1;
    }
    assert!(count > 0, "the README shows no example to run");
}

#[test]
fn its_rust_is_compiled() {
    for (index, line) in readme().lines().enumerate() {
        let skipped = line.starts_with("```") && line.contains("ignore");
        assert!(!skipped, "README.md:{}: this block is not compiled", index + 1);
    }
}
