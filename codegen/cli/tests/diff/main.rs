//! `diff` on the command line: where it finds specs, how it shows what changed, and how it exits.

mod review;
mod revisions;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use support::{stderr, stdout};
use tempfile::TempDir;

const API: &str = "\
name: Demo
doc: An API.
hosts: { main: { url: \"https://api.example.com\", doc: The host. } }
token: { header: x-token }
headers: { request_id: x-id, trace_id: x-trace }
envelope: { code: [code], message: [message], request_id: [], scopes: [], throttle: [] }
identifiers: {}
services: { im: { doc: Chats. } }
errors: []
";

const SEND: &str = "\
name: send
summary: Send a text.
request:
  method: POST
  path: /send
  idempotent: false
  body: { text: { type: string, doc: The text. } }
errors: []
";

const READ: &str = "\
name: read
summary: Read a text.
request: { method: GET, path: /read, idempotent: true }
response: { text: { type: string, doc: The text. } }
errors: []
";

const REQUIRED: (&str, &str) = ("type: string, doc", "type: string, required: true, doc");

/// A repository with the spec in a commit, and a field changed since.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let this = Self(tempfile::tempdir().expect("a folder"));
        this.write("spec/api.yaml", API);
        this.write("spec/im/send.yaml", SEND);
        this.write("spec/im/read.yaml", READ);
        this.git(&["init", "--quiet"]);
        this.commit("Begin");
        this.write("spec/im/send.yaml", &SEND.replace(REQUIRED.0, REQUIRED.1));
        this
    }

    fn write(&self, name: &str, text: &str) {
        support::write(self.0.path(), name, text);
    }

    fn git(&self, arguments: &[&str]) {
        let status = Command::new("git").args(arguments).current_dir(&self.0).status().expect("git is there");
        assert!(status.success(), "{arguments:?}");
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "."]);
        self.git(&["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", message]);
    }

    /// The output of git, such as the id of an object.
    fn object(&self, arguments: &[&str], input: &str) -> String {
        let mut command = Command::new("git");
        command.args(arguments).current_dir(&self.0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut git = command.spawn().expect("git is there");
        git.stdin.take().expect("piped").write_all(input.as_bytes()).expect("written");
        let output = git.wait_with_output().expect("it runs");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }

    /// A commit whose spec has these entries.
    fn commit_of_spec(&self, entries: &str) -> String {
        let spec = self.object(&["mktree"], entries);
        let top = self.object(&["mktree"], &format!("040000 tree {spec}\tspec\n"));
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        self.object(&[&identity[..], &["commit-tree", &top]].concat(), "Made")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        run(self.0.path(), arguments)
    }
}

#[test]
fn a_revision_is_compared_with_what_is_there_now() {
    let repository = Repository::new();
    for arguments in [&["HEAD"][..], &["HEAD", "spec"], &["HEAD", "spec", "--spec", "spec"], &["HEAD", "spec/"]] {
        let output = repository.run(arguments);
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
        let shown = stdout(&output);
        assert!(shown.starts_with("im::send\n  major  changed  body text required: false -> true; "), "{shown}");
        assert!(shown.lines().last().expect("a verdict").starts_with("verdict: major; "), "{shown}");
    }
    let same = repository.run(&["HEAD", "HEAD"]);
    assert_eq!((same.status.code(), stdout(&same)), (Some(0), "verdict: nothing changed\n".to_owned()));
    // From below, paths are those from there, within a revision as well.
    let below = run(&repository.0.path().join("spec/im"), &["HEAD", "--spec", ".."]);
    assert!(stdout(&below).contains("body text required"), "{}", stderr(&below));
}

#[test]
fn what_is_there_as_a_path_is_no_revision() {
    let repository = Repository::new();
    repository.git(&["branch", "old"]);
    assert!(stdout(&repository.run(&["old"])).contains("body text required"));
    repository.write("old/api.yaml", API);
    repository.write("old/im/send.yaml", SEND);
    assert!(stdout(&repository.run(&["old"])).contains("im::read\n  minor  added"), "the folder has no `read`");
}

#[test]
fn a_folder_is_found_from_where_one_stands() {
    let repository = Repository::new();
    let whole = fs::canonicalize(repository.0.path().join("spec")).expect("it is there");
    let absolute = repository.run(&["HEAD", "--spec", whole.to_str().expect("text")]);
    assert!(stdout(&absolute).contains("body text required"), "{absolute:?}");
    let below = run(&repository.0.path().join("spec/im"), &["HEAD", "HEAD"]);
    assert_eq!(below.status.code(), Some(2));
    assert!(stderr(&below).contains("has no folder spec/im/spec"), "{below:?}");
    let range = repository.run(&["HEAD..HEAD~1"]);
    assert!(stderr(&range).ends_with("write `diff HEAD HEAD~1`\n"), "{range:?}");
    assert!(stderr(&repository.run(&["HEAD..."])).ends_with("write `diff HEAD`\n"));
}

#[test]
fn an_error_is_shown_at_the_path_of_the_file() {
    let repository = Repository::new();
    repository.write("spec/im/send.yaml", &SEND.replace("type: string", "type: strnig"));
    assert!(stderr(&repository.run(&["HEAD"])).contains("--> spec/im/send.yaml:7:"));
    repository.commit("Break");
    assert!(stderr(&repository.run(&["HEAD"])).contains("--> HEAD:spec/im/send.yaml:7:"));
    fs::write(repository.0.path().join("spec/im/read.yaml"), b"name: \xff").expect("written");
    repository.commit("Garble");
    assert!(stderr(&repository.run(&["HEAD", "HEAD"])).contains("im/read.yaml of the revision `HEAD` is not UTF-8"));
}

#[test]
fn it_is_shown_for_people_for_a_changelog_and_for_machines() {
    let repository = Repository::new();
    let markdown = stdout(&repository.run(&["HEAD", "--format", "markdown"]));
    assert!(
        markdown.starts_with("- `im::send`\n  - **major**: `body text required` changed from `false` to `true`; "),
        "{markdown}"
    );
    assert!(markdown.contains("\nVerdict: **major**; "), "{markdown}");
    let json = stdout(&repository.run(&["HEAD", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["version"], &json["bump"]), (&1.into(), &"major".into()));
    let change = &json["changes"][0];
    let shown =
        ["place", "file", "kind", "fact", "old", "new", "bump"].map(|key| change[key].as_str().expect("a text"));
    assert_eq!(shown, ["im::send", "im/send.yaml", "changed", "body text required", "false", "true", "major"]);
}

#[test]
fn a_limit_fails_what_reaches_it() {
    let repository = Repository::new();
    let code = |limit| repository.run(&["HEAD", "--fail-on", limit]).status.code();
    assert_eq!(["patch", "minor", "major"].map(code), [Some(1); 3]);
    repository.write("spec/im/send.yaml", &SEND.replace("Send a text.", "Send one text."));
    assert_eq!(["patch", "minor", "major"].map(code), [Some(1), Some(0), Some(0)]);
    repository.write("spec/im/send.yaml", SEND);
    assert_eq!(code("patch"), Some(0));
}

#[test]
fn errors_and_wrong_arguments_have_different_exit_codes() {
    let repository = Repository::new();
    repository.write("spec/im/send.yaml", &SEND.replace("name: send", "nmae: send"));
    let faulty = repository.run(&["HEAD"]);
    assert_eq!((faulty.status.code(), stdout(&faulty)), (Some(1), String::new()));
    let shown = stderr(&faulty);
    assert!(shown.starts_with("error: spec has errors\n") && shown.contains("unknown key `nmae`"), "{shown}");
    for wrong in [
        &["no-such-thing"][..],
        &["spec/im/read.yaml"],
        &["HEAD..HEAD"],
        &["--", "--output=x"],
        &["HEAD", "HEAD", "--spec", "none"],
    ] {
        let output = repository.run(wrong);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{wrong:?}");
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    }
    assert!(stderr(&repository.run(&["no-such-thing"])).contains("neither a folder nor a revision of git: "));
    let file = stderr(&repository.run(&["spec/im/read.yaml"]));
    assert_eq!(file, "error: spec/im/read.yaml is a file: name the folder of its spec\n");
    assert!(stderr(&repository.run(&["--", "--output=x"])).contains("no revision begins with `-`"));
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    support::run(folder, ["diff"].into_iter().chain(arguments.iter().copied()))
}
