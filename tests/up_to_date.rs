//! The compiled client and its tests are up to date. Cargo reruns a build script if a file is newer than its last run, so it misses changed
//! files with old times.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_client_is_generated_from_this_spec() {
    let mut snapshots = 0;
    for entry in fs::read_dir("tests/snapshots/spec").expect("the snapshots are there") {
        let path = entry.expect("readable").path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".snap")) else { continue };
        let snapshot = fs::read_to_string(&path).expect("text");
        let (_, expected) = snapshot.split_once("\n---\n").expect("a head");
        let compiled = fs::read_to_string(Path::new(env!("OUT_DIR")).join(name.replace("__", "/"))).expect("text");
        assert!(
            compiled.trim() == expected.trim(),
            "{name} is not that of the snapshot: accept what changed, or `touch build.rs` if the spec has old times"
        );
        snapshots += 1;
    }
    assert!(snapshots > 5, "only {snapshots} snapshots");
}

/// What is typed from the docs pages, and therefore not derived from the spec.
#[test]
fn each_operation_has_an_exchange_and_its_errors() {
    let (exchanges, errors) = (exchanges(), read("tests/wire/error_rows.rs"));
    let mut missing = Vec::new();
    for service in folders("spec") {
        let module = name_of(&service);
        for operation in files(&service).iter().map(|path| name_of(path)).filter(|name| name != "types") {
            let call = format!("{module}().{operation}(");
            if !exchanges.contains(&format!(".{call}")) {
                let file = format!("tests/wire/exchange/{module}.rs, a module of tests/wire/exchange.rs");
                missing.push(format!("no test calls `{call}…)`: add an exchange to {file}"));
            }
            let call = format!("assert_rows::<{module}::{operation}::Request>(");
            if !errors.contains(&call) {
                missing.push(format!("no test calls `{call}…)`: add the error rows to tests/wire/error_rows.rs"));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "type these tests from the docs page, like those of other operations:\n{}",
        missing.join("\n")
    );
}

/// The tests of exchanges, with their modules.
fn exchanges() -> String {
    let root = read("tests/wire/exchange.rs");
    let modules = root.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let modules: Vec<String> = modules.map(|module| read(&format!("tests/wire/exchange/{module}.rs"))).collect();
    modules.concat() + &root
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn folders(path: &str) -> Vec<PathBuf> {
    files(Path::new(path)).into_iter().filter(|path| path.is_dir()).collect()
}

/// What is in a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()).collect()
}

fn name_of(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}
