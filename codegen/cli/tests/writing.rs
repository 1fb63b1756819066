//! Commands that write files: what other processes left, and what they do at the same time.
#![cfg(unix)]

mod support;

use dingtalk_generated_pages::spec;
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};
use support::{markdown, run, write};
use tempfile::TempDir;

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");

/// Runs the command as a process whose id an earlier one had, which was killed while it wrote `out`. Containers start all of theirs with the same id.
fn run_after_kill(folder: &Path, out: &str, arguments: &[&str]) -> Output {
    let leave = "for number in 0 1 2; do : > \".$OUT.$$-$number.dingtalk-codegen.tmp\"; done; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", leave, env!("CARGO_BIN_EXE_dingtalk-codegen")]).args(arguments).env("OUT", out);
    command.current_dir(folder).output().expect("it runs")
}

#[test]
fn a_leftover_with_the_same_name_is_not_in_the_way() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "page.md", markdown("remove_shelf.en"));
    for (out, arguments) in [
        ("api.json", &["openapi", SPEC, "--out", "api.json"][..]),
        ("d.yaml", &["draft", "page.md", "--out", "d.yaml"]),
    ] {
        let output = run_after_kill(folder.path(), out, arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(!read(&folder.path().join(out)).is_empty());
    }
    assert_eq!(hidden(folder.path()), 6, "what other processes left stays");
    let output = run_after_kill(folder.path(), "d.yaml", &["draft", "page.md", "--out", "d.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the file is there already"), "{output:?}");
}

/// A folder with a spec that was compared long ago, and a page that agrees with it.
fn compared() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in spec() {
        write(folder.path(), &format!("spec/{name}"), text.replace("reviewed: 2026", "reviewed: 2020"));
    }
    write(folder.path(), "page.md", markdown("remove_shelf.en"));
    folder
}

#[test]
fn one_process_at_a_time_writes_to_a_spec() {
    let folder = compared();
    let file = folder.path().join("spec/library/remove_shelf.yaml");
    let before = read(&file);
    let lock = File::open(folder.path().join("spec")).expect("it is there");
    flock(&lock, FlockOperation::LockExclusive).expect("locked");
    for arguments in [
        &["drift", "--accept", "--date", "2021-01-01", "page.md"][..],
        &["drift", "--fix", "page.md"],
        &["draft", "--spec", "spec", "page.md"],
    ] {
        let output = run(folder.path(), arguments.iter().copied());
        let expected = "error: another process is writing to spec: rerun the command when it has finished\n";
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), expected));
    }
    // Reading goes on.
    assert_eq!(run(folder.path(), ["check"]).status.code(), Some(0));
    assert_eq!(read(&file), before);
    // A process that another test forks has a copy of the descriptor until it runs its program.
    flock(&lock, FlockOperation::Unlock).expect("unlocked");
    let output = run(folder.path(), ["drift", "--accept", "--date", "2021-01-01", "page.md"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(read(&file) != before && hidden(&folder.path().join("spec/library")) == 0);
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("text")
}

/// The number of hidden files in a folder.
fn hidden(folder: &Path) -> usize {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").file_name());
    names.filter(|name| name.to_string_lossy().starts_with('.')).count()
}
