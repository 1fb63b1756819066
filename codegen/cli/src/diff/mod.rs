//! The changes between two specs in terms of the API, and the version bump that each one requires.
//!
//! 1. `api`, `service` and what they call name the changes, file by file, and the items of the public surface that each touches.
//! 2. `effects` compares the two surfaces, and gives each change its items, from which the bump follows. An item that no change
//!    names becomes a change.
//! 3. `text`, `markdown` and `json` print the changes.
//!
//! The surface determines the bump because emitted types are `#[non_exhaustive]`, including enums: additional items break
//! no caller. Rust names count, not wire names. Retries are not items: `retries` asks the policy of the runtime.

mod api;
mod bump;
mod change;
mod definition;
mod effects;
mod error_tables;
mod json;
mod keywords;
mod markdown;
mod object_types;
mod operation;
mod pairs;
mod paths;
mod retries;
mod service;
mod text;

pub use bump::Bump;
pub(crate) use change::ChangeGroup;
pub use change::{Change, ChangeKind};
pub(crate) use text::{NOTHING, described};

use dingtalk_codegen::model::Model;
use effects::Effects;
use std::fmt;

/// The changes between two specs, in order of what they are about: what all share first, then each operation.
#[derive(Clone, Debug)]
pub struct Diff {
    /// None of them is empty.
    pub(crate) groups: Vec<ChangeGroup>,
}

impl Diff {
    /// The greatest bump that a change requires; `None` without changes.
    #[must_use]
    pub fn bump(&self) -> Option<Bump> {
        self.groups.iter().filter_map(ChangeGroup::bump).max()
    }

    /// All changes, each with the place that it is in: an operation such as `im::send`, the shared types of a service such as
    /// `im::types`, or `api` for what all endpoints share.
    pub fn changes(&self) -> impl Iterator<Item = (&str, &Change)> {
        self.groups.iter().flat_map(|group| group.changes.iter().map(|change| (group.place.as_str(), change)))
    }

    /// The files of the spec that changed, such as `im/send.yaml`.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().map(|group| group.file.as_str())
    }

    /// Returns true if nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The changes as Markdown, for a changelog or a pull request.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::text(self)
    }

    /// The changes as JSON, for machines.
    ///
    /// An object with `version` (of this format: 1), `bump` (`patch`, `minor`, `major`, or null if nothing changed) and `changes`, a list of objects with
    /// `place` (an operation such as `im::send`, the shared types of a service such as `im::types`, or `api`), `file` (of the spec),
    /// `kind` (`added`, `removed`, `changed` or `described`), `fact`, `old` and `new` (texts or null), `bump` and `why`.
    /// New fields do not change the version.
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
    let mut groups = vec![api::compare(old, new)];
    groups.extend(service::compare(old, new));
    Effects::of(old, new).settle(&mut groups);
    groups.retain(|group| !group.changes.is_empty());
    Diff { groups }
}
