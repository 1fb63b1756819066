//! What changed between two specs, in terms of the API, and which version bump each change asks for.
//!
//! The bumps follow from what is emitted. Types are `#[non_exhaustive]`, enumerations and error enums as well, so that a field or a variant more breaks nobody; `new` takes
//! what is required, so that one more argument breaks whoever calls it. Where it is a matter of names, those of Rust count, not those of the wire. Whatever changes in the surface is
//! a change here: tests hold the one to the other.

mod api;
mod bump;
mod change;
mod definition;
mod errors;
mod json;
mod keywords;
mod markdown;
mod objects;
mod operation;
mod pairs;
mod paths;
mod renames;
mod retries;
mod service;
mod text;

pub use bump::Bump;
pub use change::{Change, ChangeKind};

use change::Group;
use dingtalk_codegen::model::Model;
use retries::Rows;
use std::fmt;

/// The changes between two specs, in order of what they are about: what all share first, then each operation.
#[derive(Clone, Debug)]
pub struct Diff {
    /// None of them is empty.
    groups: Vec<Group>,
}

impl Diff {
    /// The greatest bump that a change asks for; none if there is no change.
    #[must_use]
    pub fn bump(&self) -> Option<Bump> {
        self.groups.iter().filter_map(Group::bump).max()
    }

    /// All changes, each with the place that it is in: an operation such as `im::send`, the shared types of a service such as
    /// `im::types`, or `api` for what all endpoints share.
    pub fn changes(&self) -> impl Iterator<Item = (&str, &Change)> {
        self.groups.iter().flat_map(|group| group.changes.iter().map(|change| (group.place.as_str(), change)))
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The changes of some files of the spec, such as `im/send.yaml`, and no others.
    #[must_use]
    pub fn of_files(mut self, files: &[&str]) -> Self {
        self.groups.retain(|group| files.contains(&group.file.as_str()));
        self
    }

    /// The changes as Markdown, for a changelog or a pull request.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::text(self)
    }

    /// The changes as JSON, for machines.
    ///
    /// An object with `version` (of this shape: 1), `bump` (`patch`, `minor`, `major`, or null if nothing changed) and `changes`, a list of objects with
    /// `place` (an operation such as `im::send`, the shared types of a service such as `im::types`, or `api`), `file` (of the spec),
    /// `kind` (`added`, `removed`, `changed` or `described`), `fact`, `old` and `new` (texts or null), `bump` and `why`.
    /// Members may be added; then the version stays.
    #[must_use]
    pub fn json(&self) -> String {
        format!("{}\n", json::document(self))
    }
}

/// The changes as short lines below what they are about, and the verdict at the end.
impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(self, f)
    }
}

/// Compares two specs.
pub(crate) fn compare(old: &Model, new: &Model) -> Diff {
    let shared = [&old.api.errors, &new.api.errors].map(Rows::of);
    let mut groups = vec![api::compare(old, new, &shared)];
    groups.extend(service::compare(old, new, &shared));
    groups.retain(|group| !group.changes.is_empty());
    Diff { groups }
}
