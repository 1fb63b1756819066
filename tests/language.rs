//! The spec language: what it accepts, and what it refuses and how it says so.
//!
//! `fixtures/accept/` is one whole spec with a file for each feature; the crate in `fixtures/` compiles what it becomes. `fixtures/reject/` holds one case
//! a file, beside its `api.yaml`, or one case a folder where several files are the point.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[test]
fn each_feature_becomes_these_files() {
    let model = dingtalk_codegen::load("tests/fixtures/accept").unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    support::assert_snapshots("accept", &dingtalk_codegen::generate(&model, "dingtalk_fixtures::library"));
}

#[test]
fn each_mistake_is_shown_at_its_line() {
    support::assert_snapshots("reject", &rejected());
}

#[test]
fn every_code_has_a_case() {
    let shown = rejected();
    let missing: Vec<_> = dingtalk_codegen::diag::Code::ALL
        .iter()
        .filter(|code| !shown.values().any(|shown| shown.contains(&format!("[{code}]"))))
        .map(|code| format!("{code}: {}", code.title()))
        .collect();
    assert!(missing.is_empty(), "no case shows {missing:#?}");
}

#[test]
fn the_guide_shows_an_operation_that_is_right() {
    let guide = fs::read_to_string("spec/README.md").expect("the guide is there");
    let (_, rest) = guide.split_once("```yaml\n").expect("it shows YAML");
    let (operation, _) = rest.split_once("```").expect("the block ends");
    let api = fs::read_to_string(support::path("fixtures/reject/api.yaml")).expect("text");
    let identifiers =
        "identifiers:\n  ChatId: { doc: A chat. }\n  UnionId: { doc: A person. }\n  SpaceId: { doc: A space. }\n";
    let texts = BTreeMap::from([
        ("api.yaml".to_owned(), api.replace("identifiers:\n", identifiers)),
        ("demo/send_link.yaml".to_owned(), operation.to_owned()),
    ]);
    let model = dingtalk_codegen::load_texts(texts).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    let emitted = dingtalk_codegen::generate(&model, "guide");
    assert!(emitted["demo/send_link.rs"].contains("size: Option<i64>"));
}

/// What each case is refused with.
fn rejected() -> BTreeMap<String, String> {
    let mut shown = BTreeMap::new();
    for entry in fs::read_dir(support::path("fixtures/reject")).expect("the cases are there") {
        let path = entry.expect("readable").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if name == "api" {
            continue;
        }
        let outcome = if path.is_dir() { dingtalk_codegen::load(relative(&path)) } else { load_case(&path) };
        let diagnostics = outcome.err().unwrap_or_else(|| panic!("{name} is accepted"));
        shown.insert(name, diagnostics.to_string());
    }
    shown
}

/// Loads a case of one file as an operation, beside the API that all such cases share.
fn load_case(path: &Path) -> Result<dingtalk_codegen::Model, dingtalk_codegen::Diagnostics> {
    let text = |path: &Path| fs::read_to_string(path).expect("a case that is not text is a folder");
    let name = path.file_name().expect("a name").to_string_lossy();
    dingtalk_codegen::load_texts(BTreeMap::from([
        ("api.yaml".to_owned(), text(&support::path("fixtures/reject/api.yaml"))),
        (format!("demo/{name}"), text(path)),
    ]))
}

/// The path as it is shown: from the package on, so that it is the same on every machine.
fn relative(path: &Path) -> &Path {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("below the package")
}
