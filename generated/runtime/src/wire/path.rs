//! Paths within a value: linked lists on the stack, so that a path costs nothing until it is displayed.

use std::fmt;

use crate::untrusted::Untrusted;

/// A path from the root of a value, displayed like `items[3].id`.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    /// The value itself.
    Root,
    /// A field or a map's entry.
    Key(&'a Path<'a>, &'a str),
    /// A list's item.
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// Returns true if it is a field of the outermost value.
    pub(super) fn is_outermost(&self) -> bool {
        matches!(self, Self::Key(Self::Root, _))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => write!(f, "{}", Untrusted(key)),
            Self::Key(parent, key) => write!(f, "{parent}.{}", Untrusted(key)),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}
