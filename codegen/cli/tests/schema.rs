//! The JSON Schema of the spec language: it is fresh, it takes every file that the generator takes, and it refuses what an editor
//! should mark. An independent validator says so.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_schema_in_the_spec_is_what_the_generator_reads() {
    let file = workspace("spec/schema.json");
    let same = fs::read_to_string(&file).is_ok_and(|text| text == dingtalk_cli::schema());
    assert!(same, "spec/schema.json is out of date; make it anew with `cargo codegen schema --out spec/schema.json`");
}

#[test]
fn the_schema_is_one() {
    let schema = serde_json::from_str(&dingtalk_cli::schema()).expect("JSON");
    if let Err(error) = jsonschema::draft7::meta::validate(&schema) {
        panic!("{}: {error}", error.instance_path());
    }
}

#[test]
fn it_takes_every_file_of_every_spec_that_is_right() {
    let validator = validator();
    let mut corrected = yaml_files(&workspace("tests/fixtures/reject"));
    corrected.retain(|file| file.to_string_lossy().contains(".right"));
    let files = [yaml_files(&workspace("spec")), yaml_files(&workspace("tests/fixtures/accept")), corrected].concat();
    assert!(files.len() > 10, "{files:#?}");
    for file in files {
        assert!(validator.is_valid(&value(&file)), "{} is refused", file.display());
    }
}

#[test]
fn it_refuses_what_an_editor_should_mark() {
    let validator = validator();
    for case in [
        "d0003_empty",
        "d0005_merge_key",
        "d0005_unknown_key",
        "d0006_missing_key",
        "d0007_date",
        "d0007_member",
        "d0007_number_as_text",
        "d0007_wrong_type",
        "d0008_unknown_method",
        "d0024_empty",
    ] {
        let file = workspace("tests/fixtures/reject").join(case).with_extension("yaml");
        assert!(!validator.is_valid(&value(&file)), "{} is taken", file.display());
    }
}

#[test]
fn every_file_of_the_spec_names_the_schema() {
    let spec = workspace("spec");
    for file in yaml_files(&spec) {
        let way = if file.parent() == Some(&spec) { "schema.json" } else { "../schema.json" };
        let text = fs::read_to_string(&file).expect("text");
        let line = format!("# yaml-language-server: $schema={way}");
        assert_eq!(text.lines().next(), Some(line.as_str()), "the first line of {}", file.display());
    }
}

/// A folder or file of the workspace.
fn workspace(below: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(below)
}

fn validator() -> jsonschema::Validator {
    let schema = serde_json::from_str(&dingtalk_cli::schema()).expect("JSON");
    jsonschema::draft7::options().should_validate_formats(true).build(&schema).expect("a schema")
}

fn value(file: &Path) -> Value {
    let text = fs::read_to_string(file).expect("text");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The files of a spec's folder and of the folders in it.
fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    files
}
