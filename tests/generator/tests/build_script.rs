//! Build scripts and their output folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// A folder with a spec of two operations, and an output folder beside it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for below in ["spec/conv_file", "spec/oauth2", "out"] {
        fs::create_dir_all(folder.path().join(below)).expect("a folder");
    }
    for file in ["api.yaml", "conv_file/send_link.yaml", "oauth2/get_access_token.yaml"] {
        fs::copy(Path::new("../../spec").join(file), folder.path().join("spec").join(file)).expect("a copy");
    }
    edit(folder.path(), |mut api| {
        let described = api.find("\nidentifiers:").expect("identifiers")..api.find("\nerrors:").expect("errors");
        api.replace_range(described, DESCRIBED);
        api
    });
    folder
}

/// The services and identifiers of the two operations, and an identifier of none.
const DESCRIBED: &str = "
identifiers:
  UnionId: { doc: Identifies a user. }
  SpaceId: { doc: Identifies a space. }
  DentryId: { doc: Identifies a file. }
  ChatId: { doc: Identifies a group. }
  OpenConversationId: { doc: Identifies a chat. }

services:
  conv_file:
    doc: Files in chats.
  oauth2:
    doc: Access tokens.

";

fn edit(folder: &Path, change: impl Fn(String) -> String) {
    edit_file(&folder.join("spec/api.yaml"), change);
}

fn edit_file(path: &Path, change: impl Fn(String) -> String) {
    fs::write(path, change(fs::read_to_string(path).expect("text"))).expect("written");
}

fn compile(folder: &Path) -> Result<(), dingtalk_codegen::CompileError> {
    dingtalk_codegen::configure().module("client").out_dir(folder.join("out")).compile(folder.join("spec"))
}

/// The files of a folder, with their times.
fn written(folder: &Path) -> BTreeMap<String, SystemTime> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("readable");
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            files.extend(written(&entry.path()).into_iter().map(|(below, time)| (format!("{name}/{below}"), time)));
        } else {
            files.insert(name, entry.metadata().and_then(|metadata| metadata.modified()).expect("a time"));
        }
    }
    files
}

#[test]
fn unchanged_files_are_not_rewritten() {
    let folder = folder();
    let out = folder.path().join("out");
    compile(folder.path()).expect("the spec is right");
    let past = SystemTime::UNIX_EPOCH;
    for file in written(&out).keys() {
        fs::File::options().write(true).open(out.join(file)).and_then(|file| file.set_modified(past)).expect("set");
    }
    edit(folder.path(), |api| api.replace("    doc: Access tokens.", "    doc: Tokens."));
    compile(folder.path()).expect("the spec is right");
    let changed: Vec<_> = written(&out).into_iter().filter(|(_, time)| *time != past).map(|(file, _)| file).collect();
    assert_eq!(changed, ["blocking.rs", "mod.rs", "oauth2.rs"]);
}

#[test]
fn only_stale_files_are_removed() {
    let folder = folder();
    let out = folder.path().join("out");
    compile(folder.path()).expect("the spec is right");
    fs::create_dir(out.join("other")).expect("a folder");
    fs::write(out.join("mine.rs"), "// by hand").expect("written");
    fs::copy(out.join("mod.rs"), out.join("other/mod.rs")).expect("another client's root");
    fs::copy(out.join("api.rs"), out.join("other/api.rs")).expect("another client's file");

    fs::remove_dir_all(folder.path().join("spec/conv_file")).expect("removed");
    edit(folder.path(), |api| api.replace("  conv_file:\n    doc: Files in chats.\n", ""));
    compile(folder.path()).expect("the spec is right");
    let files: Vec<_> = written(&out).into_keys().collect();
    let expected = [
        "api.rs",
        "blocking.rs",
        "mine.rs",
        "mod.rs",
        "oauth2.rs",
        "oauth2/get_access_token.rs",
        "other/api.rs",
        "other/mod.rs",
        "types.rs",
    ];
    assert_eq!(files, expected);
}

#[test]
fn an_invalid_spec_writes_nothing_and_shows_every_error() {
    let folder = folder();
    edit(folder.path(), |api| api.replace("name: DingTalk", "nam: DingTalk").replace("status: 429", "status: 9"));
    let shown = compile(folder.path()).expect_err("the spec is wrong").to_string();
    for part in ["error[D0005]: unknown key `nam`", "api.yaml:3:1", "did you mean `name`?", "the spec has "] {
        assert!(shown.contains(part), "no {part:?} in\n{shown}");
    }
    assert_eq!(written(&folder.path().join("out")), BTreeMap::new());
}

#[test]
fn invalid_paths_are_errors_with_help() {
    let folder = folder();
    let invalid = [
        "",
        "::",
        "dt runtime",
        " dt",
        "dt::",
        "dt::::runtime",
        "::crate::dt",
        "super::dt",
        "self",
        "dt::crate",
        "_",
        "9",
        "a-b",
        "r#crate",
        "fn",
        "a<b>",
        "a::{b}",
        "a/**/",
        "a //",
        "a\nb",
        "a;mod b{}",
        "::dt; pub fn run() {}",
        "\u{202e}a",
        "\"a\"",
        "$crate",
    ];
    for path in invalid {
        for setting in ["module", "runtime"] {
            let builder = dingtalk_codegen::configure().module("client").out_dir(folder.path().join("out"));
            let builder = if setting == "module" { builder.module(path) } else { builder.runtime(path) };
            let error = builder.compile(folder.path().join("spec")).expect_err(path).to_string();
            let shown = path.replace('\n', "\\n").replace('\u{202e}', "\\u{202e}");
            let help = format!("write identifiers separated by `::`, such as `::my_crate::{setting}`");
            assert_eq!(error, format!("invalid {setting} path `{shown}`: {help}"));
        }
    }
    assert_eq!(written(&folder.path().join("out")), BTreeMap::new());
}

#[test]
fn emitted_code_uses_the_configured_path_of_the_runtime() {
    let model = dingtalk_codegen::load("../../spec").expect("the spec is right");
    let emitted = |builder: dingtalk_codegen::Builder| builder.module("client").generate(&model).expect("a path");
    let default = emitted(dingtalk_codegen::configure());
    assert_eq!(default, dingtalk_codegen::generate(&model, "client"));
    let cases = [
        ("::dt::rt", "::dt::rt"),
        ("dt", "::dt"),
        ("crate", "crate"),
        ("crate::r#mod", "crate::r#mod"),
        ("钉", "::钉"),
    ];
    for (set, path) in cases {
        for (name, text) in emitted(dingtalk_codegen::configure().runtime(set)) {
            let paths = |text: &str, path: &str| text.matches(&format!("{path}::")).count();
            assert_eq!(paths(&text, "::dingtalk_runtime"), 0, "{name}");
            assert_eq!(paths(&text, path), paths(&default[&name], "::dingtalk_runtime"), "{name} with {path}");
        }
    }
}

#[test]
fn services_depend_on_features_and_the_token_operation_on_none() {
    let folder = folder();
    let other = "name: revoke\nsummary: It.\nrequest: { method: GET, path: /revoke, idempotent: true }\n";
    fs::write(folder.path().join("spec/oauth2/revoke.yaml"), other).expect("written");
    let model = dingtalk_codegen::load(folder.path().join("spec")).expect("the spec is right");
    let emitted = |builder: dingtalk_codegen::Builder| builder.module("client").generate(&model).expect("a path");
    let files = emitted(dingtalk_codegen::configure().service_features(true));
    let gated = |file: &str| -> Vec<String> {
        let parts = files[file].split("#[cfg(feature = ").skip(1);
        // Other attributes may be between it and the item.
        let is_item = |line: &&str| line.starts_with("pub ") || line.ends_with(';');
        let items = parts.map(|part| part.lines().skip(1).map(str::trim).find(is_item));
        items.map(|item| item.expect("an item").trim_end_matches('(').to_owned()).collect()
    };
    assert_eq!(gated("mod.rs"), ["pub mod conv_file;", "pub const fn conv_file(&self) -> conv_file::ConvFile<'_> {"]);
    assert_eq!(gated("oauth2.rs"), ["pub mod revoke;", "pub fn revoke"]);
    assert_eq!(gated("blocking.rs"), ["revoke;"]);
    assert!(files["blocking.rs"].contains("conv_file: ConvFile, feature = \"conv_file\" {"));
    assert_eq!(emitted(dingtalk_codegen::configure()), dingtalk_codegen::generate(&model, "client"));
}

#[test]
fn a_service_is_no_feature_of_the_transport() {
    let folder = folder();
    let spec = folder.path().join("spec");
    fs::rename(spec.join("conv_file"), spec.join("tls")).expect("renamed");
    edit_file(&spec.join("api.yaml"), |text| text.replace("  conv_file:", "  tls:"));
    let model = dingtalk_codegen::load(&spec).expect("the spec is right");
    let builder = dingtalk_codegen::configure().module("client");
    builder.generate(&model).expect("services are no features");
    let error = builder.service_features(true).generate(&model).expect_err("two features");
    assert!(error.to_string().starts_with("the service `tls` has the name of another feature"), "{error}");
}

/// The variable with the path of the spec for `prints_like_a_build_script`.
const FOLDER: &str = "BUILD_SCRIPT_TEST_FOLDER";

#[test]
fn each_warning_is_one_line_and_no_directive() {
    let folder = folder();
    let hostile =
        |example: String| example.replace("      type: file\n", "      type: \"none\\ncargo::rustc-cfg=x\"\n");
    edit_file(&folder.path().join("spec/conv_file/send_link.yaml"), hostile);
    let output = Command::new(std::env::current_exe().expect("a test has a program"))
        .args(["--exact", "prints_like_a_build_script", "--nocapture"])
        .env(FOLDER, folder.path())
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).expect("text");
    let directives: Vec<_> = printed.lines().filter(|line| line.trim_start().starts_with("cargo:")).collect();
    // This spec has no operation with a ChatId.
    let [rerun, unused, hostile] = &directives[..] else { panic!("{printed}") };
    assert!(rerun.starts_with("cargo::rerun-if-changed="), "{rerun}");
    let expected = "warning[D0029]: unused identifier `ChatId` (help: use it as the `type` of a field, or remove it)";
    assert!(unused.starts_with("cargo::warning=") && unused.ends_with(expected), "{unused}");
    let expected =
        "warning[D0039]: the example has `none\\ncargo::rustc-cfg=x`, which is not a documented value of `FileType`";
    assert!(hostile.starts_with("cargo::warning=") && hostile.contains(expected), "{hostile}");
    assert!(!written(&folder.path().join("out")).is_empty());
}

/// Runs in a child process of the test above, since tests capture standard output.
#[test]
fn prints_like_a_build_script() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    compile(Path::new(&folder)).expect("the spec is right");
}
