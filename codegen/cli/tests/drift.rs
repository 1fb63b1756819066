//! `drift` as a person or a script meets it: what it says of pages that agree, that do not, and that are none, and how it exits.

mod support;

use dingtalk_generated_pages::{ErrorRow, Page, SavedFormat, malformed_documents, pages, spec};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use support::{folder_with_spec, page, run, shown, write};
use tempfile::TempDir;

fn save(folder: &Path, page: &Page, form: SavedFormat) -> String {
    let name = format!("pages/{}.{}", page.name, form.extension());
    write(folder, &name, page.saved(form.into()).as_bytes());
    name
}

fn drift(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, ["drift"].into_iter().chain(arguments.iter().copied()))
}

#[test]
fn a_folder_of_pages_that_agree_exits_with_0() {
    let folder = folder_with_spec();
    for (number, page) in pages().iter().enumerate() {
        save(folder.path(), page, SavedFormat::ALL[number % SavedFormat::ALL.len()]);
    }
    let output = drift(folder.path(), &["pages"]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
}

#[test]
fn a_changed_page_exits_with_1_and_names_the_line_to_edit() {
    let folder = folder_with_spec();
    let mut page = page("remove_shelf.en");
    page.method = "POST".to_owned();
    let file = save(folder.path(), &page, SavedFormat::Joined);
    let output = drift(folder.path(), &[&file]);
    assert_eq!(output.status.code(), Some(1));
    let shown = shown(&output);
    assert!(shown.contains("    changed method: DELETE -> POST (line "), "{shown}");
    assert!(shown.contains("\n            --> spec/library/remove_shelf.yaml:"), "{shown}");
}

/// The spec with digests of this page alone, saved as `old.md`, and the page, which is changed and saved as `new.md`.
fn accepted(name: &str, change: impl FnOnce(&mut Page)) -> TempDir {
    let folder = folder_with_spec();
    for (name, text) in spec() {
        write(folder.path(), &format!("spec/{name}"), text.replace("reviewed: 2026", "reviewed: 2020"));
    }
    let mut page = page(name);
    write(folder.path(), "old.md", page.saved(SavedFormat::Markdown.into()));
    let output = drift(folder.path(), &["--accept", "--date", "2021-01-01", "old.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    change(&mut page);
    write(folder.path(), "new.md", page.saved(SavedFormat::Markdown.into()));
    folder
}

#[test]
fn changed_words_are_shown_as_they_are_and_with_an_earlier_save_as_they_were() {
    let before = page("remove_shelf.en").errors[0].description.clone();
    let folder = accepted("remove_shelf.en", |page| page.errors[0].description.push_str(" Not now."));
    let output = shown(&drift(folder.path(), &["new.md"]));
    assert!(output.contains("  wording since 2021-01-01:\n    changed error "), "{output}");
    assert!(output.contains(" Not now.\n") && !output.contains("            - "), "{output}");
    assert!(
        output.ends_with("\nto see the old words, name the pages as they were saved then: --old <PAGE>\n"),
        "{output}"
    );
    let output = shown(&drift(folder.path(), &["new.md", "--old", "old.md"]));
    let lines: Vec<&str> = output.lines().map(str::trim).filter(|line| line.starts_with(['-', '+'])).collect();
    let [old, new, ..] = lines[..] else { panic!("{output}") };
    assert!(old.starts_with("- ") && old.ends_with(&before), "{output}");
    assert!(new.starts_with("+ ") && new.ends_with(&format!("{before} Not now.")), "{output}");
    assert!(!output.contains("--old"), "{output}");
    let json = shown(&drift(folder.path(), &["new.md", "--old", "old.md", "--format", "json"]));
    assert!(json.contains("\"accepted\": \"2021-01-01\"") && json.contains(&format!("{before} Not now.\",")), "{json}");
    let missing = drift(folder.path(), &["new.md", "--old", "nowhere"]);
    assert_eq!(missing.status.code(), Some(2), "{}", shown(&missing));
}

#[test]
fn another_host_than_the_accepted_one_is_a_fact() {
    let other = |url: &str| {
        if url.contains(".com") { url.replace(".com", ".io") } else { url.replace(".io", ".com") }
    };
    let folder = accepted("remove_shelf.en", |page| page.url = other(&page.url));
    let output = drift(folder.path(), &["new.md"]);
    assert_eq!(output.status.code(), Some(1));
    let shown = shown(&output);
    assert!(shown.contains("  facts:\n    changed host: api.dingtalk.io -> api.dingtalk.com (line "), "{shown}");
    assert!(!shown.contains("basic ") && !shown.contains("--old"), "{shown}");
    // Whoever has looked at it accepts it.
    let accept = drift(folder.path(), &["--accept", "--date", "2021-01-02", "new.md"]);
    assert_eq!(accept.status.code(), Some(0));
    assert_eq!(drift(folder.path(), &["new.md", "--strict"]).status.code(), Some(0));
}

#[test]
fn rows_of_one_code_are_told_apart_by_their_messages() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = page("remove_shelf.en");
    let before = save(folder.path(), &old, SavedFormat::Html);
    let mut new = old.clone();
    for message in ["It is full.", "It is locked."] {
        let row =
            ErrorRow { code: "shelf.held".to_owned(), message: Some(message.to_owned()), ..old.errors[0].clone() };
        new.errors.push(row);
    }
    let after = save(folder.path(), &new, SavedFormat::Markdown);
    let shown = shown(&drift(folder.path(), &["--between", &before, &after]));
    let added: Vec<&str> = shown.lines().filter(|line| line.contains("added   error")).collect();
    assert_eq!(added.len(), 2, "{shown}");
    assert!(added[0].contains("shelf.held: It is full. (line "), "{shown}");
    assert!(added[1].contains("shelf.held #2: It is locked. (line "), "{shown}");
}

/// Exit code 2, and one line that names the file and says what it is.
#[test]
fn a_file_that_is_no_page_exits_with_2_and_one_line() {
    let folder = folder_with_spec();
    for document in malformed_documents() {
        write(folder.path(), document.name, &document.bytes);
        let output = drift(folder.path(), &[document.name]);
        let shown = shown(&output);
        assert_eq!(output.status.code(), Some(2), "{}: {shown}", document.name);
        assert_eq!(shown.lines().count(), 1, "{}: {shown}", document.name);
        assert!(shown.contains(document.name) && shown.contains(document.says), "{}: {shown}", document.name);
        assert!(shown.len() < 400, "{}: {shown}", document.name);
    }
}

/// One bad file among good ones hides none of them, and is not hidden.
#[test]
fn a_folder_with_a_file_that_is_no_page_exits_with_2() {
    let folder = folder_with_spec();
    let page = pages().remove(0);
    save(folder.path(), &page, SavedFormat::Markdown);
    write(
        folder.path(),
        "pages/login.html",
        &malformed_documents().into_iter().find(|document| document.name == "login.html").expect("it is there").bytes,
    );
    let output = drift(folder.path(), &["pages"]);
    assert_eq!(output.status.code(), Some(2));
    let shown = shown(&output);
    assert!(shown.contains(&page.name) && shown.contains("login.html"), "{shown}");
}

/// Files that browsers save beside a page are not pages.
#[test]
fn of_a_folder_only_pages_are_read() {
    let folder = folder_with_spec();
    let page = pages().remove(0);
    let name = save(folder.path(), &page, SavedFormat::Html);
    let stem = name.trim_end_matches(".html");
    write(folder.path(), &format!("{stem}_files/frame.html"), b"<html></html>");
    let output = drift(folder.path(), &["pages"]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    write(folder.path(), "pages/other_files/frame.html", b"<html></html>");
    assert_eq!(drift(folder.path(), &["pages"]).status.code(), Some(2), "no page stands beside it");
}

#[test]
fn what_cannot_be_read_is_said_in_one_voice() {
    let folder = folder_with_spec();
    let file = save(folder.path(), &pages().remove(0), SavedFormat::Html);
    fs::create_dir(folder.path().join("empty")).expect("made");
    for (arguments, says) in [
        (&["nowhere.html"][..], "nowhere.html: cannot be read: there is no such file"),
        (&["empty"], "empty: cannot be read: no file in this folder ends with .html"),
        (&["empty", &file], "empty: cannot be read: no file in this folder ends with .html"),
        (&["-"], "-: cannot be read: standard input is not read"),
        (&["--between", "nowhere.html", &file], "error: nowhere.html: there is no such file"),
        (&["--between", &file, "pages"], "error: pages: this is a folder: name one page in it"),
        (&["--accept", "--date", "2999-01-01", &file], "error: --date 2999-01-01 is in the future"),
    ] {
        let output = drift(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", shown(&output));
        assert!(shown(&output).contains(says), "{arguments:?}: {}", shown(&output));
    }
    let output = drift(folder.path(), &["--spec", "nowhere", &file]);
    assert_eq!(output.status.code(), Some(1));
    assert!(shown(&output).contains("there is no folder `nowhere`"), "{}", shown(&output));
}

#[test]
fn two_saves_are_compared_without_a_spec() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, mut new) = (page("rename_shelf.en"), page("rename_shelf.en"));
    let before = save(folder.path(), &old, SavedFormat::Html);
    let same = save(folder.path(), &old, SavedFormat::Markdown);
    assert_eq!(drift(folder.path(), &["--between", &before, &same]).status.code(), Some(0));
    new.method = "PATCH".to_owned();
    let after = save(folder.path(), &new, SavedFormat::Markdown);
    let output = drift(folder.path(), &["--between", &before, &after]);
    assert_eq!(output.status.code(), Some(1));
    assert!(shown(&output).contains("changed method") && !shown(&output).contains("older"), "{}", shown(&output));
    let chinese = save(folder.path(), &page("rename_shelf.zh"), SavedFormat::Html);
    let output = drift(folder.path(), &["--between", &before, &chinese]);
    assert!(shown(&output).contains("the older page is in en and the newer one in zh"), "{}", shown(&output));
    assert_eq!(drift(folder.path(), &["--between", &before, &after, &same]).status.code(), Some(2));
}

/// The report is printed even if files cannot be written.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_hides_no_report() {
    let folder = folder_with_spec();
    for (name, text) in spec() {
        write(folder.path(), &format!("spec/{name}"), text.replace("reviewed: 2026", "reviewed: 2020").as_bytes());
    }
    let file = save(folder.path(), &pages().remove(0), SavedFormat::Html);
    let accept = |before: &str| {
        let script = format!("{before} exec \"$0\" drift --accept --date 2021-01-01 \"$1\" 2>&1");
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_dingtalk-codegen"), &file]).current_dir(folder.path());
        let output = command.env("NO_COLOR", "1").output().expect("it runs");
        (output.status.code(), shown(&output).lines().map(str::to_owned).collect::<Vec<_>>())
    };
    // Limits the size of files, without a signal.
    let (code, lines) = accept("trap '' XFSZ; ulimit -f 0;");
    assert_eq!((code, lines.len()), (Some(1), 2), "{lines:#?}");
    assert!(lines[0].contains("agrees with spec/") && lines[1].starts_with("error: cannot write spec/"), "{lines:#?}");
    for (name, text) in spec() {
        write(folder.path(), &format!("spec/{name}"), text.replace("reviewed: 2026", "reviewed: 2020").as_bytes());
    }
    let (code, lines) = accept("");
    assert_eq!((code, lines.len()), (Some(0), 2), "{lines:#?}");
    assert!(lines[0].contains("agrees with spec/") && lines[1].contains(": accepted pages/"), "{lines:#?}");
}

#[test]
fn a_new_page_is_drafted_into_the_spec_that_was_named() {
    let folder = folder_with_spec();
    fs::rename(folder.path().join("spec"), folder.path().join("the spec")).expect("moved");
    fs::remove_file(folder.path().join("the spec/library/remove_shelf.yaml")).expect("removed");
    let page = page("remove_shelf.en");
    let file = save(folder.path(), &page, SavedFormat::Html);
    let output = shown(&drift(folder.path(), &["--spec", "the spec", &file]));
    assert!(output.contains(&format!("cargo codegen draft --spec 'the spec' {file}\n")), "{output}");
    fs::rename(folder.path().join("the spec"), folder.path().join("spec")).expect("moved");
    let output = shown(&drift(folder.path(), &[&file]));
    assert!(output.contains(&format!("cargo codegen draft {file}\n")), "{output}");
}
