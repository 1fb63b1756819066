//! The spec of a revision, as the program `git` knows it. No shell is between, and what a person typed reaches git as a name alone.

mod objects;
mod program;
mod spec_tree;

use spec_tree::SpecTree;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The folder that we are in.
const HERE: &str = ".";

/// The maximum length of a line, in bytes.
const MAX_LINE_BYTES: usize = 64 << 10;

/// The maximum length of a list of names, in bytes.
const MAX_NAMES_BYTES: usize = 1 << 20;

/// A revision that is there.
#[derive(Debug)]
pub(super) struct Revision {
    /// As it was typed.
    pub(super) name: String,
    commit: String,
}

impl Revision {
    /// Finds a revision, or says why there is none.
    pub(super) fn find(name: &str) -> Result<Self, String> {
        // It would be an option.
        if name.starts_with('-') {
            return Err("no revision begins with `-`".to_owned());
        }
        if let Some((old, new)) = name.split_once("..") {
            let new = new.trim_start_matches('.');
            return Err(format!("write `diff {old} {new}`").trim_end_matches([' ', '`']).to_owned() + "`");
        }
        let commit = commit(Path::new(HERE), name)?.ok_or("there is none of this name")?;
        Ok(Self { name: name.to_owned(), commit })
    }
}

/// The files of the spec in a folder of a revision, by their names within it. The folder is relative to where we are, as every path is. It may
/// be a link, and be in a submodule; links within it are refused.
pub(super) fn texts(revision: &Revision, folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let missing = |path: &str, help: &str| format!("the revision `{}` has no folder {path}; {help}", revision.name);
    let of_revision = |why: String| format!("the revision `{}`: {why}", revision.name);
    let find = |path: &Option<String>| match path {
        Some(path) => SpecTree::find(&revision.commit, path).map_err(of_revision),
        None => Ok(None),
    };
    let path = within(folder)?;
    let mut tree = find(&path)?;
    let mut help = "set it with --spec, relative to the current folder";
    if tree.is_none()
        && let Ok(target) = fs::canonicalize(folder)
    {
        // A link on disk may lead into a submodule, or not be in the revision.
        let followed = within(&target)?;
        tree = find(&followed)?;
        if followed.is_none() {
            help = "it is in no folder of this repository: run the command in the one that has it";
        }
    }
    let shown = path.unwrap_or_else(|| folder.display().to_string());
    let tree = tree.ok_or_else(|| missing(if shown.is_empty() { "." } else { &shown }, help))?;
    let files = objects::files(&tree).map_err(of_revision)?;
    let texts = objects::contents(&tree.repository, &files).map_err(of_revision)?;
    let texts = files.into_iter().zip(texts).map(|(file, bytes)| match String::from_utf8(bytes) {
        Ok(text) => Ok((file.name, text)),
        Err(_) => Err(format!("the file {} of the revision `{}` is not UTF-8", file.name, revision.name)),
    });
    texts.collect()
}

/// The files at a path that differ from a revision, or are new, by their names from the top of the repository.
pub(super) fn changed_files(revision: &Revision, path: &Path) -> Result<Vec<String>, String> {
    let path = path.to_string_lossy();
    // The path is a name alone, and no program of the repository runs.
    let changed = ["--literal-pathspecs", "diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv"];
    let new = ["--literal-pathspecs", "ls-files", "--others", "--exclude-standard", "--full-name", "-z"];
    let changed = names(&[&changed[..], &[revision.commit.as_str(), "--", &*path]].concat())?;
    Ok([changed, names(&[&new[..], &["--", &*path]].concat())?].concat())
}

/// The names that git prints.
fn names(arguments: &[&str]) -> Result<Vec<String>, String> {
    let printed = program::run(Path::new(HERE), arguments, &[], MAX_NAMES_BYTES)?.checked()?;
    let printed = String::from_utf8_lossy(&printed);
    Ok(printed.split_terminator('\0').map(str::to_owned).collect())
}

/// The path of a folder from the top of the repository; git itself accepts no trailing `..`.
fn within(folder: &Path) -> Result<Option<String>, String> {
    let here = line(Path::new(HERE), &["rev-parse", "--show-prefix"])?.unwrap_or_default();
    let mut steps: Vec<String> = here.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect();
    let mut folder = folder.to_owned();
    if folder.is_absolute() {
        let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let Ok(inside) = whole(&folder).strip_prefix(whole(&top(Path::new(HERE))?)).map(Path::to_owned) else {
            return Ok(None);
        };
        steps.clear();
        folder = inside;
    }
    for component in folder.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if steps.pop().is_none() {
                    return Ok(None);
                }
            }
            Component::Normal(step) => steps.push(step.to_string_lossy().into_owned()),
            Component::Prefix(_) | Component::RootDir => return Ok(None),
        }
    }
    Ok(Some(steps.join("/")))
}

/// The top folder of the repository that a folder is in.
fn top(folder: &Path) -> Result<PathBuf, String> {
    Ok(line(folder, &["rev-parse", "--show-toplevel"])?.unwrap_or_default().into())
}

/// The commit of this name in a folder's repository, if there is one.
fn commit(folder: &Path, name: &str) -> Result<Option<String>, String> {
    line(folder, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])
}

/// The line that git prints in a folder, if it prints one.
fn line(folder: &Path, arguments: &[&str]) -> Result<Option<String>, String> {
    let output = program::run(folder, arguments, &[], MAX_LINE_BYTES)?;
    if output.is_silent_failure() {
        return Ok(None);
    }
    let line = String::from_utf8_lossy(&output.checked()?).trim().to_owned();
    Ok((!line.is_empty()).then_some(line))
}
