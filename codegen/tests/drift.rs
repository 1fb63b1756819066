//! `drift` as a person or a script meets it: what it says of pages that agree, that do not, and that are none, and how it exits.

use dingtalk_pages::{Form, Page, pages, ruins, spec};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with the spec of the pages in `spec`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in spec() {
        write(folder.path(), &format!("spec/{name}"), text.as_bytes());
    }
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it has one")).expect("made");
    fs::write(path, bytes).expect("written");
}

fn save(folder: &Path, page: &Page, form: Form) -> String {
    let name = format!("pages/{}.{}", page.name, form.extension());
    write(folder, &name, page.saved(form.into()).as_bytes());
    name
}

fn drift(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dingtalk-codegen"));
    command.arg("drift").args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("it runs")
}

/// All that it printed, wherever.
fn shown(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

#[test]
fn a_folder_of_pages_that_agree_exits_with_0() {
    let folder = folder();
    for (number, page) in pages().iter().enumerate() {
        save(folder.path(), page, Form::ALL[number % Form::ALL.len()]);
    }
    let output = drift(folder.path(), &["pages"]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
}

#[test]
fn a_changed_page_exits_with_1_and_names_the_line_to_edit() {
    let folder = folder();
    let mut page = pages().into_iter().find(|page| page.name == "remove_shelf.en").expect("there is one");
    page.method = "POST".to_owned();
    let file = save(folder.path(), &page, Form::Joined);
    let output = drift(folder.path(), &[&file]);
    assert_eq!(output.status.code(), Some(1));
    let shown = shown(&output);
    assert!(shown.contains("changed method") && shown.contains("library/remove_shelf.yaml:"), "{shown}");
}

/// Exit code 2, and one line that names the file and says what it is.
#[test]
fn a_file_that_is_no_page_exits_with_2_and_one_line() {
    let folder = folder();
    for ruin in ruins() {
        write(folder.path(), ruin.name, &ruin.bytes);
        let output = drift(folder.path(), &[ruin.name]);
        let shown = shown(&output);
        assert_eq!(output.status.code(), Some(2), "{}: {shown}", ruin.name);
        assert_eq!(shown.lines().count(), 1, "{}: {shown}", ruin.name);
        assert!(shown.contains(ruin.name) && shown.contains(ruin.says), "{}: {shown}", ruin.name);
        assert!(shown.len() < 400, "{}: {shown}", ruin.name);
    }
}

/// One bad file among good ones hides none of them, and is not hidden.
#[test]
fn a_folder_with_a_file_that_is_no_page_exits_with_2() {
    let folder = folder();
    let page = pages().remove(0);
    save(folder.path(), &page, Form::Markdown);
    write(
        folder.path(),
        "pages/login.html",
        &ruins().into_iter().find(|ruin| ruin.name == "login.html").expect("it is there").bytes,
    );
    let output = drift(folder.path(), &["pages"]);
    assert_eq!(output.status.code(), Some(2));
    let shown = shown(&output);
    assert!(shown.contains(&page.name) && shown.contains("login.html"), "{shown}");
}
