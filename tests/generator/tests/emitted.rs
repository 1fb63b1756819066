//! The client of the real spec: one snapshot for each emitted file, for reviewers.

mod support;

use std::path::Path;

const SPEC: &str = "../../spec";

#[test]
fn emitted_files_are_recorded() {
    let model = dingtalk_codegen::load(SPEC).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    support::assert_snapshots("spec", &dingtalk_codegen::generate(&model, "dingtalk_client"));
}

#[test]
fn output_is_deterministic_and_independent_of_the_folder() {
    let emit = |folder: &Path| {
        let model = dingtalk_codegen::load(folder).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
        dingtalk_codegen::generate(&model, "dingtalk_client")
    };
    let here = emit(Path::new(SPEC));
    assert_eq!(here, emit(Path::new(SPEC)));
    assert_eq!(here, emit(&Path::new(SPEC).canonicalize().expect("it is there")));
}
