//! The objects of git that a spec consists of.

use super::program::run;
use std::path::Path;

/// How long the list of the files in a folder can be, in bytes.
const LIST: usize = 16 << 20;

/// How long a file of a spec can be, in bytes.
const FILE: usize = 1 << 20;

/// How long all files of a spec can be together, in bytes.
const SPEC: usize = 64 << 20;

/// How long the line about an object can be: its kind, its length, and the name that was asked for, which is a path.
const LINE: usize = 8 << 10;

/// The mode of a link.
const LINK: &str = "120000";

/// The mode of a submodule.
const SUBMODULE: &str = "160000";

const UNEXPECTED: &str = "git printed something unexpected about the files of the spec";

/// What a path of a revision names, behind all links.
#[derive(Debug)]
pub(super) enum Found {
    Tree(String),
    File {
        id: String,
        size: usize,
    },
    /// A link that leads out of the tree, or to nothing.
    Outside,
    Nothing,
}

/// A file of a spec.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    id: String,
    size: usize,
}

/// Looks up paths, each written as `<tree>:<path>`.
pub(super) fn find(paths: &[String]) -> Result<Vec<Found>, String> {
    // Each is asked for in a line of its own.
    if paths.is_empty() || paths.iter().any(|path| path.contains('\n')) {
        return Ok(paths.iter().map(|_| Found::Nothing).collect());
    }
    let asked: String = paths.iter().flat_map(|path| [path, "\n"]).collect();
    let printed = run(&["cat-file", "--batch-check", "--follow-symlinks"], asked.as_bytes(), paths.len() * LINE)?;
    let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
    let mut lines = printed.lines();
    let mut found = Vec::new();
    for _ in paths {
        let line = lines.next().ok_or(UNEXPECTED)?;
        let parts: Vec<&str> = line.split(' ').collect();
        found.push(match parts.as_slice() {
            [id, "tree", _] => Found::Tree((*id).to_owned()),
            [id, "blob", size] => Found::File { id: (*id).to_owned(), size: size.parse().map_err(|_| UNEXPECTED)? },
            ["symlink" | "dangling" | "loop" | "notdir", _] => {
                // Behind it stands the path, in a line of its own.
                lines.next();
                Found::Outside
            }
            _ => Found::Nothing,
        });
    }
    Ok(found)
}

/// The files of the spec in a tree, in the order of git.
pub(super) fn files(tree: &str) -> Result<Vec<File>, String> {
    let (mut files, links) = list(tree, "")?;
    let paths: Vec<String> = links.iter().map(|link| format!("{tree}:{link}")).collect();
    for (link, found) in links.into_iter().zip(find(&paths)?) {
        match found {
            Found::File { id, size } => files.push(File { name: link, id, size }),
            Found::Tree(folder) => {
                let (mut below, links) = list(&folder, &format!("{link}/"))?;
                if let Some(nested) = links.first() {
                    return Err(format!("{nested} is a link within a linked folder: name the folder itself"));
                }
                files.append(&mut below);
            }
            Found::Outside | Found::Nothing => {
                return Err(format!("the link {link} leads out of the spec, or to nothing"));
            }
        }
    }
    Ok(files)
}

/// The files of a tree that a spec can have, and the links that can lead to some.
fn list(tree: &str, above: &str) -> Result<(Vec<File>, Vec<String>), String> {
    let printed = run(&["ls-tree", "-r", "-z", "-l", "--full-tree", tree], &[], LIST)?;
    if !printed.success {
        return Err(UNEXPECTED.to_owned());
    }
    let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
    let (mut files, mut links) = (Vec::new(), Vec::new());
    // Each is `<mode> <kind> <id> <size>\t<name>`.
    for entry in printed.split_terminator('\0') {
        let (about, name) = entry.split_once('\t').ok_or(UNEXPECTED)?;
        let about: Vec<&str> = about.split_ascii_whitespace().collect();
        let [mode, _, id, size] = about.as_slice() else { return Err(UNEXPECTED.to_owned()) };
        let extension = Path::new(name).extension();
        let is_yaml = extension.is_some_and(|extension| extension == "yaml");
        let is_hidden = name.split('/').any(|part| part.starts_with('.'));
        let name = format!("{above}{name}");
        if is_hidden || *mode == SUBMODULE {
            continue;
        }
        if *mode == LINK {
            // A folder of a service has no extension.
            links.extend((is_yaml || extension.is_none()).then_some(name));
        } else if is_yaml {
            files.push(File { name, id: (*id).to_owned(), size: size.parse().map_err(|_| UNEXPECTED)? });
        }
    }
    Ok((files, links))
}

/// The contents of files, by one process for all of them.
pub(super) fn contents(files: &[File]) -> Result<Vec<Vec<u8>>, String> {
    if let Some(file) = files.iter().find(|file| file.size > FILE) {
        return Err(format!("the file {} is larger than 1 MiB", file.name));
    }
    let size: usize = files.iter().map(|file| file.size).sum();
    if size > SPEC {
        return Err(format!("the spec has {size} bytes, and {SPEC} is the most that is read"));
    }
    let asked: String = files.iter().flat_map(|file| [&file.id, "\n"]).collect();
    let printed = run(&["cat-file", "--batch"], asked.as_bytes(), size + files.len() * LINE)?;
    Ok(parse(&printed.stdout, files.len()).ok_or(UNEXPECTED)?)
}

/// Each is `<id> <kind> <length>`, a line end, the content, and a line end.
fn parse(mut bytes: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut texts = Vec::new();
    for _ in 0..count {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let head = str::from_utf8(&bytes[..end]).ok()?;
        let length: usize = head.rsplit(' ').next()?.parse().ok()?;
        let content = bytes.get(end + 1..end + 1 + length)?;
        texts.push(content.to_vec());
        bytes = bytes.get(end + 2 + length..)?;
    }
    Some(texts)
}
