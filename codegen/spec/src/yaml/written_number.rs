//! Numbers of a spec: their values and their notation, which `serde_yaml` does not keep.

use crate::yaml::node::Node;
use crate::yaml::outline::{Outline, OutlineKind};
use serde::ser::{Serialize, Serializer};

/// A number that JSON can hold.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenNumber {
    value: serde_json::Number,
    written: String,
}

impl WrittenNumber {
    /// A finite number with a fraction or an exponent; `None` if it is not finite.
    #[must_use]
    pub fn float(value: f64) -> Option<Self> {
        serde_json::Number::from_f64(value).map(Self::of)
    }

    fn of(value: serde_json::Number) -> Self {
        Self { written: value.to_string(), value }
    }

    /// The number as one of 64 bits with a sign, if it is whole and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.value.as_i64()
    }

    /// Returns true if it is written with a fraction or an exponent.
    #[must_use]
    pub fn is_float(&self) -> bool {
        self.value.is_f64()
    }

    /// The number as written, such as `1e3` or `0x1f`.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The text as JSON has it: as it is written, unless only YAML knows that notation.
    #[must_use]
    pub fn json(&self) -> String {
        let is_json = serde_json::from_str::<serde_json::Number>(&self.written).is_ok();
        if is_json { self.written.clone() } else { self.value.to_string() }
    }

    /// Sets the number as written.
    pub(crate) fn set_written(&mut self, written: &str) {
        written.clone_into(&mut self.written);
    }
}

impl From<i64> for WrittenNumber {
    fn from(value: i64) -> Self {
        Self::of(value.into())
    }
}

impl From<u64> for WrittenNumber {
    fn from(value: u64) -> Self {
        Self::of(value.into())
    }
}

impl Serialize for WrittenNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// The notations of whole numbers that are printed differently.
const NOTATIONS: &[&str] = &["0x", "0o", "0b", "+"];

/// Takes the text of each number below a node, which is the root of the file.
pub(crate) fn fill(source: &str, node: &mut Node) {
    if !has_float(node) && !NOTATIONS.iter().any(|notation| source.contains(notation)) {
        return;
    }
    if let Some(root) = Outline::of(source) {
        fill_below(node, &root, &root);
    }
}

fn has_float(node: &Node) -> bool {
    match node {
        Node::Number(number) => number.is_float(),
        Node::List(items) => items.iter().any(has_float),
        Node::Map(entries) => entries.iter().any(|(_, value)| has_float(value)),
        Node::Null | Node::Bool(_) | Node::Text(_) => false,
    }
}

fn fill_below(node: &mut Node, outline: &Outline, root: &Outline) {
    match (node, &root.resolve(outline).kind) {
        (Node::Number(number), OutlineKind::Scalar { text, .. }) => number.set_written(text),
        (Node::List(nodes), OutlineKind::List { items, .. }) => {
            nodes.iter_mut().zip(items).for_each(|(node, item)| fill_below(node, item, root));
        }
        // A node leaves out keys that are errors, so entries are matched by their names.
        (Node::Map(nodes), OutlineKind::Map { entries, .. }) => {
            let mut entries = entries.iter();
            for (name, node) in nodes {
                if let Some(entry) = entries.find(|entry| entry.name() == Some(name)) {
                    fill_below(node, &entry.value, root);
                }
            }
        }
        _ => {}
    }
}
