//! Finds the folder of a spec in a revision, also within a submodule.

use super::{HERE, MAX_LINE_BYTES, objects, program, top};
use std::path::{Path, PathBuf};

/// The mode of a submodule.
const SUBMODULE: &str = "160000";

/// The folder of a spec in a revision.
#[derive(Debug)]
pub(super) struct SpecTree {
    /// The folder in which git finds the tree: ours, or that of a submodule.
    pub(super) repository: PathBuf,
    /// The tree.
    pub(super) id: String,
}

impl SpecTree {
    /// The folder at a path from the top of the repository, if the commit has it.
    pub(super) fn find(commit: &str, path: &str) -> Result<Option<Self>, String> {
        Self::find_in(Path::new(HERE), commit, path)
    }

    fn find_in(repository: &Path, commit: &str, path: &str) -> Result<Option<Self>, String> {
        if let Some(id) = objects::tree(repository, commit, path)? {
            return Ok(Some(Self { repository: repository.to_owned(), id }));
        }
        let Some((prefix, recorded)) = submodule(repository, commit, path)? else { return Ok(None) };
        let folder = top(repository)?.join(&prefix);
        if super::commit(&folder, &recorded)?.is_none() {
            return Err(format!(
                "the submodule {prefix} has no commit {recorded}, which the revision names: run `git submodule update --init`"
            ));
        }
        let rest = path.strip_prefix(&prefix).unwrap_or_default().trim_start_matches('/');
        Self::find_in(&folder, &recorded, rest)
    }
}

/// The submodule that a path leads into, and the commit that is recorded for it.
fn submodule(repository: &Path, commit: &str, path: &str) -> Result<Option<(String, String)>, String> {
    let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
    for prefix in ends.map(|end| &path[..end]).filter(|prefix| !prefix.is_empty()) {
        let printed =
            program::run(repository, &["ls-tree", "-z", "--full-tree", commit, "--", prefix], &[], MAX_LINE_BYTES)?;
        let printed = String::from_utf8_lossy(&printed.checked()?).into_owned();
        let facts = printed.split_once('\t').map(|(facts, _)| facts.split(' ').collect::<Vec<_>>());
        if let Some([SUBMODULE, _, recorded]) = facts.as_deref() {
            return Ok(Some((prefix.to_owned(), (*recorded).to_owned())));
        }
    }
    Ok(None)
}
