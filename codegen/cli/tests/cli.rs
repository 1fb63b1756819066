//! The command line as a person or a script meets it: what it prints where, and how it exits.

mod support;

use std::fs;
use std::io::Read as _;
use std::process::{Output, Stdio};
use support::{command, stderr, stdout, workspace};

/// The project's spec, which is valid.
const SPEC: &str = "spec";

#[test]
fn a_valid_spec_prints_a_line() {
    let output = run(&["check"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    let line = stdout(&output);
    assert!(line.starts_with("spec: ") && line.ends_with(" operations, no errors\n"), "{line}");
    assert_eq!(stdout(&run(&["check", SPEC])), line);
}

#[test]
fn errors_go_to_standard_error_without_colours_when_nobody_sees_them() {
    let spec = tempfile::tempdir().expect("a folder");
    fs::write(spec.path().join("api.yaml"), "nmae: Demo\n").expect("written");
    let output = run(&["check", &spec.path().to_string_lossy()]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()));
    let shown = stderr(&output);
    assert!(shown.contains("error[D0005]: unknown key `nmae`") && shown.contains("api.yaml:1:1"), "{shown}");
    assert!(shown.contains("error[D0006]: missing key `hosts`"), "all of them: {shown}");
    assert!(!shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn warnings_are_shown_and_fail_only_where_they_are_denied() {
    let path = "tests/fixtures/reject/d0029_identifier";
    let output = run(&["check", path]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), format!("{path}: 1 operation, no errors\n")));
    assert!(stderr(&output).contains("warning[D0029]"), "{}", stderr(&output));
    let denied = run(&["check", "--deny-warnings", path]);
    assert_eq!((denied.status.code(), stdout(&denied)), (Some(1), String::new()));
    assert_eq!(stderr(&denied), stderr(&output));
}

#[test]
fn colours_are_shown_to_whoever_asks_and_never_against_no_color() {
    let shown = |variable: &str| {
        let output = command(workspace(), ["check", "no such folder"]).env(variable, "1").output().expect("it runs");
        assert_eq!(output.status.code(), Some(1));
        stderr(&output)
    };
    assert!(shown("CLICOLOR_FORCE").contains('\u{1b}'));
    assert!(!shown("NO_COLOR").contains('\u{1b}'));
}

/// Control characters in file names and arguments are printed as their numbers.
#[test]
fn what_cannot_be_seen_is_not_printed() {
    const UNSEEN: &str = "\u{1b}[2J\u{202e}\u{ad}\u{e0041}x";
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join(UNSEEN);
    let other = folder.path().join("other");
    for (folder, api) in [(&spec, "nmae: Demo\n"), (&other, "")] {
        fs::create_dir_all(folder.join(UNSEEN)).expect("made");
        fs::write(folder.join("api.yaml"), api).expect("written");
    }
    fs::write(other.join(format!("{UNSEEN}.yaml")), "name: x\n").expect("written");
    let page = spec.join(format!("{UNSEEN}.md"));
    fs::write(&page, "# Nothing\n").expect("written");
    let (spec, page) = (spec.to_string_lossy(), page.to_string_lossy());
    let name = format!("--{UNSEEN}");
    for arguments in [
        &["check", &spec][..],
        &["check", &other.to_string_lossy()],
        &["diff", &spec, SPEC],
        &["diff", UNSEEN, SPEC],
        &["draft", &page],
        &["drift", &page, "--spec", SPEC],
        &["drift", &page, "--spec", SPEC, "--format", "json"],
        &["drift", &page, "--accept", "--date", UNSEEN],
        &["update", &page, "--check", "--run", &format!("'{UNSEEN}")],
        &["openapi", SPEC, "--out", &format!("{spec}/no/{UNSEEN}")],
        &["write", SPEC, "--out", &format!("{spec}/api.yaml/{UNSEEN}")],
        &["package", SPEC, "--out", &format!("{spec}/api.yaml/{UNSEEN}")],
        &["schema", &name],
        &[UNSEEN],
    ] {
        let output = run(arguments);
        let shown = stdout(&output) + &stderr(&output);
        assert_ne!(output.status.code(), Some(0), "{arguments:?}: {shown}");
        let unseen = |c: char| c != '\n' && dingtalk_policy::is_invisible(c);
        assert!(!shown.contains(unseen), "{arguments:?}: {shown:?}");
        assert!(shown.contains("202e}") || shown.contains("\\u202e"), "{arguments:?}: {shown}");
    }
}

#[test]
fn wrong_arguments_differ_from_errors() {
    for arguments in [&[][..], &["chekc"], &["check", "one", "two"], &["check", "--fast"], &["write"]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains("Usage:"), "{arguments:?}");
    }
    assert!(stderr(&run(&["chekc"])).contains("'check'"), "the nearest one is named");
}

#[test]
fn every_subcommand_explains_itself() {
    let help = stdout(&run(&["--help"]));
    for command in ["check", "drift", "update", "draft", "diff", "review", "write", "schema", "openapi", "package"] {
        assert!(help.contains(command), "{help}");
        let output = run(&[command, "--help"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains("Usage:"));
    }
}

#[test]
fn a_document_goes_to_standard_output_or_to_a_file() {
    let model = dingtalk_codegen::load(workspace().join(SPEC)).expect("valid spec");
    let openapi = dingtalk_cli::openapi(&model).expect("no conflicts");
    for (command, document) in [("schema", dingtalk_cli::schema()), ("openapi", openapi)] {
        let output = run(&[command]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), document.as_str()));
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("document.json");
        let output = run(&[command, "--out", &file.to_string_lossy()]);
        assert_eq!((output.status.code(), stdout(&output)), (Some(0), String::new()));
        assert_eq!(fs::read_to_string(&file).expect("written"), document);
    }
    assert_eq!(run(&["openapi", "no such folder"]).status.code(), Some(1));
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let output = run(&["schema", "--out", "no such folder/schema.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("error: cannot write no such folder/schema.json: "), "{}", stderr(&output));
}

#[test]
fn the_sources_are_those_of_a_build_script() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("made/here");
    let arguments = ["write", SPEC, "--out", &out.to_string_lossy(), "--module", "dingtalk_client"];
    assert_eq!(run(&arguments).status.code(), Some(0));
    let model = dingtalk_codegen::load(workspace().join(SPEC)).expect("valid spec");
    for (name, text) in dingtalk_codegen::generate(&model, "dingtalk_client") {
        assert_eq!(fs::read_to_string(out.join(&name)).expect("written"), text, "{name}");
    }
    let renamed = run(&[&arguments[..], &["--runtime", "dt::runtime"]].concat());
    assert_eq!(renamed.status.code(), Some(0));
    let root = fs::read_to_string(out.join("mod.rs")).expect("written");
    assert!(root.contains("pub struct Client(::dt::runtime::Client<"), "{root}");
    let invalid = run(&[&arguments[..], &["--runtime", "dt;runtime"]].concat());
    assert_eq!(invalid.status.code(), Some(1));
    assert!(stderr(&invalid).starts_with("error: invalid runtime path `dt;runtime`: "), "{}", stderr(&invalid));
    fs::write(out.join("mod.rs"), "// mine").expect("written");
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("a file that was not generated exists there"), "{}", stderr(&output));
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let mut child =
        command(workspace(), ["schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    let mut complaint = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut complaint).expect("text");
    assert_eq!((child.wait().expect("it ends").code(), complaint.as_str()), (Some(0), ""));
}

fn run(arguments: &[&str]) -> Output {
    support::run(workspace(), arguments.iter().copied())
}
