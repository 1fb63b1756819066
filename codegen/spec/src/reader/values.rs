//! The values that the files of a spec are made of, each with its place.

use crate::diag::NodePath;
use crate::yaml::node::Node;

/// A value with its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its path in the file.
    pub place: NodePath,
}

/// A text with its path. The line breaks at the end of a block (`|`, `>`) are not part of it.
pub type PlacedText = Placed<String>;

impl PlacedText {
    /// Returns true for the placeholder of a missing or invalid text. A text from a file is never blank.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.value.is_empty()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

/// A value that is neither a list nor a map, with its path.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The value: never `Null`, a list or a map.
    pub value: Node,
    /// Its path in the file.
    pub place: NodePath,
}

/// One value, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMany<T> {
    /// The values, in order.
    pub items: Vec<T>,
    /// The path of the value or the list.
    pub place: NodePath,
}

/// A map whose keys the author chooses, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedMap<T> {
    /// The entries that could be read.
    pub entries: Vec<PlacedEntry<T>>,
    /// The keys whose values are invalid, which are reported. Later passes that look up names
    /// count them, so that one error is not reported twice.
    pub broken: Vec<PlacedText>,
    /// The path of the map.
    pub place: NodePath,
}

/// An entry of a [`PlacedMap`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedEntry<T> {
    /// The key, with its own place.
    pub key: PlacedText,
    /// The value.
    pub value: T,
}

impl<T> PlacedMap<T> {
    /// The entries that could be read, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, PlacedEntry<T>> {
        self.entries.iter()
    }

    /// The value of `key`, if it could be read.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        self.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// Returns true if `key` is in the file, with a valid value or not.
    #[must_use]
    pub fn mentions(&self, key: &str) -> bool {
        self.get(key).is_some() || self.broken.iter().any(|broken| broken.value == key)
    }

    /// Returns true for the placeholder of a missing or invalid map.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.broken.iter().any(PlacedText::is_placeholder)
    }

    /// Returns true if the map has no keys in the file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.broken.is_empty()
    }
}

impl<'a, T> IntoIterator for &'a PlacedMap<T> {
    type Item = &'a PlacedEntry<T>;
    type IntoIter = std::slice::Iter<'a, PlacedEntry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
