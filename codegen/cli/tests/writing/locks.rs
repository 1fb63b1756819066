//! One writer of a spec at a time.

use super::support::{markdown, run, write};
use super::{names, read};
use dingtalk_generated_pages::spec;
use rustix::fs::{FlockOperation, flock};
use std::fs::File;
use tempfile::TempDir;

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
    assert!(
        read(&file) != before && !names(&folder.path().join("spec/library")).iter().any(|name| name.starts_with('.'))
    );
}
