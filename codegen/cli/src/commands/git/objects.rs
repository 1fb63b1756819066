//! Looks up objects of git, and reads them.

use super::listing::SpecFile;
use super::program::run;
use std::path::Path;

/// The maximum output of git for an object besides its content, in bytes: its kind, its length and the requested name, which is a path.
const MAX_LINE_BYTES: usize = 8 << 10;

pub(super) const UNEXPECTED: &str = "git printed something unexpected about the files of the spec";

/// The target of a path of a revision, with all links followed.
#[derive(Debug)]
pub(super) enum PathTarget {
    /// A folder, by its id.
    Tree(String),
    File {
        id: String,
        /// In bytes.
        size: usize,
    },
    /// A link leads out of the tree, or to nothing.
    Outside,
    Missing,
}

/// Looks up paths in a repository, each written as `<tree>:<path>`.
pub(super) fn resolve(repository: &Path, paths: &[String]) -> Result<Vec<PathTarget>, String> {
    // Each is asked for in a line of its own.
    if paths.is_empty() || paths.iter().any(|path| path.contains('\n')) {
        return Ok(paths.iter().map(|_| PathTarget::Missing).collect());
    }
    let asked: String = paths.iter().flat_map(|path| [path, "\n"]).collect();
    let limit = paths.len() * MAX_LINE_BYTES;
    let printed =
        run(repository, &["cat-file", "--batch-check", "--follow-symlinks"], asked.as_bytes(), limit)?.checked()?;
    let printed = String::from_utf8_lossy(&printed).into_owned();
    let mut lines = printed.lines();
    let mut targets = Vec::new();
    for _ in paths {
        let line = lines.next().ok_or(UNEXPECTED)?;
        if line.ends_with(" missing") {
            // The requested path precedes it, and may contain spaces.
            targets.push(PathTarget::Missing);
            continue;
        }
        let parts: Vec<&str> = line.split(' ').collect();
        targets.push(match parts.as_slice() {
            [id, "tree", _] => PathTarget::Tree((*id).to_owned()),
            [id, "blob", size] => {
                PathTarget::File { id: (*id).to_owned(), size: size.parse().map_err(|_| UNEXPECTED)? }
            }
            ["symlink" | "dangling" | "loop" | "notdir", _] => {
                // The path follows in a line of its own.
                lines.next();
                PathTarget::Outside
            }
            _ => PathTarget::Missing,
        });
    }
    Ok(targets)
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
