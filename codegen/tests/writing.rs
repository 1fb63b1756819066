//! Files hold their old text or their new text at every moment, and stay what they are otherwise.
#![cfg(unix)]

use dingtalk_codegen::files;
use dingtalk_pages::{Form, Style, pages, spec};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use rustix::fs::{FlockOperation, flock};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Names of the files in a folder, those that are hidden included.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn read(path: &Path) -> String {
    String::from_utf8(fs::read(path).expect("it is there")).expect("text")
}

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
    command.args(["--exact", "writes_less_and_less", "--nocapture"]).env(FOLDER, folder.path());
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(read(&folder.path().join("a.yaml")), new());
}

fn new() -> String {
    "a line\n".repeat(100)
}

/// What the test above runs.
#[test]
fn writes_less_and_less() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let (file, other) = (folder.join("a.yaml"), folder.join("b.yaml"));
    fs::write(&file, "old\n").expect("written");
    let (_, most) = getrlimit(Resource::RLIMIT_FSIZE).expect("there is one");
    for limit in 0..new().len() as u64 {
        setrlimit(Resource::RLIMIT_FSIZE, limit, most).expect("set");
        files::replace(&file, &new()).expect_err("the disk is full");
        files::create(&other, &new()).expect_err("the disk is full");
        assert_eq!((read(&file).as_str(), names(&folder)), ("old\n", vec!["a.yaml".to_owned()]), "{limit}");
    }
    setrlimit(Resource::RLIMIT_FSIZE, most, most).expect("set");
    assert!(files::replace(&file, &new()).expect("there is space"));
}

/// In which folder `writes_until_it_is_killed` works.
const ENDLESS: &str = "WRITING_TEST_ENDLESS";

/// Each kill comes after a few writes, and at any moment of the next ones.
#[test]
fn a_write_that_is_killed_changes_nothing_or_all() {
    let test = std::env::current_exe().expect("a test has a program");
    for kill in 0..200 {
        let writes = 1 + kill % 4;
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(&test);
        command.args(["--exact", "writes_until_it_is_killed", "--nocapture"]).env(ENDLESS, folder.path());
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it runs");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let done = lines.map(|line| line.expect("text")).filter(|line| line == WRITTEN).take(writes).count();
        child.kill().and_then(|()| child.wait()).expect("killed");
        let found = read(&folder.path().join("a.yaml"));
        assert_eq!(done, writes);
        assert!(long().contains(&found), "after {writes} writes, the file has {} bytes", found.len());
    }
}

const WRITTEN: &str = "written";

fn long() -> [String; 2] {
    ["one\n", "other\n"].map(|line| line.repeat(10_000))
}

/// What the test above runs.
#[test]
fn writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(ENDLESS).map(PathBuf::from) else { return };
    for text in long().iter().cycle() {
        files::replace(&folder.join("a.yaml"), text).expect("replaced");
        println!("\n{WRITTEN}");
    }
}

#[test]
fn a_file_keeps_what_is_not_its_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.yaml");
    for (old, new, expected) in [
        ("a\r\nb\r\n", "c\nd\n", "c\r\nd\r\n"),
        ("a\r\nb", "c\nd\n", "c\r\nd\r\n"),
        ("a\r\nb\n", "c\nd\n", "c\nd\n"),
        ("a\r\n", "c\r\nd\n", "c\r\nd\n"),
        ("\u{feff}a\n", "c\n", "\u{feff}c\n"),
        ("", "c\n", "c\n"),
    ] {
        fs::write(&file, old).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
        assert!(files::replace(&file, new).expect("replaced"), "{old:?}");
        assert_eq!(read(&file), expected, "{old:?}");
        assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o640);
        assert!(!files::replace(&file, new).expect("replaced"), "{old:?}: it holds the text already");
    }
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn a_link_stays_and_its_file_is_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("below")).expect("made");
    symlink("below/link", at("link")).expect("linked");
    symlink("file", at("below/link")).expect("linked");
    // First it leads to nothing.
    for text in ["one", "two"] {
        files::replace(&at("link"), text).expect("replaced");
        assert_eq!((read(&at("link")), read(&at("below/file"))), (text.to_owned(), text.to_owned()));
        assert!(fs::symlink_metadata(at("link")).expect("it is there").is_symlink());
    }
    assert_eq!(
        (names(folder.path()), names(&at("below"))),
        (vec!["below".into(), "link".into()], vec!["file".into(), "link".into()])
    );
    symlink("circle", at("circle")).expect("linked");
    files::replace(&at("circle"), "x").expect_err("it leads nowhere");
}

#[test]
fn what_is_no_file_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    files::replace(folder.path(), "x").expect_err("a folder");
    files::replace(Path::new("/dev/null"), "x").expect("written");
    assert!(fs::metadata("/dev/null").expect("it is there").file_type().is_char_device());
    let protected = folder.path().join("protected");
    fs::write(&protected, "old").expect("written");
    fs::set_permissions(&protected, fs::Permissions::from_mode(0o444)).expect("set");
    // A privileged user may write to it nevertheless.
    if fs::OpenOptions::new().write(true).open(&protected).is_err() {
        files::replace(&protected, "new").expect_err("protected");
        assert_eq!(read(&protected), "old");
    }
}

#[test]
fn a_file_is_created_where_nothing_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    files::create(&at("a"), "one").expect("created");
    files::create(&at("a"), "two").expect_err("there is one");
    symlink("nothing", at("b")).expect("linked");
    files::create(&at("b"), "two").expect_err("there is a link");
    assert_eq!((read(&at("a")).as_str(), names(folder.path())), ("one", vec!["a".to_owned(), "b".to_owned()]));
}

/// What an interrupted write of an earlier version left of an emitted file.
#[test]
fn an_emitted_file_that_is_cut_is_replaced_from_its_mark_on() {
    let model = dingtalk_codegen::load(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec")).expect("no mistakes");
    let emitted: BTreeMap<String, String> = dingtalk_codegen::generate(&model, "my_crate");
    let folder = tempfile::tempdir().expect("a folder");
    dingtalk_codegen::write(folder.path(), &emitted).expect("written");
    let (file, whole) = (folder.path().join("mod.rs"), &emitted["mod.rs"]);
    let mark = "// @generated by dingtalk-codegen".len();
    for length in [0, mark, mark + 1, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).expect("written");
        dingtalk_codegen::write(folder.path(), &emitted).expect("its own file");
        assert_eq!(&read(&file), whole, "{length}");
    }
    for foreign in [&whole[..mark - 1], "x", "\n"] {
        fs::write(&file, foreign).expect("written");
        dingtalk_codegen::write(folder.path(), &emitted).expect_err("not its own file");
        assert_eq!(read(&file), foreign);
    }
    fs::remove_file(&file).expect("removed");
    // What a killed process left is removed.
    fs::write(folder.path().join(".mod.rs.1-0.dingtalk-codegen.tmp"), "x").expect("written");
    fs::write(folder.path().join(".mine.tmp"), "x").expect("written");
    dingtalk_codegen::write(folder.path(), &emitted).expect("written");
    let hidden: Vec<String> = names(folder.path()).into_iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(hidden, [".mine.tmp"]);
}

/// A folder with a spec that was compared long ago, and a page that agrees with it.
fn compared() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in spec() {
        let path = folder.path().join("spec").join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("made");
        fs::write(path, text.replace("reviewed: 2026", "reviewed: 2020")).expect("written");
    }
    let page = pages().into_iter().find(|page| page.name == "remove_shelf.en").expect("there is one");
    fs::write(folder.path().join("page.md"), page.saved(Style::from(Form::Markdown))).expect("written");
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
    drop(lock);
    let output = run(folder.path(), &["drift", "--accept", "--date", "2021-01-01", "page.md"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(
        read(&file) != before && !names(&folder.path().join("spec/library")).iter().any(|name| name.starts_with('.'))
    );
}
