//! `update` as a person or a script meets it: what it writes, runs and prints, and how it exits. The pages and their spec are those of
//! `docs/when-the-docs-change.md`.
#![cfg(unix)]

mod support;

use rustix::fs::{FlockOperation, flock};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;
use support::{shown, stderr, stdout, workspace, write};
use tempfile::TempDir;

/// The page with additions.
const PAGE: &str = "november/renew-a-loan.txt";

/// A project with a spec and pages, without a manifest.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    support::copy(&workspace().join("codegen/cli/tests/walk"), folder.path());
    folder
}

/// The settings of a manifest, with these lines.
fn manifest(folder: &Path, lines: &str) {
    let manifest = format!("[package]\nname = \"own\"\n\n[package.metadata.dingtalk-codegen]\n{lines}\n");
    write(folder, "Cargo.toml", manifest);
}

fn update(folder: &Path, arguments: &[&str]) -> Output {
    support::run(folder, ["update"].into_iter().chain(arguments.iter().copied()))
}

/// The texts of the spec.
fn spec(folder: &Path) -> BTreeMap<String, String> {
    let files = ["api.yaml", "loans/list.yaml", "loans/renew.yaml"];
    files.map(|file| (file.to_owned(), fs::read_to_string(folder.join("spec").join(file)).expect("text"))).into()
}

#[test]
fn the_whole_way_is_one_command() {
    let folder = project();
    let variables = "env | grep -E '^(INSTA_UPDATE|SNAPSHOTS|UPDATE_EXPECT)=' | sort > accepted; echo accepting";
    manifest(
        folder.path(),
        &format!("update = [[\"sh\", \"-c\", \"{variables}\"]]\ntests = \"an exchange in `tests/wire.rs`\""),
    );
    let page = fs::read_to_string(folder.path().join(PAGE)).expect("text");
    let optional = "notifyBooleanNoWhether the reader gets a message.\n";
    write(folder.path(), PAGE, page.replace(optional, &format!("{optional}reasonStringYesWhy it is renewed.\n")));
    let output = update(folder.path(), &[PAGE]);
    assert_eq!(output.status.code(), Some(1), "a required field is left: {}", shown(&output));
    let accepted = fs::read_to_string(folder.path().join("accepted")).expect("the command ran");
    assert_eq!(accepted, "INSTA_UPDATE=always\nSNAPSHOTS=overwrite\nUPDATE_EXPECT=1\n");
    let said = stderr(&output);
    for part in ["spec/loans/renew.yaml: added body notify\n", "running sh -c ", "\naccepting\n"] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let review = stdout(&output);
    for part in [
        "## Changes of the spec\n\n**minor**: ",
        "  - [x] `error 409 loanReserved` added: `%s`\n",
        "  - [x] `response loan.state value LOST` added: `lost`\n",
        "  - [ ] `body reason` added: `String, required`\n",
        "+ErrorCode::LoanReserved\n",
        "\n### Left to do\n\n- [ ] `spec/loans/renew.yaml: not written: body reason: it is required`\n",
        "- [ ] `` spec/loans/renew.yaml:20: `notify` has no description ``\n",
        "- [ ] `loans::renew: body notify, response loan.state value LOST, error 409 loanReserved`: check that a test covers it: an exchange in `tests/wire.rs`\n",
    ] {
        assert!(review.contains(part), "{part}\n{review}");
    }
    // Without a commit to compare with, a second run changes nothing, and still says what is left.
    let before = spec(folder.path());
    let again = update(folder.path(), &[PAGE]);
    assert_eq!((again.status.code(), spec(folder.path())), (Some(1), before));
    assert!(stdout(&again).starts_with("## Changes of the spec\n\nnothing changed.\n"), "{}", stdout(&again));
    assert!(stdout(&again).contains("not written: body reason") && !shown(&again).contains("a test covers it"));
    // A person adds what is left.
    let renew = folder.path().join("spec/loans/renew.yaml");
    let added = "    notify: { type: bool }\n";
    let required = format!("{added}    reason: {{ type: string, required: true, doc: Why it is renewed. }}\n");
    let text = fs::read_to_string(&renew).expect("text").replace(added, &required);
    fs::write(&renew, text).expect("written");
    assert_eq!(update(folder.path(), &[PAGE]).status.code(), Some(0));
}

#[test]
fn what_changed_since_the_last_commit_is_described() {
    let folder = project();
    support::commit(folder.path());
    let renew = folder.path().join("spec/loans/renew.yaml");
    let text = fs::read_to_string(&renew).expect("text");
    let added = "response:\n  fine: { type: int64, doc: What the reader owes. }\n";
    fs::write(&renew, text.replace("response:\n", added)).expect("written");
    let by_hand = update(folder.path(), &[]);
    assert!(stdout(&by_hand).contains("- `response fine` added: `int64, optional`\n"), "{}", shown(&by_hand));
    let output = update(folder.path(), &[PAGE]);
    let review = stdout(&output);
    for part in ["- `response fine` added: `int64, optional`\n", "- `body notify` added: `bool, optional`\n"] {
        assert!(review.contains(part), "{part}\n{review}");
    }
    assert_eq!(stdout(&update(folder.path(), &[PAGE])), review, "another run describes the same");
}

#[test]
fn facts_of_an_operation_that_is_not_committed_are_described() {
    let folder = project();
    let renew = folder.path().join("spec/loans/renew.yaml");
    let text = fs::read_to_string(&renew).expect("text");
    fs::remove_file(&renew).expect("removed");
    support::commit(folder.path());
    fs::write(&renew, text).expect("written");
    let review = stdout(&update(folder.path(), &[PAGE]));
    for part in ["  - [x] `error 409 loanReserved` added: `%s`\n", "- `endpoint` added: "] {
        assert!(review.contains(part), "{part}\n{review}");
    }
}

#[test]
fn a_project_without_settings_is_told_where_they_go() {
    let folder = project();
    let output = update(folder.path(), &[PAGE, "november"]);
    assert_eq!(output.status.code(), Some(1));
    let review = stdout(&output);
    assert!(review.contains("- [ ] `[package.metadata.dingtalk-codegen]`: no command accepts snapshots: "), "{review}");
    assert!(review.contains("- [ ] `november/reserve-a-book.html`: no operation describes it: "), "{review}");
    assert!(!stdout(&update(folder.path(), &[PAGE])).contains("no command accepts"), "nothing changed");
}

#[test]
fn the_manifest_is_found_from_below_and_commands_run_beside_it() {
    let folder = project();
    manifest(folder.path(), "update = [[\"touch\", \"ran\"]]");
    fs::create_dir(folder.path().join("below")).expect("made");
    let output = update(&folder.path().join("below"), &["--spec", "../spec", &format!("../{PAGE}")]);
    assert!(stderr(&output).contains("../spec/loans/renew.yaml: added body notify"), "{}", shown(&output));
    assert!(folder.path().join("ran").exists() && !folder.path().join("below/ran").exists());
}

/// The settings of a project with a feature for each service and a table of operations.
const DERIVED: &str = "features = \"Cargo.toml\"\ntables = [{ file = \"README.md\", header = \"| a |\", row = \"| {operation} |\" }]\n\n\
                       [features]\ndefault = []\ntls = []";

#[test]
fn features_and_tables_follow_the_spec() {
    let folder = project();
    manifest(folder.path(), DERIVED);
    write(folder.path(), "README.md", "| a |\n|---|\n| old |\n");
    let read = |file: &str| fs::read_to_string(folder.path().join(file)).expect("text");
    let before = read("Cargo.toml");
    let check = update(folder.path(), &["--check"]);
    assert_eq!((check.status.code(), &read("Cargo.toml")), (Some(1), &before));
    assert_eq!(stderr(&check), "would write Cargo.toml\nwould write README.md\n");
    let output = update(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    assert_eq!(stderr(&output), "Cargo.toml: updated\nREADME.md: updated\n");
    assert_eq!(stdout(&output), "## Changes of the spec\n\nnothing changed.\n");
    assert_eq!(read("README.md"), "| a |\n|---|\n| list |\n| renew |\n");
    assert_eq!(read("Cargo.toml"), before.replace("[]\ntls = []", "[\"loans\"]\ntls = []\nloans = []"));
    assert_eq!(stderr(&update(folder.path(), &[])), "", "nothing is written again");
}

#[test]
fn a_file_that_cannot_follow_the_spec_is_left() {
    let folder = project();
    manifest(folder.path(), &DERIVED.replace("\n\n[features]", "\n[other]"));
    let output = update(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let review = stdout(&output);
    assert!(review.contains("- [ ] `` Cargo.toml: it has no table `[features]` ``\n"), "{review}");
    assert!(review.contains("- [ ] `README.md: "), "{review}");
}

/// The settings are about one spec.
#[test]
fn another_spec_changes_no_features_and_tables() {
    let folder = project();
    manifest(folder.path(), DERIVED);
    support::copy(&folder.path().join("spec"), &folder.path().join("other"));
    assert_eq!(
        shown(&update(folder.path(), &["--check", "--spec", "other"])),
        "## Changes of the spec\n\nnothing changed.\n"
    );
    manifest(folder.path(), &format!("spec = \"other\"\n{DERIVED}"));
    assert_eq!(update(folder.path(), &["--check", "--spec", "other"]).status.code(), Some(1));
}

/// Words are grouped as in a shell, and nothing else happens.
#[test]
fn commands_run_without_a_shell_and_in_place_of_those_of_the_manifest() {
    let folder = project();
    manifest(folder.path(), "update = [[\"touch\", \"ran\"]]");
    let output = update(folder.path(), &[PAGE, "--run", "touch '$HOME; a' b;c", "--run", "touch d"]);
    for file in ["$HOME; a", "b;c", "d"] {
        assert!(folder.path().join(file).exists(), "{file}: {}", shown(&output));
    }
    assert!(!folder.path().join("ran").exists());
}

#[test]
fn a_check_writes_and_runs_nothing() {
    let folder = project();
    let before = spec(folder.path());
    let output = update(folder.path(), &["--check", PAGE, "--run", "touch ran"]);
    assert_eq!((output.status.code(), spec(folder.path())), (Some(1), before));
    assert_eq!(stderr(&output), "would write spec/loans/renew.yaml\nwould run touch ran\n");
    assert!(stdout(&output).contains("  - [x] `body notify` added: `Boolean, optional`\n"), "{}", stdout(&output));
    assert!(!folder.path().join("ran").exists());
    assert_eq!(update(folder.path(), &["--check", "october"]).status.code(), Some(0));
}

#[test]
fn a_command_that_fails_is_left_and_hides_no_description() {
    let folder = project();
    let output =
        update(folder.path(), &["october", "--run", "false", "--run", "no-such-program --all", "--run", "touch ran"]);
    assert_eq!(output.status.code(), Some(1));
    let review = stdout(&output);
    assert!(review.contains("- [ ] `false: exit status: 1`: the command failed\n"), "{review}");
    assert!(review.contains("- [ ] `no-such-program --all: it cannot be run: "), "{review}");
    assert!(folder.path().join("ran").exists());
}

#[test]
fn wrong_arguments_and_settings_change_nothing() {
    let folder = project();
    let before = spec(folder.path());
    for (lines, arguments, says) in [
        ("", &[PAGE, "--run", "touch 'a"][..], "error: --run touch 'a: it has no words, or a quote that does not end"),
        ("", &[PAGE, "--run", ""], "error: --run : it has no words"),
        ("update = [\"cargo test\"]", &[PAGE], "`update` is not a list of commands, each a list of texts"),
        ("updates = []", &[PAGE], "[package.metadata.dingtalk-codegen]: unknown key `updates`; known here: "),
        ("tables = [{ file = \"a\" }]", &[PAGE], "`tables` is not a list of tables, each with the texts `file`, "),
        ("tests = 1", &[PAGE], "`tests` is not a text"),
        ("tests = ", &[PAGE], "Cargo.toml: "),
    ] {
        manifest(folder.path(), lines);
        let output = update(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{lines} {arguments:?}: {}", shown(&output));
        assert!(stderr(&output).contains(says), "{lines} {arguments:?}: {}", shown(&output));
    }
    assert_eq!(spec(folder.path()), before);
}

#[test]
fn pages_and_specs_that_cannot_be_read_are_named() {
    let folder = project();
    let output = update(folder.path(), &["nowhere.html", PAGE]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("- `nowhere.html`: cannot be read: "), "{}", shown(&output));
    assert!(stderr(&output).contains("added body notify"), "other pages are read: {}", shown(&output));
    write(folder.path(), "spec/loans/renew.yaml", "name: renew\n");
    let output = update(folder.path(), &[PAGE]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()));
    assert!(stderr(&output).contains("error[D"), "{}", stderr(&output));
}

#[test]
fn two_processes_do_not_write_at_the_same_time() {
    let folder = project();
    let lock = fs::File::open(folder.path().join("spec")).expect("a folder");
    flock(&lock, FlockOperation::LockExclusive).expect("locked");
    let output = update(folder.path(), &[PAGE]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("error: another process is writing to spec: "), "{}", shown(&output));
    assert_eq!(update(folder.path(), &["--check", "october"]).status.code(), Some(0));
    drop(lock);
    assert!(stderr(&update(folder.path(), &[PAGE])).contains("added body notify"));
}
