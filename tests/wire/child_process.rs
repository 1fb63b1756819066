//! Ignored tests in processes of their own.

use std::env;
use std::process::Command;

/// Runs an ignored test in a process of its own. Returns its output.
pub fn run(test: &str, set: impl FnOnce(&mut Command) -> &mut Command) -> String {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.args(["--exact", test, "--include-ignored", "--nocapture", "--test-threads=1"]);
    let output = set(&mut command).output().expect("a process");
    let [shown, errors] = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success() && shown.contains("1 passed"), "{shown}{errors}");
    shown
}
