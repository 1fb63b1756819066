//! One change, and those of one file of the spec.

use super::Bump;
use super::effects::AffectedItem;
use super::pairs::{Pair, is_reordered};
use std::fmt::Write as _;

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// The fact is new.
    Added,
    /// The fact was removed.
    Removed,
    /// The value changed.
    Changed,
    /// Only the documentation changed.
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
#[non_exhaustive]
pub struct Change {
    /// The kind of the change.
    pub kind: ChangeKind,
    /// The fact that changed, such as `body spaceId required` or `error 400 paramError message`.
    pub fact: String,
    /// The old value, if there is one.
    pub old: Option<String>,
    /// The new value, if there is one.
    pub new: Option<String>,
    /// The changed behaviour of the client, if any.
    pub behaviour: Option<&'static str>,
    /// Items of the surface.
    pub(super) affects: Vec<AffectedItem>,
    /// The items of the public surface that the change removes.
    pub removed_items: Vec<String>,
    /// The items of the public surface that the change adds.
    pub added_items: Vec<String>,
    /// The bump that it requires.
    pub bump: Bump,
    /// The reason for the bump: the items of the public surface that it removes and adds, and changed behaviour of the client.
    pub why: String,
}

impl Change {
    /// A change of an item that no other change names.
    pub(super) fn of_item(path: String, removed: &[String], added: &[String]) -> Self {
        let kind = match (removed, added) {
            ([], _) => ChangeKind::Added,
            (_, []) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        let mut change = Self::new(kind, path, None, None, Vec::new());
        change.settle(removed, added);
        change
    }

    fn new(
        kind: ChangeKind,
        fact: String,
        old: Option<String>,
        new: Option<String>,
        affects: Vec<AffectedItem>,
    ) -> Self {
        let (removed_items, added_items, why) = (Vec::new(), Vec::new(), String::new());
        Self { kind, fact, old, new, behaviour: None, affects, removed_items, added_items, bump: Bump::Patch, why }
    }

    /// Derives the bump from the items that the surface loses and gains by this change.
    pub(super) fn settle(&mut self, removed: &[String], added: &[String]) {
        let behaviour = self.behaviour.map(str::to_owned);
        let effects = [listed("removes", removed), listed("adds", added), behaviour];
        let effects: Vec<String> = effects.into_iter().flatten().collect();
        self.bump = match (removed, effects.is_empty()) {
            ([], true) => Bump::Patch,
            ([], false) => Bump::Minor,
            _ => Bump::Major,
        };
        (self.removed_items, self.added_items) = (removed.to_vec(), added.to_vec());
        self.why = if effects.is_empty() { "callers' code is the same".to_owned() } else { effects.join(", ") };
    }
}

/// A verb and the first of some items.
fn listed(verb: &str, items: &[String]) -> Option<String> {
    const MOST: usize = 3;
    let quoted: Vec<String> = items.iter().take(MOST).map(|item| format!("`{item}`")).collect();
    let mut text = format!("{verb} {}", quoted.join(", "));
    if items.len() > MOST {
        let _ = write!(text, " and {} more", items.len() - MOST);
    }
    (!items.is_empty()).then_some(text)
}

/// The changes of one file of the spec.
#[derive(Clone, Debug)]
pub(crate) struct ChangeGroup {
    /// The operation, module or API that the file describes, as callers name it.
    pub(crate) place: String,
    /// The file, in the new spec if it is there.
    pub(super) file: String,
    /// The places of its items in the surfaces: two if it has another place in the old one.
    pub(super) places: Vec<String>,
    pub(crate) changes: Vec<Change>,
}

impl ChangeGroup {
    pub(super) fn new(place: impl Into<String>, file: impl Into<String>) -> Self {
        let place = place.into();
        Self { places: vec![place.clone()], place, file: file.into(), changes: Vec::new() }
    }

    pub(super) fn bump(&self) -> Option<Bump> {
        self.changes.iter().map(|change| change.bump).max()
    }

    pub(super) fn added(&mut self, fact: impl Into<String>, new: impl Into<String>, affects: Vec<AffectedItem>) {
        self.changes.push(Change::new(ChangeKind::Added, fact.into(), None, Some(new.into()), affects));
    }

    pub(super) fn removed(&mut self, fact: impl Into<String>, old: impl Into<String>, affects: Vec<AffectedItem>) {
        self.changes.push(Change::new(ChangeKind::Removed, fact.into(), Some(old.into()), None, affects));
    }

    /// Adds a change, if the values differ.
    pub(super) fn changed(&mut self, fact: impl Into<String>, (old, new): (&str, &str), affects: Vec<AffectedItem>) {
        if old != new {
            let (old, new) = (Some(old.to_owned()), Some(new.to_owned()));
            self.changes.push(Change::new(ChangeKind::Changed, fact.into(), old, new, affects));
        }
    }

    /// Adds a change of data that is sent or read, which affects no item of the surface.
    pub(super) fn data(&mut self, fact: impl Into<String>, values: (&str, &str)) {
        self.changed(fact, values, Vec::new());
    }

    /// Adds the change of a flag.
    pub(super) fn flag(&mut self, fact: impl Into<String>, (old, new): (bool, bool), affects: Vec<AffectedItem>) {
        self.changed(fact, (&old.to_string(), &new.to_string()), affects);
    }

    /// Adds the change of an optional value.
    pub(super) fn optional<T: AsRef<str>>(
        &mut self,
        fact: impl Into<String>,
        values: (Option<T>, Option<T>),
        affects: Vec<AffectedItem>,
    ) {
        match values {
            (None, Some(new)) => self.added(fact, new.as_ref(), affects),
            (Some(old), None) => self.removed(fact, old.as_ref(), affects),
            (Some(old), Some(new)) => self.changed(fact, (old.as_ref(), new.as_ref()), affects),
            (None, None) => {}
        }
    }

    /// A change without values.
    pub(super) fn noted(&mut self, fact: impl Into<String>) {
        self.changes.push(Change::new(ChangeKind::Changed, fact.into(), None, None, Vec::new()));
    }

    /// Marks the changes from an index on as changes of the client's behaviour.
    pub(super) fn behaves(&mut self, since: usize, behaviour: &'static str) {
        self.changes[since..].iter_mut().for_each(|change| change.behaviour = Some(behaviour));
    }

    /// Adds a change of documentation, if the values differ.
    pub(super) fn described<T: PartialEq>(&mut self, fact: impl Into<String>, old: &T, new: &T) {
        if old != new {
            self.changes.push(Change::new(ChangeKind::Described, fact.into(), None, None, Vec::new()));
        }
    }

    /// Adds a change of order, if the pairs are reordered.
    pub(super) fn order<'a, T: 'a>(
        &mut self,
        fact: &str,
        pairs: &[Pair<'a, T>],
        (old, new): (&'a [T], &'a [T]),
        name: impl Fn(&T) -> String,
    ) {
        if is_reordered(pairs, old) {
            let names = |all: &[T]| all.iter().map(&name).collect::<Vec<_>>().join(", ");
            self.data(format!("{fact} order"), (&names(old), &names(new)));
        }
    }

    /// Adds the added and removed items, and calls `both` for the others. `name` returns the fact, the value and the affected items.
    pub(super) fn each<'a, T>(
        &mut self,
        pairs: Vec<Pair<'a, T>>,
        name: impl Fn(&T) -> (String, String, Vec<AffectedItem>),
        both: impl Fn(&mut Self, &'a T, &'a T),
    ) {
        for pair in pairs {
            match pair {
                Pair::Both(old, new) => both(self, old, new),
                Pair::Added(new) => {
                    let (fact, value, affects) = name(new);
                    self.added(fact, value, affects);
                }
                Pair::Removed(old) => {
                    let (fact, value, affects) = name(old);
                    self.removed(fact, value, affects);
                }
            }
        }
    }
}
