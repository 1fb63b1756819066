//! The compiled client and its docs are up to date. Cargo reruns a build script if a file is newer than its last run, so it misses changed
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

#[test]
fn the_docs_list_every_operation() {
    let docs = ["README.md", "README.zh-CN.md", "generated/src/lib.rs"];
    let docs = docs.map(|path| (path, fs::read_to_string(path).expect("text")));
    for service in folders("spec") {
        for file in fs::read_dir(&service).expect("readable") {
            let path = file.expect("readable").path();
            let (service, operation) = (name_of(&service), name_of(&path));
            if operation == "types" {
                continue;
            }
            let method = format!("`{service}().{operation}(…)`");
            let lines = [method.clone(), method, format!("//! | [`{service}`] | [`{operation}`](")];
            for ((path, text), line) in docs.iter().zip(lines) {
                assert!(text.contains(&line), "add the operation to {path}: {line}");
            }
        }
    }
}

fn folders(path: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).expect("readable").map(|entry| entry.expect("readable").path());
    entries.filter(|path| path.is_dir()).collect()
}

fn name_of(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}
