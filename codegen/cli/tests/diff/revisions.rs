//! Revisions of git: links, bounds, names, and errors of git.

use super::{REQUIRED, Repository, SEND, stderr, stdout};
use std::fs;

/// The folder of a spec may be a link; a link within it is refused.
#[cfg(unix)]
#[test]
fn links_of_a_revision_are_not_followed_within_the_spec() {
    use std::os::unix::fs::symlink;
    let repository = Repository::new();
    let path = |name: &str| repository.0.path().join(name);
    fs::rename(path("spec"), path("real")).expect("moved");
    symlink("real", path("spec")).expect("linked");
    repository.commit("Link");
    repository.write("real/im/send.yaml", SEND);
    let output = repository.run(&["HEAD"]);
    assert!(stdout(&output).contains("body text required: true -> false"), "{output:?}");

    for (link, target) in [("real/im/other.yaml", "../../outside.yaml"), ("real/chat", "im")] {
        symlink(target, path(link)).expect("linked");
        repository.commit("Link");
        let output = repository.run(&["HEAD", "HEAD"]);
        let name = link.trim_start_matches("real/");
        let expected =
            format!("error: the revision `HEAD`: {name} is a link, which is not followed within a revision: ");
        assert!(output.status.code() == Some(2) && stderr(&output).starts_with(&expected), "{output:?}");
        fs::remove_file(path(link)).expect("removed");
    }
}

/// The revision of the repository names the commit of the submodule, whatever is checked out there.
#[cfg(unix)]
#[test]
fn a_spec_in_a_submodule_is_compared() {
    use std::os::unix::fs::symlink;
    let (inner, outer) = (Repository::new(), Repository::new());
    let inner_path = inner.0.path().to_str().expect("UTF-8");
    let allowed = ["-c", "protocol.file.allow=always"];
    outer.git(&[&allowed[..], &["submodule", "--quiet", "add", inner_path, "parts/api"]].concat());
    fs::remove_dir_all(outer.0.path().join("spec")).expect("removed");
    outer.commit("Use a submodule");
    let inside = |name: &str| format!("parts/api/{name}");
    outer.write(&inside("spec/im/send.yaml"), &SEND.replace(REQUIRED.0, REQUIRED.1));
    outer.git(&[
        "-C",
        "parts/api",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "commit",
        "-qam",
        "Ask for it",
    ]);
    symlink("parts/api/spec", outer.0.path().join("spec")).expect("linked");
    for spec in ["parts/api/spec", "spec", "parts/../spec"] {
        let output = outer.run(&["HEAD", "--spec", spec]);
        assert!(stdout(&output).contains("body text required: false -> true"), "{spec}: {output:?}");
    }
    outer.commit("Take the new commit");
    assert_eq!(stdout(&outer.run(&["HEAD"])), "verdict: nothing changed\n");

    outer.git(&["update-index", "--cacheinfo", &format!("160000,{},parts/api", "1".repeat(40))]);
    outer.git(&["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "Name no commit"]);
    let error = stderr(&outer.run(&["HEAD"]));
    assert!(
        error.contains("the submodule parts/api has no commit 1111") && error.contains("submodule update"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_named() {
    let (repository, other) = (Repository::new(), Repository::new());
    std::os::unix::fs::symlink(other.0.path().join("spec"), repository.0.path().join("link")).expect("linked");
    let expected = "error: the revision `HEAD` has no folder link; it is in no folder of this repository: run the command in the one that has it\n";
    let output = repository.run(&["HEAD", "--spec", "link"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected.to_owned()));
}

/// Nothing of a file in a revision is read that is too large to be one of a spec.
#[test]
fn a_revision_is_read_within_bounds() {
    let repository = Repository::new();
    repository.write("spec/im/long.yaml", &"# long\n".repeat(200_000));
    repository.commit("Grow");
    let output = repository.run(&["HEAD"]);
    let expected = "error: the revision `HEAD`: the file im/long.yaml is larger than 1 MiB\n";
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), expected.to_owned()));
}

/// An object that a repository refers to many times counts each time.
#[test]
fn the_files_of_a_revision_are_bounded() {
    let repository = Repository::new();
    let blob = repository.object(&["hash-object", "-w", "--stdin"], "");
    let files = (0..101).map(|file| format!("100644 blob {blob}\t{file}.yaml\n")).collect::<Vec<_>>().concat();
    let folder = repository.object(&["mktree"], &files);
    let folders = (0..100).map(|service| format!("040000 tree {folder}\ts{service}\n")).collect::<Vec<_>>().concat();
    let output = repository.run(&[&repository.commit_of_spec(&folders)]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(stderr(&output).ends_with(": the spec has more than 10000 files\n"), "{output:?}");
}

/// Each tree holds the one before twice, so there is no file, and a million folders.
#[test]
fn the_folders_of_a_revision_are_bounded() {
    let repository = Repository::new();
    let mut tree = repository.object(&["mktree"], "");
    for _ in 0..20 {
        tree = repository.object(&["mktree"], &format!("040000 tree {tree}\ta\n040000 tree {tree}\tb\n"));
    }
    let commit = repository.commit_of_spec(&format!("040000 tree {tree}\ta\n"));
    let output = repository.run(&[&commit]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(stderr(&output).contains("prints more than 16777216 bytes"), "{}", stderr(&output));
}

#[test]
fn a_folder_that_a_revision_lacks_is_named_whatever_its_name() {
    let repository = Repository::new();
    for folder in ["a tree", "a blob", "dangling"] {
        let output = repository.run(&["HEAD", "HEAD", "--spec", folder]);
        let expected = format!("the revision `HEAD` has no folder {folder}; set it with --spec");
        assert!(stderr(&output).contains(&expected), "{}", stderr(&output));
        assert_eq!(output.status.code(), Some(2));
    }
}

#[cfg(unix)]
#[test]
fn names_in_a_revision_are_shown_on_one_line() {
    let repository = Repository::new();
    let name = "spec/im/a\u{1b}[2J\nerror: all is well.yaml";
    repository.write(name, &"# long\n".repeat(200_000));
    repository.commit("Name");
    let too_large = stderr(&repository.run(&["HEAD", "HEAD"]));
    let expected = "the file im/a\\u{1b}[2J\\nerror: all is well.yaml is larger than 1 MiB\n";
    assert!(too_large.ends_with(expected), "{too_large}");
    repository.write(name, SEND);
    repository.commit("Shrink");
    let misnamed = stderr(&repository.run(&["HEAD", "HEAD"]));
    assert!(!misnamed.contains('\u{1b}') && !misnamed.contains("\nerror: all"), "{misnamed}");
}

#[test]
fn an_error_of_git_is_shown() {
    let repository = Repository::new();
    let tree = repository.object(&["rev-parse", "HEAD:spec/im"], "");
    let (folder, file) = tree.split_at(2);
    fs::remove_file(repository.0.path().join(".git/objects").join(folder).join(file)).expect("removed");
    let output = repository.run(&["HEAD", "HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("error: the revision `HEAD`: git: error: "), "{}", stderr(&output));
    assert!(stderr(&output).contains(&tree), "{}", stderr(&output));
}
