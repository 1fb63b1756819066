//! The spec of a revision, as the program `git` knows it. No shell is between, and what a person typed reaches git as a name alone.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path};
use std::process::{Command, Output, Stdio};
use std::thread;

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
        let commit = line(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?
            .ok_or("there is none of this name")?;
        Ok(Self { name: name.to_owned(), commit })
    }
}

/// The files of the spec in a folder of a revision, by their names within it. The folder is relative to where we are, as every path is.
pub(super) fn texts(revision: &Revision, folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let missing = |path: &str| {
        format!("the revision `{}` has no folder {path}; --spec names it, from where you stand", revision.name)
    };
    let path = within(folder)?.ok_or_else(|| missing(&folder.display().to_string()))?;
    let missing = || missing(if path.is_empty() { "." } else { &path });
    let tree =
        line(&["rev-parse", "--verify", "--quiet", &format!("{}:{path}", revision.commit)])?.ok_or_else(missing)?;
    let listed = run(["ls-tree", "-r", "-z", "--full-tree", &tree])?;
    if !listed.status.success() {
        return Err(missing());
    }
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    // Each is `<mode> <kind> <id>\t<name>`.
    let files = listed.split_terminator('\0').filter_map(|entry| {
        let (about, name) = entry.split_once('\t')?;
        let is_yaml = Path::new(name).extension().is_some_and(|extension| extension == "yaml");
        is_yaml.then(|| (about.rsplit(' ').next().unwrap_or_default().to_owned(), name.to_owned()))
    });
    let (ids, names): (Vec<String>, Vec<String>) = files.unzip();
    let texts = names.into_iter().zip(contents(&ids)?).map(|(name, bytes)| match String::from_utf8(bytes) {
        Ok(text) => Ok((name, text)),
        Err(_) => Err(format!("the file {name} of the revision `{}` is not UTF-8", revision.name)),
    });
    texts.collect()
}

/// The way to a folder from the top of the repository; git itself takes no `..` at the end of one.
fn within(folder: &Path) -> Result<Option<String>, String> {
    let here = line(&["rev-parse", "--show-prefix"])?.unwrap_or_default();
    let mut steps: Vec<String> = here.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect();
    let mut folder = folder.to_owned();
    if folder.is_absolute() {
        let top = line(&["rev-parse", "--show-toplevel"])?.unwrap_or_default();
        let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let Ok(inside) = whole(&folder).strip_prefix(whole(Path::new(&top))).map(Path::to_owned) else {
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

/// The texts of objects, by one process for all of them.
fn contents(ids: &[String]) -> Result<Vec<Vec<u8>>, String> {
    let mut git = command(["cat-file", "--batch"]).stdin(Stdio::piped()).spawn().map_err(|error| no_git(&error))?;
    let asked = ids.iter().flat_map(|id| [id, "\n"]).collect::<String>();
    let stdin = git.stdin.take();
    // Beside reading: with both pipes full, each would wait for the other.
    let output = thread::scope(|scope| {
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(asked.as_bytes())));
        git.wait_with_output()
    });
    let output = output.map_err(|error| no_git(&error))?;
    parse(&output.stdout, ids.len()).ok_or_else(|| "git did not answer with the files of the spec".to_owned())
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

/// The line that git answers, if it has an answer.
fn line(arguments: &[&str]) -> Result<Option<String>, String> {
    let output = run(arguments)?;
    let line = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if !output.status.success() && !output.stderr.is_empty() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(said.lines().next().unwrap_or_default().to_owned());
    }
    Ok((output.status.success() && !line.is_empty()).then_some(line))
}

fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Result<Output, String> {
    command(arguments).stdin(Stdio::null()).output().map_err(|error| no_git(&error))
}

fn command<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn no_git(error: &io::Error) -> String {
    format!("the program `git` cannot be run: {error}")
}
