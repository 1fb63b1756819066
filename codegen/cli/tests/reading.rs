//! Arguments that are neither a page nor a spec are rejected with one line, whatever they are and however large.
#![cfg(unix)]

mod support;

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};
use support::{folder_with_spec, markdown, shown, write};
use tempfile::TempDir;

/// A folder with the spec of the pages in `spec`, and one of the pages as `page.md`.
fn folder() -> TempDir {
    let folder = folder_with_spec();
    write(folder.path(), "page.md", markdown("remove_shelf.en"));
    folder
}

/// The command, which has a GiB of memory.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 1048576; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_dingtalk-codegen")]);
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("it runs")
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("it is there").success());
}

/// A file of 3 GiB that takes no disk.
fn sparse(path: &Path) {
    File::create(path).and_then(|file| file.set_len(3 << 30)).expect("made");
}

#[test]
fn a_page_is_a_regular_file_of_bounded_size() {
    let folder = folder();
    fs::create_dir(folder.path().join("pages")).expect("made");
    pipe(&folder.path().join("pages/pipe.md"));
    sparse(&folder.path().join("large.md"));
    for (file, says) in [
        ("pages/pipe.md", "this is a named pipe: name a regular file"),
        ("pages", "this is a named pipe: name a regular file"),
        ("/dev/zero", "this is a device: name a regular file"),
        (
            "large.md",
            "the file has more than the 8388608 bytes that a page may have: save the page without its images and scripts",
        ),
    ] {
        let commands = [&["drift", file][..], &["drift", "--between", file, "page.md"], &["draft", file]];
        // A folder is a page for `drift` alone.
        for arguments in &commands[..if file == "pages" { 1 } else { 3 }] {
            let output = run(folder.path(), arguments);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", shown(&output));
            assert!(shown(&output).ends_with(&format!(": {says}\n")), "{arguments:?}: {}", shown(&output));
        }
    }
}

#[test]
fn a_spec_has_regular_files_of_bounded_size() {
    let folder = folder();
    let file = folder.path().join("spec/library/extra.yaml");
    for (make, code, says) in [
        (pipe as fn(&Path), "D0018", "this is not a file"),
        (sparse, "D0009", "the file is larger than 1 MiB"),
        (|path| symlink("/proc/self/environ", path).expect("linked"), "D0018", "the link leads out of the spec"),
        (|path| symlink("../../page.md", path).expect("linked"), "D0018", "the link leads out of the spec"),
    ] {
        make(&file);
        for arguments in [&["check"][..], &["diff", "spec", "spec"], &["drift", "page.md"]] {
            let output = run(folder.path(), arguments);
            let shown = shown(&output);
            assert_eq!(output.status.code(), Some(1), "{arguments:?}: {shown}");
            assert!(shown.contains(&format!("error[{code}]: {says}")), "{arguments:?}: {shown}");
            assert!(shown.contains("spec/library/extra.yaml"), "{arguments:?}: {shown}");
        }
        fs::remove_file(&file).expect("removed");
    }
    // The folder itself may be a link.
    symlink("spec", folder.path().join("link")).expect("linked");
    assert_eq!(run(folder.path(), &["check", "link"]).status.code(), Some(0));
}

/// A page whose body has these rows, each a name and a type.
fn page(rows: impl Iterator<Item = (String, &'static str)>) -> String {
    let rows = rows.map(|(name, of)| format!("| {name} | {of} | No | A. |\n")).collect::<Vec<_>>().concat();
    format!(
        "# Remove a shelf\n\n## Request\n\n| Field | Value |\n|---|---|\n| HTTP URL | https://api.dingtalk.com/v1.0/shelves |\n\
         | HTTP Method | POST |\n\n### Request body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n{rows}\n\
         ## Response\n\nNothing more.\n"
    )
}

/// The output about pages grows no faster than the pages.
#[test]
fn a_report_is_bounded() {
    let folder = folder();
    let spec = fs::read_to_string(folder.path().join("spec/library/remove_shelf.yaml")).expect("text");
    let title = spec.lines().find_map(|line| line.split_once("title: ")).expect("a title").1;
    let title = title.split([',', '}']).next().expect("it begins with it").trim().trim_matches('"');
    let deep = page((0..2000).map(|row| (format!("a{row}"), "Object")));
    let long =
        page([("n".repeat(60_000), "Object")].into_iter().chain((0..1500).map(|row| (format!("a{row}"), "String"))));
    let names = (0..32).map(|row| (format!("{}{row}", "n".repeat(1900)), "Object"));
    let both = page(names.chain((0..1500).map(|row| (format!("a{row}"), "String"))));
    let first = page([("a".to_owned(), "String")].into_iter());
    fs::write(folder.path().join("first.md"), first.replace("Remove a shelf", title)).expect("written");
    for (name, text) in [("deep.md", deep), ("long.md", long), ("both.md", both)] {
        fs::write(folder.path().join(name), text.replace("Remove a shelf", title)).expect("written");
        let json = ["drift", "--format", "json", name];
        for arguments in [&["drift", name][..], &json, &["drift", "--between", "first.md", name], &["draft", name]] {
            let output = run(folder.path(), arguments);
            assert!(
                matches!(output.status.code(), Some(0 | 1)),
                "{arguments:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            assert!(output.stdout.len() < 2 << 20, "{arguments:?}: {} bytes", output.stdout.len());
        }
        let shown = shown(&run(folder.path(), &["drift", name]));
        assert!(shown.contains(" more differences are not listed: of a page, at most 1000 of a kind are"), "{name}");
        let says = "is nested 32 deep, and its fields are read as its siblings";
        assert_eq!(shown.contains(says), name != "long.md", "{name}");
    }
}

#[test]
fn a_page_has_a_bounded_number_of_rows() {
    let folder = folder();
    fs::write(folder.path().join("rows.md"), page((0..10_001).map(|row| (format!("a{row}"), "String"))))
        .expect("written");
    let output = run(folder.path(), &["drift", "rows.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        shown(&output).contains("there is more in the tables or the tags than in those of any page"),
        "{}",
        shown(&output)
    );
}
