//! The layers of the project are Cargo dependencies: no crate depends on one in a lower row. Cargo reads the manifests.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Each published crate with its allowed dependencies within the project, in the order of layers. `dev-dependencies` are free.
const LAYERS: [(&str, &[&str]); 7] = [
    ("dingtalk-policy", &[]),
    ("dingtalk-runtime", &["dingtalk-policy"]),
    ("dingtalk-spec", &["dingtalk-policy"]),
    ("dingtalk-codegen", &["dingtalk-policy", "dingtalk-spec"]),
    ("dingtalk-pages", &["dingtalk-policy", "dingtalk-spec", "dingtalk-codegen"]),
    ("dingtalk-cli", &["dingtalk-policy", "dingtalk-spec", "dingtalk-codegen", "dingtalk-pages"]),
    ("dingtalk-client", &["dingtalk-policy", "dingtalk-runtime", "dingtalk-codegen"]),
];

/// The package whose published form `cargo codegen package` writes.
const CLIENT: &str = "dingtalk-client";

/// The command that packs the published crates.
const PACKAGE: &str = include_str!("../.ci/package");

/// The command that compiles the published crates with the oldest versions of their dependencies.
const DEPENDENCIES: &str = include_str!("../.ci/dependencies");

/// Dependencies that read pages and JSON, parse arguments or lock files, which build scripts do not need.
const NOT_IN_BUILD_SCRIPTS: [&str; 8] =
    ["clap", "html5gum", "jiff", "pulldown-cmark", "rustix", "serde_json", "sha2", "shlex"];

#[test]
fn no_crate_depends_on_one_below_it() {
    for (row, (name, allowed)) in LAYERS.iter().enumerate() {
        for dependency in dependencies(&package(name)) {
            assert!(allowed.contains(&dependency.as_str()), "{name} depends on {dependency}");
        }
        let above = |allowed: &&str| LAYERS[..row].iter().any(|(name, _)| name == allowed);
        assert!(allowed.iter().all(above), "{name} is above {allowed:?}");
    }
}

#[test]
fn each_published_crate_has_a_layer_and_metadata() {
    for package in packages() {
        let name = package["name"].as_str().expect("a name");
        if package["publish"].is_array() && name != CLIENT {
            continue;
        }
        assert!(LAYERS.iter().any(|(layer, _)| *layer == name), "{name} has no layer");
        let packed = if name == CLIENT { "cargo codegen package".to_owned() } else { format!("--package {name}") };
        assert!(PACKAGE.lines().any(|line| line.contains(&packed)), ".ci/package lacks {name}");
        let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
        let manifest = manifest.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("in the workspace").to_string_lossy();
        assert!(
            DEPENDENCIES.split(' ').any(|word| word.trim_end_matches(';') == manifest),
            ".ci/dependencies lacks {manifest}"
        );
        for key in ["description", "license", "documentation"] {
            assert!(package[key].is_string(), "{name} has no {key}");
        }
        assert_eq!(package["documentation"], format!("https://docs.rs/{name}"));
        for key in ["keywords", "categories"] {
            assert!(package[key].as_array().is_some_and(|list| !list.is_empty()), "{name} has no {key}");
        }
    }
}

#[test]
fn a_build_script_links_only_what_generates() {
    let tree = cargo(&[
        "tree",
        "--offline",
        "--locked",
        "--package",
        "dingtalk-codegen",
        "--edges",
        "normal",
        "--prefix",
        "none",
    ]);
    let linked: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(linked.contains(&"dingtalk-spec") && linked.contains(&"syn"), "{tree}");
    for name in NOT_IN_BUILD_SCRIPTS {
        assert!(!linked.contains(&name), "dingtalk-codegen links {name}");
    }
}

#[test]
fn the_architecture_names_paths_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the page");
    let is_path = |word: &&str| word.contains('/') && !word.contains(['<', ' ', ':', '!']);
    let missing: Vec<_> = text.split('`').filter(is_path).filter(|path| !root.join(path).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The crates of the project that a package depends on, in its library or in its build script.
fn dependencies(package: &Value) -> Vec<String> {
    let all = package["dependencies"].as_array().expect("a list").iter();
    let ours = all.filter(|dependency| dependency["kind"] != "dev" && dependency["path"].is_string());
    ours.map(|dependency| dependency["name"].as_str().expect("a name").to_owned()).collect()
}

fn package(name: &str) -> Value {
    packages()
        .into_iter()
        .find(|package| package["name"] == name)
        .unwrap_or_else(|| panic!("{name} is not in the workspace"))
}

/// The packages of the workspace.
fn packages() -> Vec<Value> {
    let metadata = cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let mut metadata: Value = serde_json::from_str(&metadata).expect("JSON");
    serde_json::from_value(metadata["packages"].take()).expect("a list")
}

fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    let output = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
