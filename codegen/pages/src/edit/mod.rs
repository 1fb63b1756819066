//! Changes a file of a spec and leaves all else in it as it stands: comments, layout, line breaks.
//!
//! Every change is read again. It is kept only if the file then says what it said before and the change, and nothing else; so a
//! layout that was not thought of leads to a refusal, not to a broken spec.

mod splice;

use std::error::Error;
use std::fmt;

use dingtalk_spec::diag::{NodePath, PathSegment, Sink};

use dingtalk_spec::fragment::{Fragment, entry, inline};
use dingtalk_spec::outline::{Outline, locate};
use dingtalk_spec::{Around, Node, text, yaml};
use splice::Splice;

/// A file that is being changed.
#[derive(Debug)]
pub struct SpecEdit {
    text: String,
    /// What the file says.
    node: Node,
    root: NodePath,
}

/// Why a file was not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uneditable {
    /// The file, as people are shown it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What to do there by hand.
    pub by_hand: String,
}

impl fmt::Display for Uneditable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, by_hand } = self;
        write!(f, "{file}:{line}: the layout here cannot be changed without loss; {by_hand} there yourself")
    }
}

impl Error for Uneditable {}

impl SpecEdit {
    /// Takes the text of a file; `None` if it cannot be read as YAML.
    #[must_use]
    pub fn new(text: &str, root: &NodePath) -> Option<Self> {
        let node = read(text, root)?;
        Some(Self { text: text.to_owned(), node, root: root.clone() })
    }

    /// The text with all changes.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// Sets a value that is neither a list nor a map to another such value.
    ///
    /// # Errors
    ///
    /// That the layout does not allow it.
    pub fn set(&mut self, place: &NodePath, value: &Node) -> Result<(), Uneditable> {
        let change = |node: &mut Node| {
            *at(node, &place.segments())? = value.clone();
            Some(())
        };
        let splices = |outline: &Outline, _: &str| splice::set(&outline.find(place)?, value);
        self.apply(splices, change)
            .ok_or_else(|| self.refusal(place, format!("write `{}`", inline(value, Around::Flow))))
    }

    /// Adds an entry behind those of a map, which has none of this key.
    ///
    /// # Errors
    ///
    /// That the layout does not allow it.
    pub fn put(&mut self, map: &NodePath, key: &str, value: &Fragment) -> Result<(), Uneditable> {
        let change = |node: &mut Node| match at(node, &map.segments())? {
            Node::Map(entries) => {
                entries.push((key.to_owned(), value.node()));
                Some(())
            }
            _ => None,
        };
        let splices = |outline: &Outline, text: &str| splice::put(&outline.find(map)?, key, value, text);
        let by_hand = || format!("add `{}`", entry(key, &value.node(), Around::Flow));
        self.apply(splices, change).ok_or_else(|| self.refusal(map, by_hand()))
    }

    /// Adds an item behind those of a list.
    ///
    /// # Errors
    ///
    /// That the layout does not allow it.
    pub fn push(&mut self, list: &NodePath, item: &Node) -> Result<(), Uneditable> {
        let change = |node: &mut Node| match at(node, &list.segments())? {
            Node::List(items) => {
                items.push(item.clone());
                Some(())
            }
            _ => None,
        };
        let splices = |outline: &Outline, text: &str| splice::push(&outline.find(list)?, item, text);
        let by_hand = || format!("add `{}`", inline(item, Around::Flow));
        self.apply(splices, change).ok_or_else(|| self.refusal(list, by_hand()))
    }

    /// Adds an item to a list, before the one of a number; behind all of them if there is none.
    ///
    /// # Errors
    ///
    /// That the layout does not allow it.
    pub fn insert(&mut self, list: &NodePath, index: usize, item: &Node) -> Result<(), Uneditable> {
        match self.get(list) {
            Some(Node::List(items)) if index < items.len() => {}
            _ => return self.push(list, item),
        }
        let change = |node: &mut Node| match at(node, &list.segments())? {
            Node::List(items) => {
                items.insert(index, item.clone());
                Some(())
            }
            _ => None,
        };
        let splices = |outline: &Outline, text: &str| splice::insert(&outline.find(list)?, index, item, text);
        let by_hand = || format!("add `{}`", inline(item, Around::Flow));
        self.apply(splices, change).ok_or_else(|| self.refusal(&list.index(index), by_hand()))
    }

    /// Takes an entry out of a map that has others.
    ///
    /// # Errors
    ///
    /// That the layout does not allow it.
    pub fn remove(&mut self, map: &NodePath, key: &str) -> Result<(), Uneditable> {
        let change = |node: &mut Node| match at(node, &map.segments())? {
            Node::Map(entries) => {
                entries.retain(|(name, _)| name != key);
                Some(())
            }
            _ => None,
        };
        let splices = |outline: &Outline, text: &str| splice::remove(&outline.find(map)?, key, text);
        self.apply(splices, change).ok_or_else(|| self.refusal(&map.key(key).on_key(), format!("take `{key}` out")))
    }

    /// The value at a place, as the file now says it.
    #[must_use]
    pub fn get(&self, place: &NodePath) -> Option<&Node> {
        place.segments().iter().try_fold(&self.node, |node, step| match (node, step) {
            (Node::Map(_), PathSegment::Key(key)) => node.get(key),
            (Node::List(items), PathSegment::Index(index)) => items.get(*index),
            _ => None,
        })
    }

    /// Changes text and value; nothing at all if they would not say the same.
    fn apply(
        &mut self,
        splices: impl FnOnce(&Outline, &str) -> Option<Vec<Splice>>,
        change: impl FnOnce(&mut Node) -> Option<()>,
    ) -> Option<()> {
        let mut splices = splices(&Outline::of(&self.text)?, &self.text)?;
        splices.sort_by_key(|(range, _)| range.start);
        let mut text = self.text.clone();
        for (range, new) in splices.into_iter().rev() {
            text.get(range.clone())?;
            text.replace_range(range, &new);
        }
        let mut node = self.node.clone();
        change(&mut node)?;
        if read(&text, &self.root)? != node {
            return None;
        }
        (self.text, self.node) = (text, node);
        Some(())
    }

    fn refusal(&self, place: &NodePath, by_hand: String) -> Uneditable {
        let byte = locate(&self.text, place).unwrap_or(0);
        let (line, _) = text::position(&self.text, byte);
        Uneditable { file: self.root.file_name().to_owned(), line, by_hand }
    }
}

/// What a text says, if it can be read without a mistake.
fn read(text: &str, root: &NodePath) -> Option<Node> {
    let mut sink = Sink::new();
    yaml::parse(text, root, &mut sink).filter(|_| !sink.has_errors())
}

/// The value at the end of a way.
fn at<'n>(node: &'n mut Node, steps: &[&PathSegment]) -> Option<&'n mut Node> {
    steps.iter().try_fold(node, |node, step| match (node, step) {
        (Node::Map(entries), PathSegment::Key(key)) => {
            entries.iter_mut().find(|(name, _)| *name == **key).map(|(_, value)| value)
        }
        (Node::Map(entries), PathSegment::Entry(index)) => entries.get_mut(*index).map(|(_, value)| value),
        (Node::List(items), PathSegment::Index(index)) => items.get_mut(*index),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
