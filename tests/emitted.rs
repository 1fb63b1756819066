//! What the real spec becomes: one snapshot for each emitted file, which is what a reviewer reads.

mod support;

#[test]
fn the_spec_becomes_these_files() {
    let model = dingtalk_codegen::load("spec").unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    support::assert_snapshots("spec", &dingtalk_codegen::generate(&model, "dingtalk_client"));
}

#[test]
fn the_same_spec_becomes_the_same_bytes() {
    let emit =
        || dingtalk_codegen::generate(&dingtalk_codegen::load("spec").expect("the spec is right"), "dingtalk_client");
    assert_eq!(emit(), emit());
}
