//! The folder of a packaged crate: what it holds, and what was written to it.

use super::error::PackageError;
use super::source_files::{entries, read_text};
use dingtalk_spec::files;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};
use std::{fs, io};

/// Lists the files that were written to the folder, so that a later run replaces and removes these alone.
const LIST: &str = ".packaged-files";

/// The files and folders of Cargo and git in the folder, and the list.
const NOT_OURS: [&str; 4] = [LIST, ".git", "Cargo.lock", "target"];

/// Compares the folder with the files of a crate: a line for each that is missing, stale or extra.
pub(super) fn differences(folder: &Path, crate_files: &BTreeMap<String, String>) -> Result<Vec<String>, PackageError> {
    listed(folder)?;
    let mut found = Vec::new();
    for (path, text) in crate_files {
        let file = folder.join(path);
        match fs::symlink_metadata(&file) {
            Err(_) => found.push(format!("missing {path}")),
            Ok(_) if read_text(&file).is_ok_and(|existing| existing == *text) => {}
            Ok(_) => found.push(format!("stale {path}")),
        }
    }
    let present = if folder.exists() { present(folder)? } else { BTreeSet::new() };
    let extra = present.into_iter().filter(|path| !crate_files.contains_key(path));
    found.extend(extra.map(|path| format!("extra {path}")));
    Ok(found)
}

/// The paths of the files in the folder, without those of Cargo and git.
fn present(folder: &Path) -> Result<BTreeSet<String>, PackageError> {
    let mut files = BTreeSet::new();
    let mut folders = vec![String::new()];
    while let Some(within) = folders.pop() {
        for (name, is_folder) in entries(&folder.join(&within))? {
            if files::is_temporary(&name) || (within.is_empty() && NOT_OURS.contains(&name.as_str())) {
                continue;
            }
            let path = format!("{within}{name}");
            if is_folder {
                folders.push(format!("{path}/"));
            } else {
                files.insert(path);
            }
        }
    }
    Ok(files)
}

/// Makes the folder hold the files of a crate.
pub(super) fn write(folder: &Path, crate_files: &BTreeMap<String, String>) -> Result<(), PackageError> {
    let old = listed(folder)?;
    let new: BTreeSet<String> = crate_files.keys().cloned().collect();
    for path in &new {
        refuse_foreign(folder, path, &old)?;
    }
    create_folder(folder)?;
    // An interrupted run has written files of either list.
    write_list(folder, &old.union(&new).cloned().collect())?;
    for (path, text) in crate_files {
        let path = folder.join(path);
        create_folder(path.parent().unwrap_or(folder))?;
        files::replace_emitted(&path, text).map_err(|error| cannot_write(&path, &error))?;
    }
    for path in old.difference(&new) {
        remove(folder, path)?;
    }
    write_list(folder, &new)
}

/// The files that were written to the folder. There are none in an empty folder.
fn listed(folder: &Path) -> Result<BTreeSet<String>, PackageError> {
    refuse_links(folder, LIST)?;
    let list = folder.join(LIST);
    if !list.exists() {
        let is_empty = !folder.exists() || present(folder)?.is_empty();
        let others = "is not empty and holds no packaged client: name another folder";
        return if is_empty { Ok(BTreeSet::new()) } else { Err(PackageError::new(folder, others)) };
    }
    let text = read_text(&list)?;
    let paths: BTreeSet<String> = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    match paths.iter().find(|path| !may_be_listed(path)) {
        Some(path) => Err(PackageError::new(&list, format!("`{path}` is not a path of a packaged file"))),
        None => Ok(paths),
    }
}

/// Returns true for a path within the folder that is not Cargo's or git's.
fn may_be_listed(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    let first = parts.clone().next().and_then(|part| part.as_os_str().to_str());
    first.is_some_and(|first| !NOT_OURS.contains(&first)) && parts.all(|part| matches!(part, Component::Normal(_)))
}

fn write_list(folder: &Path, paths: &BTreeSet<String>) -> Result<(), PackageError> {
    let mut text = "# The files that `package` has written, which it replaces and removes.\n".to_owned();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    let list = folder.join(LIST);
    files::replace_emitted(&list, &text).map(drop).map_err(|error| cannot_write(&list, &error))
}

/// Refuses a file that was not written here, and links, which may lead out of the folder.
fn refuse_foreign(folder: &Path, path: &str, old: &BTreeSet<String>) -> Result<(), PackageError> {
    refuse_links(folder, path)?;
    let file = folder.join(path);
    match fs::symlink_metadata(&file) {
        Ok(_) if !old.contains(path) => {
            Err(PackageError::new(&file, "this file was not written by `package`: move it, or name another folder"))
        }
        _ => Ok(()),
    }
}

fn refuse_links(folder: &Path, path: &str) -> Result<(), PackageError> {
    let mut part = folder.to_owned();
    for name in Path::new(path).components() {
        part.push(name);
        if fs::symlink_metadata(&part).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(PackageError::new(&part, "is a link, which may lead elsewhere: remove it"));
        }
    }
    Ok(())
}

/// Removes a file of an earlier run, and the folders that are empty without it.
fn remove(folder: &Path, path: &str) -> Result<(), PackageError> {
    refuse_links(folder, path)?;
    let file = folder.join(path);
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(PackageError::new(&file, format!("cannot be removed: {error}")));
        }
        _ => {}
    }
    let within = |parent: &&Path| *parent != folder && parent.starts_with(folder);
    for parent in file.ancestors().skip(1).take_while(within) {
        // Fails if other files are left, which is intended.
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}

fn create_folder(folder: &Path) -> Result<(), PackageError> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))
}

fn cannot_write(path: &Path, error: &io::Error) -> PackageError {
    PackageError::new(path, format!("cannot be written: {error}"))
}
