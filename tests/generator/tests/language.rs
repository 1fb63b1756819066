//! The spec language: accepted specs, and the errors and warnings of others.
//!
//! `fixtures/accept/` is one spec with a file for each feature; the crate in `fixtures/` compiles its client.
//! `fixtures/reject/` has one case per file beside its `api.yaml`, or per folder if a case needs several files.

mod support;

use dingtalk_codegen::diag::{Code, Severity};
use dingtalk_codegen::{Diagnostic, Model};
use std::collections::BTreeMap;
use std::fs;
use support::cases;

#[test]
fn emitted_features_are_recorded() {
    let model = dingtalk_codegen::load("../fixtures/accept").unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    support::assert_snapshots("accept", &dingtalk_codegen::generate(&model, "dingtalk_fixtures::library"));
}

#[test]
fn messages_of_each_case_are_recorded() {
    let shown = cases::all().into_iter().map(|case| (case.name.clone(), cases::shown(&case.diagnostics().to_string())));
    support::assert_snapshots("reject", &shown.collect());
}

#[test]
fn every_code_has_a_case() {
    let said: Vec<_> = cases::all().iter().map(cases::Case::diagnostics).collect();
    let is_said = |code: &Code| said.iter().flatten().any(|diagnostic| diagnostic.code() == *code);
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !is_said(code)).map(|code| code.title()).collect();
    assert!(missing.is_empty(), "no case shows {missing:#?}");
}

#[test]
fn the_spec_and_accepted_cases_have_no_warnings() {
    for spec in ["../../spec", "../fixtures/accept"] {
        let model = dingtalk_codegen::load(spec).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
        assert!(model.warnings().is_empty(), "\n{}", model.warnings());
    }
}

#[test]
fn a_spec_with_warnings_becomes_a_client() {
    let field = "response:\n  a: { type: string }\n";
    let head = "name: doubtful\nsummary: Lacks words.\nrequest: { method: GET, path: /v1/x, idempotent: true }\n";
    let model = beside_api(&format!("{head}{field}")).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    let said: Vec<_> = model.warnings().iter().map(Diagnostic::severity).collect();
    // One for the field, one for the unused identifier.
    assert_eq!(said, [Severity::Warning, Severity::Warning]);
    assert!(dingtalk_codegen::generate(&model, "guide")["demo/doubtful.rs"].contains("/// The field `a`."));

    let said = beside_api(&format!("{head}{field}errors: none\n")).unwrap_err();
    assert_eq!((said.count(Severity::Error), said.count(Severity::Warning)), (1, 1));
}

#[test]
fn an_unlisted_value_stays_in_an_example() {
    let operation = "name: doubtful\nsummary: Lists.\nrequest:\n  { method: GET, path: /v1/x, idempotent: true, query: \
        { order: { type: enum, doc: The order., values: { asc: Up. } } } }\nexample: { request: { order: newest } }\n";
    let model = beside_api(operation).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    assert!(model.warnings().iter().any(|said| said.code() == Code::UnlistedExample));
    let emitted = &dingtalk_codegen::generate(&model, "guide")["demo/doubtful.rs"];
    assert!(emitted.contains(r#".with_order(RequestOrder::from("newest"))"#), "{emitted}");
}

#[test]
fn an_unknown_kind_of_app_stays_text_in_the_documentation() {
    let operation = "name: doubtful\nsummary: Lists.\naccess: { apps: [\"`internal` | app\"] }\n\
        request: { method: GET, path: /v1/x, idempotent: true }\n";
    let model = beside_api(operation).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    assert!(model.warnings().iter().any(|said| said.code() == Code::UnknownApp));
    let emitted = &dingtalk_codegen::generate(&model, "guide")["demo/doubtful.rs"];
    assert!(emitted.contains("//! - Apps: `internal` | app"), "{emitted}");
}

#[test]
fn an_error_anywhere_suppresses_warnings_that_need_the_whole_spec() {
    let api = fs::read_to_string(support::path("fixtures/reject/api.yaml")).expect("text");
    let head = "summary: Lists.\nrequest:\n  { method: GET, path: /v1/NAME, idempotent: true, query: \
        { order: { type: enum, doc: The order., values: { asc: Up. } } } }\n";
    let [unlisted, wrong] =
        ["order: newest", "other: newest"].map(|shown| format!("example: {{ request: {{ {shown} }} }}\n"));
    for (first, second) in [(&unlisted, &wrong), (&wrong, &unlisted)] {
        let file = |name: &str, rest: &str| {
            (format!("demo/{name}.yaml"), format!("name: {name}\n{}{rest}", head.replace("NAME", name)))
        };
        let texts = [("api.yaml".to_owned(), api.clone()), file("first", first), file("second", second)];
        let said = dingtalk_codegen::load_texts(texts.into()).unwrap_err();
        assert_eq!(said.iter().map(Diagnostic::code).collect::<Vec<_>>(), [Code::ExampleMismatch], "{said}");
        assert_eq!(said.hidden(), 0, "{said}");
    }
}

#[test]
fn a_byte_order_mark_is_allowed_only_at_the_beginning() {
    let operation =
        "\u{feff}name: doubtful\nsummary: Lists.\nrequest: { method: GET, path: /v1/x, idempotent: true }\n";
    beside_api(operation).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    let refused = beside_api(&operation.replace("Lists", "Li\u{feff}sts")).unwrap_err();
    let said: Vec<_> = refused.iter().map(|said| (said.code(), said.line(), said.column())).collect();
    assert_eq!(said, [(Code::Unprintable, 2, 12)], "{refused}");
}

/// A spec that defines such a name would become a crate that does not compile.
#[test]
fn names_that_the_client_exports_are_reserved() {
    let exports =
        include_str!("../../../generated/src/lib.rs").split_once("pub use dingtalk_runtime::{").expect("a list").1;
    let exports = exports.split_once('}').expect("an end of the list").0.split(',').map(str::trim);
    let exports: Vec<&str> = exports.chain(["runtime"]).filter(|name| !name.is_empty()).collect();
    assert!(exports.len() > 10, "{exports:?}");
    let api = fs::read_to_string(support::path("fixtures/reject/api.yaml")).expect("text");
    let operation = "name: doubtful\nsummary: Lists.\nrequest: { method: GET, path: /v1/x, idempotent: true }\n";
    for name in exports {
        let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
        let (old, service) = if is_type { ("ItemId", "demo") } else { ("demo", name) };
        let texts = [
            ("api.yaml".to_owned(), api.replace(old, name)),
            (format!("{service}/doubtful.yaml"), operation.to_owned()),
        ];
        let said = dingtalk_codegen::load_texts(texts.into()).err().unwrap_or_else(|| panic!("{name} is not reserved"));
        assert_eq!(said.iter().next().map(Diagnostic::code), Some(Code::NameClash), "{said}");
    }
}

/// Loads an operation beside the API of the cases.
fn beside_api(operation: &str) -> Result<Model, dingtalk_codegen::Diagnostics> {
    let api = fs::read_to_string(support::path("fixtures/reject/api.yaml")).expect("text");
    dingtalk_codegen::load_texts(BTreeMap::from([
        ("api.yaml".to_owned(), api),
        ("demo/doubtful.yaml".to_owned(), operation.to_owned()),
    ]))
}
