//! One change, and those of one file of the spec.

use super::Bump;
use super::pairs::{Pair, is_reordered};

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// It is another.
    Changed,
    /// It is the same, and is described in other words.
    Described,
}

impl ChangeKind {
    /// The kind as a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Described => "described",
        }
    }
}

/// One change between two specs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub(super) kind: ChangeKind,
    pub(super) fact: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) bump: Bump,
    pub(super) why: String,
}

impl Change {
    /// What became of the fact.
    #[must_use]
    pub const fn kind(&self) -> ChangeKind {
        self.kind
    }

    /// What it is about, such as `body spaceId required` or `error 400 paramError message`.
    #[must_use]
    pub fn fact(&self) -> &str {
        &self.fact
    }

    /// What the old spec says, unless there is nothing to say of it.
    #[must_use]
    pub fn before(&self) -> Option<&str> {
        self.old.as_deref()
    }

    /// What the new spec says.
    #[must_use]
    pub fn after(&self) -> Option<&str> {
        self.new.as_deref()
    }

    /// The bump that it asks for.
    #[must_use]
    pub const fn bump(&self) -> Bump {
        self.bump
    }

    /// What it means for callers, which is why it asks for that bump.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

/// The changes of one file of the spec.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// What the file describes, as callers know it.
    pub(super) place: String,
    /// The file, in the new spec if it is there.
    pub(super) file: String,
    pub(super) changes: Vec<Change>,
}

impl Group {
    pub(super) fn new(place: impl Into<String>, file: impl Into<String>) -> Self {
        Self { place: place.into(), file: file.into(), changes: Vec::new() }
    }

    pub(super) fn bump(&self) -> Option<Bump> {
        self.changes.iter().map(Change::bump).max()
    }

    pub(super) fn added(
        &mut self,
        fact: impl Into<String>,
        new: impl Into<String>,
        bump: Bump,
        why: impl Into<String>,
    ) {
        self.push(ChangeKind::Added, fact.into(), None, Some(new.into()), bump, why.into());
    }

    pub(super) fn removed(
        &mut self,
        fact: impl Into<String>,
        old: impl Into<String>,
        bump: Bump,
        why: impl Into<String>,
    ) {
        self.push(ChangeKind::Removed, fact.into(), Some(old.into()), None, bump, why.into());
    }

    pub(super) fn changed(
        &mut self,
        fact: impl Into<String>,
        (old, new): (impl Into<String>, impl Into<String>),
        bump: Bump,
        why: impl Into<String>,
    ) {
        self.push(ChangeKind::Changed, fact.into(), Some(old.into()), Some(new.into()), bump, why.into());
    }

    /// A change of data, where there is one: what is sent or read, on which no caller's code depends.
    pub(super) fn data(&mut self, fact: impl Into<String>, old: &str, new: &str, why: &str) {
        if old != new {
            self.changed(fact, (old, new), Bump::Patch, why);
        }
    }

    /// Other words for a fact, where they are others.
    pub(super) fn described<T: PartialEq>(&mut self, fact: impl Into<String>, old: &T, new: &T) {
        if old != new {
            self.push(ChangeKind::Described, fact.into(), None, None, Bump::Patch, "documentation alone".to_owned());
        }
    }

    /// Another order of what both have, where only documentation shows it.
    pub(super) fn order<'a, T: 'a>(&mut self, fact: &str, pairs: &[Pair<'a, T>], old: impl IntoIterator<Item = &'a T>) {
        self.described(format!("{fact} order"), &is_reordered(pairs, old), &false);
    }

    /// The mark of what should not be used any more: compilers warn of its use.
    pub(super) fn deprecated(&mut self, fact: &str, old: Option<&String>, new: Option<&String>) {
        let fact = || format!("{fact} deprecated");
        match (old, new) {
            (None, Some(new)) => self.added(fact(), new, Bump::Minor, "its use is warned of"),
            (Some(old), None) => self.removed(fact(), old, Bump::Patch, "its use is not warned of any more"),
            (old, new) => self.described(fact(), &old, &new),
        }
    }

    fn push(
        &mut self,
        kind: ChangeKind,
        fact: String,
        old: Option<String>,
        new: Option<String>,
        bump: Bump,
        why: String,
    ) {
        self.changes.push(Change { kind, fact, old, new, bump, why });
    }
}
