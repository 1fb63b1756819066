//! Drafts of spec files, as the command hands them over.

mod support;

use dingtalk_codegen::diag::Code;
use std::fs;
use std::path::Path;
use std::process::Output;
use support::markdown;

#[test]
fn a_draft_goes_to_its_place_and_never_over_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.md");
    fs::write(&page, markdown("lend_copies.en")).expect("written");
    let printed = run(&[page.as_path(), Path::new("--date"), Path::new("2026-11-22")]);
    assert_eq!(printed.status.code(), Some(0), "{printed:?}");
    let spec = folder.path().join("spec");
    let nowhere = run(&[page.as_path(), "--spec".as_ref(), &spec]);
    assert_eq!((nowhere.status.code(), spec.exists()), (Some(2), false), "{nowhere:?}");
    write_api(&spec);
    let arguments = [page.as_path(), "--spec".as_ref(), &spec, "--date".as_ref(), "2026-11-22".as_ref()];
    let written = run(&arguments);
    assert_eq!((written.status.code(), written.stdout.len()), (Some(0), 0));
    let said = String::from_utf8_lossy(&written.stderr).into_owned();
    let place = said.strip_prefix("written to ").and_then(|rest| rest.split(';').next()).expect(&said);
    let text = fs::read_to_string(place).expect("it stands where it says");
    assert_eq!(text, String::from_utf8_lossy(&printed.stdout));
    assert!(said.contains("api.yaml\nservices:\n  "), "{said}");
    let described = run(&arguments);
    assert_eq!(described.status.code(), Some(1));
    let said = String::from_utf8_lossy(&described.stderr).into_owned();
    assert_eq!(said, format!("error: {place} describes this page already: compare it with `drift`\n"));
    fs::write(place, "kept").expect("written");
    let again = run(&arguments);
    assert_eq!(again.status.code(), Some(1));
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(said.contains("has errors, so the draft does not use it") && said.contains("there already"), "{said}");
    assert_eq!(fs::read_to_string(place).expect("read"), "kept");
}

#[test]
fn a_file_that_is_named_is_not_written_over_either() {
    let folder = tempfile::tempdir().expect("a folder");
    let (page, out) = (folder.path().join("page.md"), folder.path().join("out.yaml"));
    fs::write(&page, markdown("lend_copies.en")).expect("written");
    let arguments = [page.as_path(), "--out".as_ref(), &out];
    assert_eq!(run(&arguments).status.code(), Some(0));
    fs::write(&out, "kept").expect("written");
    assert_eq!(run(&arguments).status.code(), Some(1));
    assert_eq!(fs::read_to_string(&out).expect("read"), "kept");
    let day = run(&[page.as_path(), "--date".as_ref(), "yesterday".as_ref()]);
    assert_eq!((day.status.code(), day.stdout.len()), (Some(2), 0), "{day:?}");
}

#[test]
fn check_warns_of_each_mark() {
    let folder = tempfile::tempdir().expect("a folder");
    let (page, spec) = (folder.path().join("page.md"), folder.path().join("spec"));
    fs::write(&page, markdown("lend_copies.en")).expect("written");
    write_api(&spec);
    let drafted = run(&[page.as_path(), "--spec".as_ref(), &spec]);
    let said = String::from_utf8_lossy(&drafted.stderr).into_owned();
    let warnings = dingtalk_codegen::load(&spec).expect("a valid spec").warnings().clone();
    let marks = warnings.iter().filter(|said| said.code() == Code::ReviewMark).count();
    assert!(marks > 1 && said.contains(&format!("; {marks} places want a review\n")), "{said}{warnings}");
    let checked = support::run(folder.path(), ["check", "--deny-warnings", "spec"]);
    assert_eq!(checked.status.code(), Some(1));
}

/// The files of a spec beside its operations.
fn write_api(spec: &Path) {
    let api = "name: Library\ndoc: An API.\nhosts: { main: { url: \"https://API.dingtalk.io\", doc: The host. } }\n\
               token: { header: x-acs-dingtalk-access-token }\nheaders: { request_id: x-id, trace_id: x-trace }\n\
               envelope: { code: [code], message: [message], request_id: [], scopes: [], throttle: [] }\n";
    fs::create_dir_all(spec).expect("made");
    fs::write(spec.join("api.yaml"), api).expect("written");
}

#[test]
fn other_files_are_rejected_with_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("notes.md");
    fs::write(&page, "# Notes\n\nNothing here.\n").expect("written");
    for page in [page.as_path(), &folder.path().join("missing.md")] {
        let output = run(&[page]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1, "{output:?}");
    }
}

/// The command in a folder that has no spec.
fn run(arguments: &[&Path]) -> Output {
    let arguments = arguments.iter().map(|argument| argument.to_str().expect("text"));
    support::run(Path::new(env!("CARGO_MANIFEST_DIR")), ["draft"].into_iter().chain(arguments))
}
