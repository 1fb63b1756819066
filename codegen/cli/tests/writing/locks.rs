//! One writer of a spec at a time.

use super::{names, read};
use dingtalk_generated_pages::{SavedFormat, Style, pages, spec};
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with a spec that was compared long ago, and a page that agrees with it.
fn compared() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in spec() {
        let path = folder.path().join("spec").join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("made");
        fs::write(path, text.replace("reviewed: 2026", "reviewed: 2020")).expect("written");
    }
    let page = pages().into_iter().find(|page| page.name == "remove_shelf.en").expect("there is one");
    fs::write(folder.path().join("page.md"), page.saved(Style::from(SavedFormat::Markdown))).expect("written");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dingtalk-codegen"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("it runs")
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
        let output = run(folder.path(), arguments);
        let expected = "error: another process is writing to spec: rerun the command when it has finished\n";
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), expected));
    }
    // Reading goes on.
    assert_eq!(run(folder.path(), &["check"]).status.code(), Some(0));
    assert_eq!(read(&file), before);
    // A process that another test forks has a copy of the descriptor until it runs its program.
    flock(&lock, FlockOperation::Unlock).expect("unlocked");
    let output = run(folder.path(), &["drift", "--accept", "--date", "2021-01-01", "page.md"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(
        read(&file) != before && !names(&folder.path().join("spec/library")).iter().any(|name| name.starts_with('.'))
    );
}
