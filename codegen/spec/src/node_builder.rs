//! Builds a [`Node`] from what the YAML library reads: keeps what can be kept, reports what the language has no use for.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diag::{Code, NodePath, Sink};

use super::key_checks;
use super::node::Node;
use super::number::Number;

/// The most values that a file may have, counting what an alias stands for each time.
pub(super) const MAX_NODES: usize = 100_000;

/// The most bytes that all texts of a file may have: only aliases make them more than the file has.
pub(super) const MAX_TEXT: usize = 8 << 20;

/// What is shared by the nodes of a file while it is read.
pub(super) struct Run<'s> {
    pub(super) sink: &'s mut Sink,
    /// How many nodes were begun.
    pub(super) nodes: usize,
    /// How many bytes all texts have so far, those that aliases repeat counted each time.
    pub(super) bytes: usize,
    /// The place of the node that was begun last.
    pub(super) last: NodePath,
}

/// Builds the node that stands at a place.
pub(super) struct Build<'r, 's> {
    run: &'r mut Run<'s>,
    place: NodePath,
}

impl<'r, 's> Build<'r, 's> {
    pub(super) fn new(run: &'r mut Run<'s>, place: NodePath) -> Self {
        Self { run, place }
    }

    /// Keeps a number that JSON cannot hold as its text, so that only one mistake is made of it.
    fn unfit(self, number: &str) -> Node {
        self.run
            .sink
            .error(Code::WrongType, &self.place, format!("`{number}` is not a number that JSON can hold"))
            .help("quote it if it is a text");
        Node::Text(number.to_owned())
    }
}

impl<'de> DeserializeSeed<'de> for Build<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.run.nodes += 1;
        self.run.last.clone_from(&self.place);
        if self.run.nodes > MAX_NODES {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(self.unfit(&value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(self.unfit(&value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(match Number::float(value) {
            Some(number) => Node::Number(number),
            None => self.unfit(if value.is_nan() { ".nan" } else { ".inf" }),
        })
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Node, E> {
        self.run.bytes += value.len();
        if self.run.bytes > MAX_TEXT {
            return Err(E::custom("too much text"));
        }
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Build::new(self.run, self.place.index(items.len())))? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        let mut seen = HashSet::new();
        for index in 0.. {
            let entry = self.place.entry(index);
            let Some(key) = access.next_key_seed(Build::new(self.run, entry.on_key()))? else {
                break;
            };
            // A key that is no text is a mistake; what it stands for is read all the same.
            let name = match &key {
                Node::Text(key) => Some(key.clone()),
                Node::Number(key) if !key.is_float() => Some(key.written().to_owned()),
                Node::Bool(key) => Some(key.to_string()),
                _ => None,
            };
            let fresh = name.filter(|name| seen.insert(name.clone()));
            let place = fresh.as_ref().map_or_else(|| entry.clone(), |key| self.place.key(key));
            let value = access.next_value_seed(Build::new(self.run, place))?;
            key_checks::refuse(&key, &value, fresh.is_some(), &entry, self.run.sink);
            entries.extend(fresh.filter(|key| key != "<<").map(|key| (key, value)));
        }
        Ok(Node::Map(entries))
    }

    /// A tag: reported, and what it stands before is read as if it were not there.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        let (tag, content) = access.variant::<String>()?;
        self.run
            .sink
            .error(Code::Syntax, &self.place, format!("the tag `!{tag}` has no meaning here"))
            .help("quote the text if it starts with `!`");
        content.newtype_variant_seed(self)
    }
}
