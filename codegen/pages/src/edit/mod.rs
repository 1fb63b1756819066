//! Edits a spec file and preserves its comments, layout and line breaks.
//!
//! Every edit is parsed again and kept only if the new value is the old one with the edit applied. Unexpected layouts
//! lead to an error, not to a broken spec.

pub(crate) mod fragment;
pub(crate) mod scalar;
mod splice;

use std::error::Error;
use std::fmt;

use crate::edit::fragment::{Fragment, entry, inline};
use crate::edit::scalar::ScalarContext;
use dingtalk_spec::diag::{LocateNode, NodePath, PathSegment, Sink};
use dingtalk_spec::yaml::outline::Outline;
use dingtalk_spec::{Node, Sources, yaml};
use splice::Splice;

/// A file being edited.
#[derive(Debug)]
pub struct SpecEdit {
    text: String,
    /// Parsed value of the file.
    node: Node,
    root: NodePath,
}

/// An edit that the layout does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uneditable {
    /// The file, for display.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// The edit to make by hand.
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
    /// Parses a file. Returns `None` if it is not valid YAML.
    #[must_use]
    pub fn new(text: &str, root: &NodePath) -> Option<Self> {
        let node = read(text, root)?;
        Some(Self { text: text.to_owned(), node, root: root.clone() })
    }

    /// Returns the edited text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// Replaces a scalar by another one.
    ///
    /// # Errors
    ///
    /// The layout does not allow it.
    pub fn set(&mut self, place: &NodePath, value: &Node) -> Result<(), Uneditable> {
        let change = |node: &mut Node| {
            *at(node, &place.segments())? = value.clone();
            Some(())
        };
        let splices = |outline: &Outline, _: &str| splice::set(&outline.find(place)?, value);
        self.apply(&splices, &change)
            .ok_or_else(|| self.refusal(place, format!("write `{}`", inline(value, ScalarContext::Flow))))
    }

    /// Appends an entry to a map that lacks this key.
    ///
    /// # Errors
    ///
    /// The layout does not allow it.
    pub fn put(&mut self, map: &NodePath, key: &str, value: &Fragment) -> Result<(), Uneditable> {
        self.put_at(map, usize::MAX, key, value)
    }

    /// Inserts an entry into a map that lacks this key at an index, or appends it if the map is shorter.
    ///
    /// # Errors
    ///
    /// The layout does not allow it.
    pub fn put_at(&mut self, map: &NodePath, index: usize, key: &str, value: &Fragment) -> Result<(), Uneditable> {
        let change = |node: &mut Node| match at(node, &map.segments())? {
            Node::Map(entries) => {
                entries.insert(index.min(entries.len()), (key.to_owned(), value.node()));
                Some(())
            }
            _ => None,
        };
        let splices = |outline: &Outline, text: &str| splice::put(&outline.find(map)?, index, key, value, text);
        let by_hand = || format!("add `{}`", entry(key, &value.node(), ScalarContext::Flow));
        self.apply(&splices, &change).ok_or_else(|| self.refusal(map, by_hand()))
    }

    /// Inserts an item into a list at an index, or appends it if the list is shorter.
    ///
    /// # Errors
    ///
    /// The layout does not allow it.
    pub fn insert(&mut self, list: &NodePath, index: usize, item: &Node) -> Result<(), Uneditable> {
        let change = |node: &mut Node| match at(node, &list.segments())? {
            Node::List(items) => {
                items.insert(index.min(items.len()), item.clone());
                Some(())
            }
            _ => None,
        };
        let splices = |outline: &Outline, text: &str| splice::insert(&outline.find(list)?, index, item, text);
        let by_hand = || format!("add `{}`", inline(item, ScalarContext::Flow));
        self.apply(&splices, &change).ok_or_else(|| {
            let at = list.index(index);
            self.refusal(if self.get(&at).is_some() { &at } else { list }, by_hand())
        })
    }

    /// Removes an entry from a map that has others.
    ///
    /// # Errors
    ///
    /// The layout does not allow it.
    pub fn remove(&mut self, map: &NodePath, key: &str) -> Result<(), Uneditable> {
        let change = |node: &mut Node| match at(node, &map.segments())? {
            Node::Map(entries) => {
                entries.retain(|(name, _)| name != key);
                Some(())
            }
            _ => None,
        };
        let splices = |outline: &Outline, text: &str| splice::remove(&outline.find(map)?, key, text);
        self.apply(&splices, &change).ok_or_else(|| self.refusal(&map.key(key).on_key(), format!("take `{key}` out")))
    }

    /// Returns the current value at a place.
    #[must_use]
    pub fn get(&self, place: &NodePath) -> Option<&Node> {
        place.segments().iter().try_fold(&self.node, |node, step| match (node, step) {
            (Node::Map(_), PathSegment::Key(key)) => node.get(key),
            (Node::List(items), PathSegment::Index(index)) => items.get(*index),
            _ => None,
        })
    }

    /// Applies an edit to text and value, or does nothing if the two would differ.
    fn apply(
        &mut self,
        splices: &dyn Fn(&Outline, &str) -> Option<Vec<Splice>>,
        change: &dyn Fn(&mut Node) -> Option<()>,
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
        let file = self.root.file_name().to_owned();
        let sources = Sources::from_texts([(file.clone(), self.text.clone())].into());
        let line = sources.position(place).map_or(1, |(line, _)| line);
        Uneditable { file, line, by_hand }
    }
}

/// Parses a text. Returns `None` on errors.
fn read(text: &str, root: &NodePath) -> Option<Node> {
    let mut sink = Sink::new();
    yaml::parse(text, root, &mut sink).filter(|_| !sink.has_errors())
}

/// Returns the value at a place.
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
