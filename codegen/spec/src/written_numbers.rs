//! Gives numbers the text that stands in the file. The YAML library hands on their values alone, unless a text is asked for; so
//! a file with numbers that are not written as they are printed is read again beside its nodes.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::node::Node;
use super::number::Number;

/// What a whole number that is printed otherwise has in it.
const NOTATIONS: &[&str] = &["0x", "0o", "0b", "+"];

/// Takes the text of each number below a node, which is what the file holds.
pub(super) fn fill(source: &str, node: &mut Node) {
    if !has_float(node) && !NOTATIONS.iter().any(|notation| source.contains(notation)) {
        return;
    }
    if let Some(document) = serde_yaml::Deserializer::from_str(source).next() {
        // Only a file with errors is read otherwise the second time, and nothing is made of that.
        let _ = Fill(node).deserialize(document);
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

/// Walks a document beside its node.
struct Fill<'n>(&'n mut Node);

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0 {
            Node::Number(number) => deserializer.deserialize_str(Text(number)),
            Node::List(_) => deserializer.deserialize_seq(self),
            Node::Map(_) => deserializer.deserialize_map(self),
            Node::Null | Node::Bool(_) | Node::Text(_) => deserializer.deserialize_ignored_any(IgnoredAny).map(drop),
        }
    }
}

impl<'de> Visitor<'de> for Fill<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what was read before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Node::List(items) = self.0 else { return Err(A::Error::custom("another value")) };
        for item in items {
            access.next_element_seed(Fill(item))?;
        }
        while access.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Node::Map(entries) = self.0 else { return Err(A::Error::custom("another value")) };
        for (_, value) in entries {
            if access.next_key::<IgnoredAny>()?.is_some() {
                access.next_value_seed(Fill(value))?;
            }
        }
        while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// Takes the text of a scalar.
struct Text<'n>(&'n mut Number);

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set_written(text);
        Ok(())
    }
}
