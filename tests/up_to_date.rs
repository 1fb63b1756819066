//! The compiled client is up to date. Cargo reruns a build script if a file is newer than its last run, so it misses changed
//! files with old times.

use std::fs;
use std::path::Path;

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
