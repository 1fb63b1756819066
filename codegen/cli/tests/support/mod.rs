//! Helpers of the tests of the command line.

#![allow(dead_code, reason = "not every test needs all of this")]

use dingtalk_generated_pages::{Page, SavedFormat, pages, spec};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Variables that turn colours on or off, or name a repository around this one.
const VARIABLES: [&str; 6] = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"];

/// The command in a folder, with none of [`VARIABLES`].
pub fn command<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dingtalk-codegen"));
    command.args(arguments).current_dir(folder);
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command
}

/// Runs the command in a folder.
pub fn run<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Output {
    command(folder, arguments).output().expect("it runs")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// All that it printed, wherever.
pub fn shown(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

pub fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Writes a file and the folders that it is in.
pub fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it has one")).expect("made");
    fs::write(path, bytes).expect("written");
}

/// A folder with the spec of the pages in `spec`.
pub fn folder_with_spec() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in spec() {
        write(folder.path(), &format!("spec/{name}"), text);
    }
    folder
}

pub fn page(name: &str) -> Page {
    pages().into_iter().find(|page| page.name == name).expect("a page of this name")
}

/// The text of a page that was saved as Markdown.
pub fn markdown(name: &str) -> String {
    page(name).saved(SavedFormat::Markdown.into())
}

/// Makes a folder a repository with one commit.
pub fn commit(folder: &Path) {
    let git = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    for arguments in [&["init", "--quiet"][..], &["add", "."], &["commit", "--quiet", "-m", "Begin"]] {
        let status = Command::new("git").args(git).args(arguments).current_dir(folder).status().expect("git is there");
        assert!(status.success(), "{arguments:?}");
    }
}

/// Copies a folder with what is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("readable").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}
