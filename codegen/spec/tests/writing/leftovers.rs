//! Temporary files that killed processes left.

use super::names;
use dingtalk_spec::files;
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

#[test]
fn old_leftovers_are_removed_wherever_a_file_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = folder.path().join(".a.yaml.1-0.dingtalk-codegen.tmp");
    for write in [|file: &Path| files::replace(file, "text").map(drop), |file: &Path| files::create(file, "text")] {
        File::create(&old).and_then(|file| file.set_modified(SystemTime::UNIX_EPOCH)).expect("created");
        write(&folder.path().join("a.yaml")).expect("written");
        assert_eq!(names(folder.path()), ["a.yaml"]);
        fs::remove_file(folder.path().join("a.yaml")).expect("removed");
    }
}
