//! Replaced and created files, on every system.

use super::{names, read};
use dingtalk_spec::files;
use std::fs;

#[test]
fn a_file_keeps_what_is_not_its_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.yaml");
    for (old, new, expected) in [
        ("a\r\nb\r\n", "c\nd\n", "c\r\nd\r\n"),
        ("a\r\nb", "c\nd\n", "c\r\nd\r\n"),
        ("a\r\nb\n", "c\nd\n", "c\nd\n"),
        ("a\r\n", "c\r\nd\n", "c\r\nd\n"),
        ("\u{feff}a\n", "c\n", "\u{feff}c\n"),
        ("", "c\n", "c\n"),
    ] {
        fs::write(&file, old).expect("written");
        assert!(files::replace(&file, new).expect("replaced"), "{old:?}");
        assert_eq!(read(&file), expected, "{old:?}");
        assert!(!files::replace(&file, new).expect("replaced"), "{old:?}: it holds the text already");
    }
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn a_file_is_created_where_nothing_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    files::create(&at("a"), "one").expect("created");
    files::create(&at("a"), "two").expect_err("there is one");
    assert_eq!((read(&at("a")).as_str(), names(folder.path())), ("one", vec!["a".to_owned()]));
}

#[test]
fn a_folder_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    files::replace(folder.path(), "x").expect_err("a folder");
}
