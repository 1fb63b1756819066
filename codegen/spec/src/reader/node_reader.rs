//! Reads nodes into declarations. Reading continues after an error, so that one run reports all errors.

use std::borrow::Cow;

use dingtalk_policy::{describe, is_invisible};

use crate::diag::{Code, NodePath, Sink};
use crate::reader::checks::wrong_type;
use crate::reader::declaration::{Declaration, DeclaredKey, ValueType};
use crate::reader::key_checks;
use crate::reader::values::{OneOrMany, Placed, PlacedEntry, PlacedMap, PlacedText, Scalar};
use crate::yaml::invisible_characters::HELP;
use crate::yaml::node::Node;

/// A type that can be read from a node.
pub trait FromNode: Sized {
    /// The expected kind, for messages: `a text`.
    const EXPECTED: &'static str;

    /// What can be read.
    fn value_type() -> ValueType;

    /// Reads the node at `place`. Returns `None` if it is invalid as a whole, after reporting it.
    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self>;

    /// The placeholder for a missing or invalid value, so that later passes check the rest in the same run. It is
    /// empty, and later passes skip it.
    fn placeholder(place: &NodePath) -> Self;
}

/// The keys of a map that mirrors a struct. `open` reports unknown keys.
pub(crate) struct KnownKeys<'a> {
    declaration: &'static Declaration,
    entries: &'a [(String, Node)],
    place: &'a NodePath,
    sink: &'a mut Sink,
    /// The known keys that unknown ones probably stand for, which are not reported as missing.
    meant: Vec<&'static str>,
}

impl<'a> KnownKeys<'a> {
    /// Reports unknown keys of the map; `None` if the node is not a map.
    pub(crate) fn open(
        node: &'a Node,
        place: &'a NodePath,
        sink: &'a mut Sink,
        expected: &str,
        declaration: &'static Declaration,
    ) -> Option<Self> {
        let Node::Map(entries) = node else { return wrong_type(node, place, expected, sink) };
        let is_known = |key: &str| declaration.keys.iter().any(|declared| declared.key == key);
        let mut meant = Vec::new();
        for (key, value) in entries.iter().filter(|(key, _)| !is_known(key)) {
            let keys: Vec<&'static str> = declaration.keys.iter().map(|declared| declared.key).collect();
            let guess = key_checks::guess(key, &keys);
            meant.extend(guess);
            sink.report(Code::UnknownKey, &place.key(key).on_key(), format!("unknown key `{key}`"))
                .help(key_checks::help(key, value, guess, &keys));
        }
        Some(Self { declaration, entries, place, sink, meant })
    }

    /// Reads a required key.
    pub(crate) fn required<T: FromNode>(&mut self, key: &str) -> T {
        self.optional(key).unwrap_or_else(|| {
            self.report_missing(key, T::EXPECTED);
            T::placeholder(&self.place.key(key))
        })
    }

    /// Reads an optional key. An invalid value becomes a placeholder, not `None`.
    pub(crate) fn optional<T: FromNode>(&mut self, key: &str) -> Option<T> {
        let (_, node) = self.entries.iter().find(|(name, _)| name == key)?;
        let place = self.place.key(key);
        let checks = self.declared(key).map_or(&[][..], |declared| declared.checks);
        match T::read(node, &place, self.sink) {
            // A text that is refused already is not checked any further.
            Some(value) if checks.iter().all(|check| check.passes(node, &place, self.sink)) => Some(value),
            _ => Some(T::placeholder(&place)),
        }
    }

    fn declared(&self, key: &str) -> Option<&'static DeclaredKey> {
        self.declaration.keys.iter().find(|declared| declared.key == key)
    }

    fn report_missing(&mut self, key: &str, expected: &str) {
        if self.meant.contains(&key) {
            return;
        }
        let doc = self.declared(key).and_then(|declared| declared.doc.first()).map_or("", |line| line.trim());
        self.sink
            .report(Code::MissingKey, &self.place.on_key(), format!("missing key `{key}`"))
            .help(format!("`{key}` is {expected}: {doc}"));
    }
}

/// The long form of a map with a short form: a text becomes the value of the key `short`.
pub(crate) fn long_form<'a>(node: &'a Node, short: Option<&str>) -> Cow<'a, Node> {
    match (node, short) {
        // The path of the key does not exist in the file; diagnostics point to its nearest ancestor, the text.
        (Node::Text(_), Some(key)) => Cow::Owned(Node::Map(vec![(key.to_owned(), node.clone())])),
        _ => Cow::Borrowed(node),
    }
}

impl FromNode for PlacedText {
    const EXPECTED: &'static str = "a text";

    fn value_type() -> ValueType {
        ValueType::Text
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        let Node::Text(text) = node else { return wrong_type(node, place, Self::EXPECTED, sink) };
        let value = text.trim_end_matches('\n');
        if value.trim().is_empty() {
            sink.report(Code::Empty, place, "the text is empty").help("remove the key, or write a text");
            return None;
        }
        printable(value, place, sink).then(|| Self { value: value.to_owned(), place: place.clone() })
    }

    fn placeholder(place: &NodePath) -> Self {
        Self { value: String::new(), place: place.clone() }
    }
}

/// Rejects characters that are unsafe wherever the text is printed: in generated
/// sources, in documentation, in a terminal.
pub(crate) fn printable(text: &str, place: &NodePath, sink: &mut Sink) -> bool {
    let bad = text.chars().find(|c| !matches!(c, '\n' | '\t') && is_invisible(*c));
    if let Some(c) = bad {
        sink.report(Code::Unprintable, place, format!("the text has the invisible character {}", describe(c)))
            .help(HELP);
    }
    bad.is_none()
}

impl FromNode for bool {
    const EXPECTED: &'static str = "`true` or `false`";

    fn value_type() -> ValueType {
        ValueType::Bool
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        let Node::Bool(value) = node else { return wrong_type(node, place, Self::EXPECTED, sink) };
        Some(*value)
    }

    fn placeholder(_place: &NodePath) -> Self {
        false
    }
}

impl FromNode for Placed<i64> {
    const EXPECTED: &'static str = "a whole number";

    fn value_type() -> ValueType {
        ValueType::Integer
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        match node {
            Node::Number(number) => number.as_i64().map(|value| Self { value, place: place.clone() }),
            _ => None,
        }
        .or_else(|| wrong_type(node, place, Self::EXPECTED, sink))
    }

    fn placeholder(place: &NodePath) -> Self {
        Self { value: 0, place: place.clone() }
    }
}

impl FromNode for Scalar {
    const EXPECTED: &'static str = "a text, a number, `true` or `false`";

    fn value_type() -> ValueType {
        ValueType::Scalar
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        if matches!(node, Node::Null | Node::List(_) | Node::Map(_)) {
            return wrong_type(node, place, Self::EXPECTED, sink);
        }
        Some(Self { value: node.clone(), place: place.clone() })
    }

    fn placeholder(place: &NodePath) -> Self {
        Self { value: Node::Null, place: place.clone() }
    }
}

impl FromNode for Placed<Node> {
    const EXPECTED: &'static str = "a value";

    fn value_type() -> ValueType {
        ValueType::Any
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        all_printable(node, place, sink);
        Some(Self { value: node.clone(), place: place.clone() })
    }

    fn placeholder(place: &NodePath) -> Self {
        Self { value: Node::Null, place: place.clone() }
    }
}

/// Checks every text of a value.
fn all_printable(node: &Node, place: &NodePath, sink: &mut Sink) {
    match node {
        Node::Text(text) => {
            printable(text, place, sink);
        }
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                all_printable(item, &place.index(index), sink);
            }
        }
        Node::Map(entries) => {
            for (key, value) in entries {
                let place = place.key(key);
                printable(key, &place.on_key(), sink);
                all_printable(value, &place, sink);
            }
        }
        _ => {}
    }
}

impl<T: FromNode> FromNode for Box<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn value_type() -> ValueType {
        T::value_type()
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        T::read(node, place, sink).map(Self::new)
    }

    fn placeholder(place: &NodePath) -> Self {
        Self::new(T::placeholder(place))
    }
}

/// Items that are wrong are reported and left out.
impl<T: FromNode> FromNode for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn value_type() -> ValueType {
        ValueType::List(Box::new(T::value_type()))
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        let Node::List(items) = node else { return wrong_type(node, place, Self::EXPECTED, sink) };
        let read = |(index, item)| T::read(item, &place.index(index), sink);
        Some(items.iter().enumerate().filter_map(read).collect())
    }

    fn placeholder(_place: &NodePath) -> Self {
        Self::new()
    }
}

impl<T: FromNode> FromNode for OneOrMany<T> {
    const EXPECTED: &'static str = "a whole number, or a list of them";

    fn value_type() -> ValueType {
        ValueType::AnyOf(vec![T::value_type(), Vec::<T>::value_type()])
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        let items = match node {
            Node::List(_) => Vec::read(node, place, sink)?,
            _ => vec![T::read(node, place, sink)?],
        };
        Some(Self { items, place: place.clone() })
    }

    fn placeholder(place: &NodePath) -> Self {
        Self { items: Vec::new(), place: place.clone() }
    }
}

/// Entries that are wrong are reported and remembered by their keys.
impl<T: FromNode> FromNode for PlacedMap<T> {
    const EXPECTED: &'static str = "a map";

    fn value_type() -> ValueType {
        ValueType::Map(Box::new(T::value_type()))
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        let Node::Map(entries) = node else { return wrong_type(node, place, Self::EXPECTED, sink) };
        let mut map = Self { entries: Vec::new(), broken: Vec::new(), place: place.clone() };
        for (name, node) in entries {
            let value_place = place.key(name);
            let key = PlacedText { value: name.clone(), place: value_place.on_key() };
            let named = key_checks::usable(&key, sink);
            match T::read(node, &value_place, sink) {
                Some(value) if named => map.entries.push(PlacedEntry { key, value }),
                _ => map.broken.push(key),
            }
        }
        Some(map)
    }

    /// Not empty, but with a key that cannot be read.
    fn placeholder(place: &NodePath) -> Self {
        Self { entries: Vec::new(), broken: vec![PlacedText::placeholder(place)], place: place.clone() }
    }
}
