//! Files hold their old text or their new text at every moment, and stay what they are otherwise.

use dingtalk_spec::files;
use std::fs;
use std::path::Path;

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

/// Links, devices and permissions, and a full disk.
#[cfg(unix)]
mod unix {
    use super::{names, read};
    use dingtalk_spec::files;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use std::fs;
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
    use std::path::{Path, PathBuf};
    use std::process::Command;

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

    /// In which folder `writes_less_and_less` works.
    const FOLDER: &str = "WRITING_TEST_FOLDER";

    /// The limit on the size of a file is a disk that is full after that many bytes, and only a program of its own can have one.
    #[test]
    fn a_write_that_is_cut_at_any_byte_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let test = std::env::current_exe().expect("a test has a program");
        let mut command = Command::new("sh");
        // An error, and no signal.
        command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(test);
        command.args(["--exact", "unix::writes_less_and_less", "--nocapture"]).env(FOLDER, folder.path());
        let output = command.output().expect("it runs");
        assert!(output.status.success(), "{output:?}");
        assert_eq!(read(&folder.path().join("a.yaml")), new());
    }

    fn new() -> String {
        "a line\n".repeat(100)
    }

    /// Runs in a child process of the test above.
    #[test]
    fn writes_less_and_less() {
        let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
        let (file, other) = (folder.join("a.yaml"), folder.join("b.yaml"));
        fs::write(&file, "old\n").expect("written");
        let unlimited = getrlimit(Resource::Fsize);
        for limit in 0..new().len() as u64 {
            setrlimit(Resource::Fsize, Rlimit { current: Some(limit), ..unlimited }).expect("set");
            files::replace(&file, &new()).expect_err("the disk is full");
            files::create(&other, &new()).expect_err("the disk is full");
            assert_eq!((read(&file).as_str(), names(&folder)), ("old\n", vec!["a.yaml".to_owned()]), "{limit}");
        }
        setrlimit(Resource::Fsize, unlimited).expect("set");
        assert!(files::replace(&file, &new()).expect("there is space"));
    }
}

/// Names of the files in a folder, those that are hidden included.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn read(path: &Path) -> String {
    String::from_utf8(fs::read(path).expect("it is there")).expect("text")
}
