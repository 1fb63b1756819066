//! A full disk at any moment of a write.

use super::{names, read};
use dingtalk_spec::files;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// In which folder `writes_less_and_less` works.
const FOLDER: &str = "WRITING_TEST_FOLDER";

/// The limit on the size of a file is a disk that is full after that many bytes, and only a program of its own can have one.
#[test]
fn a_write_that_is_cut_at_any_byte_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let test = std::env::current_exe().expect("a test has a program");
    let mut command = Command::new("sh");
    // An error, and no signal.
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(test);
    command.args(["--exact", "interrupted::writes_less_and_less", "--nocapture"]).env(FOLDER, folder.path());
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(read(&folder.path().join("a.yaml")), new());
}

fn new() -> String {
    "a line\n".repeat(100)
}

/// Runs in a child process of the test above.
#[test]
fn writes_less_and_less() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let (file, other) = (folder.join("a.yaml"), folder.join("b.yaml"));
    fs::write(&file, "old\n").expect("written");
    let unlimited = getrlimit(Resource::Fsize);
    for limit in 0..new().len() as u64 {
        setrlimit(Resource::Fsize, Rlimit { current: Some(limit), ..unlimited }).expect("set");
        files::replace(&file, &new()).expect_err("the disk is full");
        files::create(&other, &new()).expect_err("the disk is full");
        assert_eq!((read(&file).as_str(), names(&folder)), ("old\n", vec!["a.yaml".to_owned()]), "{limit}");
    }
    setrlimit(Resource::Fsize, unlimited).expect("set");
    assert!(files::replace(&file, &new()).expect("there is space"));
}
