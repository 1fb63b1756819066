//! Temporary files that killed processes left.

use super::support::{markdown, write};
use super::{names, read};
use std::path::Path;
use std::process::{Command, Output};

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
        assert_eq!(names(folder.path()).iter().filter(|name| name.contains(out) && name.starts_with('.')).count(), 3);
    }
    let output = run_after_kill(folder.path(), "d.yaml", &["draft", "page.md", "--out", "d.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the file is there already"), "{output:?}");
}
