//! The client of the real spec: one snapshot for each emitted file, for reviewers.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

const SPEC: &str = "../../spec";

#[test]
fn emitted_files_are_recorded() {
    support::assert_snapshots("spec", &emit(Path::new(SPEC)));
}

#[test]
fn output_is_deterministic_and_independent_of_the_folder() {
    let here = emit(Path::new(SPEC));
    assert_eq!(here, emit(Path::new(SPEC)));
    assert_eq!(here, emit(&Path::new(SPEC).canonicalize().expect("it is there")));
}

/// The client as the project's build script emits it.
fn emit(folder: &Path) -> BTreeMap<String, String> {
    let model = dingtalk_codegen::load(folder).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    let builder = dingtalk_codegen::configure().module("dingtalk_client").service_features(true);
    builder.generate(&model).expect("valid paths")
}
