//! Builds a [`Node`] from YAML, and reports what the language does not support.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::diag::{Code, NodePath, Sink};
use crate::reader::key_checks;
use crate::yaml::node::Node;
use crate::yaml::written_number::WrittenNumber;

/// The maximum number of values of a file, with aliases expanded.
pub(crate) const MAX_NODES: usize = 100_000;

/// The maximum size of all texts of a file, in bytes. Only aliases can make it larger than the file.
pub(crate) const MAX_TEXT: usize = 8 << 20;

/// The state shared by the nodes of a file while it is read.
pub(crate) struct ReadState<'s> {
    pub(crate) sink: &'s mut Sink,
    /// The number of nodes begun.
    pub(crate) nodes: usize,
    /// The size of all texts so far, with aliases expanded.
    pub(crate) bytes: usize,
    /// The place of the node that was begun last.
    pub(crate) last: NodePath,
}

/// Builds the node at a path.
pub(crate) struct NodeBuilder<'r, 's> {
    state: &'r mut ReadState<'s>,
    place: NodePath,
}

impl<'r, 's> NodeBuilder<'r, 's> {
    pub(crate) fn new(state: &'r mut ReadState<'s>, place: NodePath) -> Self {
        Self { state, place }
    }

    /// Reports a number that JSON cannot hold, and returns its text, so that only one error is reported.
    fn unfit(self, number: &str) -> Node {
        self.state
            .sink
            .report(Code::WrongType, &self.place, format!("`{number}` is not a number that JSON can hold"))
            .help("quote it if it is a text");
        Node::Text(number.to_owned())
    }
}

impl<'de> DeserializeSeed<'de> for NodeBuilder<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.state.nodes += 1;
        self.state.last.clone_from(&self.place);
        if self.state.nodes > MAX_NODES {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeBuilder<'_, '_> {
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
        Ok(match WrittenNumber::float(value) {
            Some(number) => Node::Number(number),
            None => self.unfit(if value.is_nan() { ".nan" } else { ".inf" }),
        })
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Node, E> {
        self.state.bytes += value.len();
        if self.state.bytes > MAX_TEXT {
            return Err(E::custom("too much text"));
        }
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(NodeBuilder::new(self.state, self.place.index(items.len())))? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        let mut seen = HashSet::new();
        for index in 0.. {
            let entry = self.place.entry(index);
            let Some(key) = access.next_key_seed(NodeBuilder::new(self.state, entry.on_key()))? else {
                break;
            };
            // A key that is not a text is an error; its value is read nevertheless.
            let name = match &key {
                Node::Text(key) => Some(key.clone()),
                Node::Number(key) if !key.is_float() => Some(key.written().to_owned()),
                Node::Bool(key) => Some(key.to_string()),
                _ => None,
            };
            let fresh = name.filter(|name| seen.insert(name.clone()));
            let place = fresh.as_ref().map_or_else(|| entry.clone(), |key| self.place.key(key));
            let value = access.next_value_seed(NodeBuilder::new(self.state, place))?;
            key_checks::reject_key(&key, &value, fresh.is_some(), &entry, self.state.sink);
            entries.extend(fresh.filter(|key| key != "<<").map(|key| (key, value)));
        }
        Ok(Node::Map(entries))
    }

    /// Reports a tag, and reads the value without it.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        let (tag, content) = access.variant::<String>()?;
        self.state
            .sink
            .report(Code::Syntax, &self.place, format!("the tag `!{tag}` has no meaning here"))
            .help("quote the text if it starts with `!`");
        content.newtype_variant_seed(self)
    }
}
