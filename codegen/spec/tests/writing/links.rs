//! Links, devices and permissions.

use super::{names, read};
use dingtalk_spec::files;
use std::fs;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::path::Path;

#[test]
fn a_link_stays_and_its_file_is_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("below")).expect("made");
    symlink("below/link", at("link")).expect("linked");
    symlink("file", at("below/link")).expect("linked");
    fs::write(at("below/file"), "none").expect("written");
    for text in ["one", "two"] {
        files::replace(&at("link"), text).expect("replaced");
        assert_eq!((read(&at("link")), read(&at("below/file"))), (text.to_owned(), text.to_owned()));
        assert!(fs::symlink_metadata(at("link")).expect("it is there").is_symlink());
    }
    assert_eq!(
        (names(folder.path()), names(&at("below"))),
        (vec!["below".into(), "link".into()], vec!["file".into(), "link".into()])
    );
    symlink("circle", at("circle")).expect("linked");
    files::replace(&at("circle"), "x").expect_err("it leads nowhere");
}

#[test]
fn a_device_and_a_protected_file_are_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    files::replace(Path::new("/dev/null"), "x").expect("written");
    assert!(fs::metadata("/dev/null").expect("it is there").file_type().is_char_device());
    let protected = folder.path().join("protected");
    fs::write(&protected, "old").expect("written");
    fs::set_permissions(&protected, fs::Permissions::from_mode(0o444)).expect("set");
    // A privileged user may write to it nevertheless.
    if fs::OpenOptions::new().write(true).open(&protected).is_err() {
        files::replace(&protected, "new").expect_err("protected");
        assert_eq!(read(&protected), "old");
    }
}

#[test]
fn a_file_is_not_created_in_place_of_a_link() {
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("link");
    symlink("nothing", &link).expect("linked");
    files::create(&link, "one").expect_err("there is a link");
    assert_eq!(names(folder.path()), ["link"]);
}

#[test]
fn a_file_keeps_its_mode() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.yaml");
    fs::write(&file, "a\n").expect("written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
    assert!(files::replace(&file, "b\n").expect("replaced"));
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o640);
}
