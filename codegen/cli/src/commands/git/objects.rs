//! Looks up objects of git, lists the files of a spec, and reads them. All of it is bounded: a small repository can name one object any
//! number of times.

use super::program::run;
use super::spec_tree::SpecTree;
use dingtalk_spec::MAX_FILE_BYTES;
use std::path::Path;

/// The maximum output of git for an object besides its content, in bytes: its kind, its length and the requested name, which is a path.
const MAX_LINE_BYTES: usize = 8 << 10;

/// The maximum output of git for the tree of a spec, in bytes.
const MAX_LISTED_BYTES: usize = 16 << 20;

/// The maximum number of files of a spec.
const MAX_FILES: usize = 10_000;

/// The maximum size of all files of a spec together, in bytes.
const MAX_SPEC_BYTES: usize = 64 << 20;

/// The mode of a link.
const LINK: &str = "120000";

/// The kind of an object that is a file or a link. Others are trees and submodules.
const BLOB: &str = "blob";

const UNEXPECTED: &str = "git printed something unexpected about the files of the spec";

/// The id of the folder at a path of a commit, with all links followed, if it is one.
pub(super) fn tree(repository: &Path, commit: &str, path: &str) -> Result<Option<String>, String> {
    // It is asked for in a line.
    if path.contains('\n') {
        return Ok(None);
    }
    let asked = format!("{commit}:{path}\n");
    let arguments = ["cat-file", "--batch-check=%(objecttype) %(objectname)", "--follow-symlinks"];
    let printed = run(repository, &arguments, asked.as_bytes(), MAX_LINE_BYTES)?.checked()?;
    // What is missing is printed with its commit first.
    let printed = String::from_utf8_lossy(&printed);
    Ok(printed.strip_prefix("tree ").map(|id| id.trim_end().to_owned()))
}

/// A file of a spec.
#[derive(Debug)]
pub(super) struct SpecFile {
    pub(super) name: String,
    id: String,
    /// In bytes.
    size: usize,
}

/// The files of the spec in a tree, in the order of git.
pub(super) fn files(SpecTree { repository, id: tree }: &SpecTree) -> Result<Vec<SpecFile>, String> {
    // With `-t`, git prints trees as well, so the limit also holds for trees that contain nothing but trees.
    let arguments = ["ls-tree", "-r", "-t", "-z", "-l", "--full-tree", tree];
    let printed = run(repository, &arguments, &[], MAX_LISTED_BYTES)?.checked()?;
    let mut files = Vec::new();
    let mut bytes = 0;
    for entry in String::from_utf8_lossy(&printed).split_terminator('\0') {
        let Some(file) = parse_entry(entry)? else { continue };
        bytes += file.size;
        if bytes > MAX_SPEC_BYTES {
            return Err(format!("the files of the spec have more than {MAX_SPEC_BYTES} bytes"));
        }
        if files.len() == MAX_FILES {
            return Err(format!("the spec has more than {MAX_FILES} files"));
        }
        files.push(file);
    }
    Ok(files)
}

/// Parses an entry of the form `<mode> <kind> <id> <size>\t<name>`; `None` if it does not belong to a spec.
fn parse_entry(entry: &str) -> Result<Option<SpecFile>, String> {
    let (facts, name) = entry.split_once('\t').ok_or(UNEXPECTED)?;
    let facts: Vec<&str> = facts.split_ascii_whitespace().collect();
    let [mode, kind, id, size] = facts.as_slice() else { return Err(UNEXPECTED.to_owned()) };
    let extension = Path::new(name).extension();
    let is_yaml = extension.is_some_and(|extension| extension == "yaml");
    let is_hidden = name.split('/').any(|part| part.starts_with('.'));
    // A link without an extension may lead to the folder of a service.
    if is_hidden || *kind != BLOB || !(is_yaml || *mode == LINK && extension.is_none()) {
        return Ok(None);
    }
    if *mode == LINK {
        return Err(format!("{name} is a link, which is not followed within a revision: put the files in its place"));
    }
    let size = size.parse().map_err(|_| format!("git cannot read the file {name}"))?;
    if size > MAX_FILE_BYTES {
        return Err(format!("the file {name} is larger than 1 MiB"));
    }
    Ok(Some(SpecFile { name: name.to_owned(), id: (*id).to_owned(), size }))
}

/// The contents of files, read by one process.
pub(super) fn contents(repository: &Path, files: &[SpecFile]) -> Result<Vec<Vec<u8>>, String> {
    let size: usize = files.iter().map(|file| file.size).sum();
    let asked: String = files.iter().flat_map(|file| [&file.id, "\n"]).collect();
    let limit = size + files.len() * MAX_LINE_BYTES;
    let printed = run(repository, &["cat-file", "--batch"], asked.as_bytes(), limit)?.checked()?;
    Ok(parse(&printed, files.len()).ok_or(UNEXPECTED)?)
}

/// Parses objects of the form `<id> <kind> <length>`, a line end, the content, and a line end.
fn parse(mut bytes: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut contents = Vec::new();
    for _ in 0..count {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let head = str::from_utf8(&bytes[..end]).ok()?;
        let length: usize = head.rsplit(' ').next()?.parse().ok()?;
        let content = bytes.get(end + 1..end + 1 + length)?;
        contents.push(content.to_vec());
        bytes = bytes.get(end + 2 + length..)?;
    }
    Some(contents)
}
