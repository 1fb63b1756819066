//! One change, and those of one file of the spec.

use super::Bump;
use super::effects::Touched;
use super::pairs::{Pair, is_reordered};
use std::fmt::Write as _;

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// It is another.
    Changed,
    /// It is the same, and its documentation is another.
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
    kind: ChangeKind,
    fact: String,
    old: Option<String>,
    new: Option<String>,
    /// What the client does by itself from now on, if that is another thing.
    behaviour: Option<&'static str>,
    /// Items of the surface.
    pub(super) touches: Vec<Touched>,
    bump: Bump,
    why: String,
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

    fn new(kind: ChangeKind, fact: String, old: Option<String>, new: Option<String>, touches: Vec<Touched>) -> Self {
        Self { kind, fact, old, new, behaviour: None, touches, bump: Bump::Patch, why: String::new() }
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
        self.why = if effects.is_empty() { "callers' code is the same".to_owned() } else { effects.join(", ") };
    }

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

    /// Why it asks for that bump: the items of the public surface that it removes and adds, and what the client does otherwise by itself.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

/// Some of the items behind a verb.
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
pub(super) struct Group {
    /// What the file describes, as callers know it.
    pub(super) place: String,
    /// The file, in the new spec if it is there.
    pub(super) file: String,
    /// The places of its items in the surfaces: two if it has another place in the old one.
    pub(super) places: Vec<String>,
    pub(super) changes: Vec<Change>,
}

impl Group {
    pub(super) fn new(place: impl Into<String>, file: impl Into<String>) -> Self {
        let place = place.into();
        Self { places: vec![place.clone()], place, file: file.into(), changes: Vec::new() }
    }

    pub(super) fn bump(&self) -> Option<Bump> {
        self.changes.iter().map(Change::bump).max()
    }

    pub(super) fn added(&mut self, fact: impl Into<String>, new: impl Into<String>, touches: Vec<Touched>) {
        self.changes.push(Change::new(ChangeKind::Added, fact.into(), None, Some(new.into()), touches));
    }

    pub(super) fn removed(&mut self, fact: impl Into<String>, old: impl Into<String>, touches: Vec<Touched>) {
        self.changes.push(Change::new(ChangeKind::Removed, fact.into(), Some(old.into()), None, touches));
    }

    /// A change, if there is one.
    pub(super) fn changed(&mut self, fact: impl Into<String>, (old, new): (&str, &str), touches: Vec<Touched>) {
        if old != new {
            let (old, new) = (Some(old.to_owned()), Some(new.to_owned()));
            self.changes.push(Change::new(ChangeKind::Changed, fact.into(), old, new, touches));
        }
    }

    /// A change of data, if there is one: what is sent or read, and no item of the surface.
    pub(super) fn data(&mut self, fact: impl Into<String>, values: (&str, &str)) {
        self.changed(fact, values, Vec::new());
    }

    /// Something that may be added, removed or changed.
    pub(super) fn optional<T: AsRef<str>>(
        &mut self,
        fact: impl Into<String>,
        values: (Option<T>, Option<T>),
        touches: Vec<Touched>,
    ) {
        match values {
            (None, Some(new)) => self.added(fact, new.as_ref(), touches),
            (Some(old), None) => self.removed(fact, old.as_ref(), touches),
            (Some(old), Some(new)) => self.changed(fact, (old.as_ref(), new.as_ref()), touches),
            (None, None) => {}
        }
    }

    /// A change without values.
    pub(super) fn noted(&mut self, fact: impl Into<String>) {
        self.changes.push(Change::new(ChangeKind::Changed, fact.into(), None, None, Vec::new()));
    }

    /// Says of the changes from a number on that the client does something else by itself.
    pub(super) fn behaves(&mut self, since: usize, behaviour: &'static str) {
        self.changes[since..].iter_mut().for_each(|change| change.behaviour = Some(behaviour));
    }

    /// Other documentation, if it is another.
    pub(super) fn described<T: PartialEq>(&mut self, fact: impl Into<String>, old: &T, new: &T) {
        if old != new {
            self.changes.push(Change::new(ChangeKind::Described, fact.into(), None, None, Vec::new()));
        }
    }

    /// Another order of what both have.
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

    /// What one spec lacks, and what `both` says of what they share. `name` gives the fact, the value and what it touches.
    pub(super) fn each<'a, T>(
        &mut self,
        pairs: Vec<Pair<'a, T>>,
        name: impl Fn(&T) -> (String, String, Vec<Touched>),
        both: impl Fn(&mut Self, &'a T, &'a T),
    ) {
        for pair in pairs {
            match pair {
                Pair::Both(old, new) => both(self, old, new),
                Pair::Added(new) => {
                    let (fact, value, touches) = name(new);
                    self.added(fact, value, touches);
                }
                Pair::Removed(old) => {
                    let (fact, value, touches) = name(old);
                    self.removed(fact, value, touches);
                }
            }
        }
    }
}
