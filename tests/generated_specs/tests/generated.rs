//! The generated specs are deterministic, valid, and cover the language.

use dingtalk_generated_specs::{Mix, spec};
use std::collections::BTreeMap;

fn generated(texts: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let model = dingtalk_codegen::load_texts(texts.clone()).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    dingtalk_codegen::generate(&model, "generated")
}

#[test]
fn a_seed_determines_the_spec() {
    assert_eq!(spec(Mix::REAL, 7, 30), spec(Mix::REAL, 7, 30));
    assert_ne!(spec(Mix::REAL, 7, 30), spec(Mix::REAL, 8, 30));
}

/// 200 real operations have 567 types with 2,198 fields.
#[test]
fn generated_operations_are_as_large_as_real_ones() {
    let (mut types, mut fields) = (0, 0);
    for seed in 0..3 {
        for text in
            generated(&spec(Mix::REAL, seed, 200)).into_iter().filter(|(path, _)| path.contains('/')).map(|file| file.1)
        {
            types += text.lines().filter(|line| line.starts_with("pub struct ")).count();
            fields += text.lines().filter(|line| line.starts_with("    pub ") && line.ends_with(',')).count();
        }
    }
    println!("200 operations have {} types with {} fields", types / 3, fields / 3);
    assert!((480..=660).contains(&(types / 3)), "{types}");
    assert!((1_850..=2_550).contains(&(fields / 3)), "{fields}");
}

/// Dense specs contain rare constructs, which other tests rely on.
#[test]
fn dense_specs_cover_the_language() {
    let texts: String = (0..12).flat_map(|seed| spec(Mix::DENSE, seed, 30).into_values()).collect();
    let wanted = [
        "method: PATCH",
        "token: false",
        "  fetch:",
        "expires_in:",
        "body_format: form",
        "constant_headers:",
        "style: repeated",
        "style: comma",
        "style: json",
        "type: bytes",
        "type: any",
        "type: map",
        "\ndeprecated:",
        "        deprecated:",
        "\n    type: array\n    items:",
        "\nresponse:\n  type: array",
        "\nresponse:\n  type: bool",
        "\nresponse:\n  type: bytes",
        "/part-{",
        "\ntypes:\n",
        "reason:",
        "max_items:",
        "rename:",
        "retry: refresh_token",
        "refused: false",
        "on:\n",
        "required_when:",
        "\n  rows:\n",
        "\nexcept:\n",
    ];
    let missing: Vec<_> = wanted.into_iter().filter(|text| !texts.contains(text)).collect();
    assert!(missing.is_empty(), "missing: {missing:#?}");
    let longest = texts.lines().map(|line| line.trim().split(':').next().unwrap_or_default().len()).max();
    assert!(longest >= Some(130));
    let widest = texts.split("fields:").map(|part| part.matches("type: ").count()).max();
    assert!(widest >= Some(60), "{widest:?}");
}
