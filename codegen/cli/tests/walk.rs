//! `docs/when-the-docs-change.md`, performed: every command of the page is run in a copy of `walk/`, every edit is made, and what is
//! printed has to stand there. `INSTA_UPDATE=always` writes it.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use support::workspace;

/// The page, from the folder of the workspace.
const PAGE: &str = "docs/when-the-docs-change.md";

#[test]
fn the_walk_goes_as_the_page_says() {
    let folder = tempfile::tempdir().expect("a folder");
    support::copy(&workspace().join("codegen/cli/tests/walk"), folder.path());
    support::commit(folder.path());
    let page = fs::read_to_string(workspace().join(PAGE)).expect("the page");
    let walked = walk(&page, folder.path());
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(workspace().join(PAGE), &walked).expect("written");
    }
    let shown = fs::read_to_string(workspace().join(PAGE)).expect("the page");
    assert_eq!(
        shown, walked,
        "{PAGE} is stale: write it with `INSTA_UPDATE=always cargo test --workspace --test walk`, and read the difference"
    );
    check_readme(&walked, folder.path());
}

/// Checks the block of the README that follows an error row from the docs page to the version bump.
fn check_readme(walked: &str, folder: &Path) {
    let readme = fs::read_to_string(workspace().join("README.md")).expect("the README");
    let read = |file: &str| fs::read_to_string(folder.join(file)).expect(file);
    let surface = dingtalk_cli::surface(&dingtalk_codegen::load(folder.join("spec")).expect("a spec without errors"));
    for (stage, text) in [
        ("docs page", &*read("november/renew-a-loan.txt")),
        ("drift", walked),
        ("spec", &read("spec/loans/renew.yaml")),
        ("surface", &surface),
        ("diff", walked),
    ] {
        let shown = readme.lines().find_map(|line| line.strip_prefix(stage)?.strip_prefix("  "));
        let shown = shown.unwrap_or_else(|| panic!("the README shows no {stage}"));
        assert!(without_spaces(text).contains(&without_spaces(shown)), "{stage}: {shown}");
    }
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The page with what its commands print now.
fn walk(page: &str, folder: &Path) -> String {
    let mut out = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let language = line.trim_start_matches('`');
        let fence = &line[..line.len() - language.len()];
        if fence.len() < 3 || language.is_empty() {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        match language {
            "console" => out.push_str(&session(&block, folder)),
            _ => {
                if language == "diff" {
                    edit(&block, folder);
                }
                out.extend(block.iter().flat_map(|line| [line, "\n"]));
            }
        }
        out.push_str(fence);
        out.push('\n');
    }
    out
}

/// The commands of a block, each with what it prints and how it exits, if that is not 0.
fn session(block: &[&str], folder: &Path) -> String {
    let mut out = String::new();
    for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
        write!(out, "$ {command}\n{}", run(command, folder)).expect("text");
    }
    out
}

fn run(command: &str, folder: &Path) -> String {
    let arguments = command.strip_prefix("cargo codegen ").expect("a command of the generator");
    let output = support::run(folder, arguments.split(' '));
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let mut out = text(output.stdout) + &text(output.stderr);
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    match output.status.code() {
        Some(0) => {}
        code => writeln!(out, "[exit code {}]", code.expect("no signal")).expect("text"),
    }
    out
}

/// Makes the edit that a block shows: `--- <file>`, then lines that stay, go (`-`) and come (`+`).
fn edit(block: &[&str], folder: &Path) {
    let file = folder.join(block[0].strip_prefix("--- ").expect("the file"));
    let side = |sign: char| -> String {
        let lines = block[1..].iter().filter(|line| line.starts_with([' ', sign]));
        lines.flat_map(|line| [&line[1..], "\n"]).collect()
    };
    let text = fs::read_to_string(&file).expect("the file is there");
    let (old, new) = (side('-'), side('+'));
    assert_eq!(text.matches(&old).count(), 1, "what is edited stands once in {}:\n{old}\n{text}", file.display());
    fs::write(&file, text.replace(&old, &new)).expect("written");
}
