//! A row of an error table.

use crate::diag::{NodePath, Sink};
use crate::reader::declaration::ValueType;
use crate::reader::mirror::mirror;
use crate::reader::node_reader::FromNode;
use crate::reader::values::{OneOrMany, Placed, PlacedMap, PlacedText};
use crate::yaml::node::Node;

mirror! {
    /// A row of an error table.
    pub struct ErrorRowDecl {
        /// The HTTP status, or a list of them.
        status: required OneOrMany<Placed<i64>> [NotEmpty],
        /// The error code, letter by letter as it is on the wire.
        code: required PlacedText [Exact],
        /// The message: a text, or one per language.
        message: optional MessageDecl,
        /// The meaning of the error.
        doc: optional PlacedText,
        /// The retry policy: `never`, `backoff` or `refresh_token`.
        retry: optional PlacedText as Retry,
        /// True if the service did nothing, so that a retry is harmless; `false` if that is unknown.
        refused: optional bool,
        /// Another name for it in Rust; the code on the wire stays.
        rename: optional PlacedText,
        /// The languages whose pages have this row; all of them if left out.
        on: optional Vec<PlacedText>,
    }
}

/// The message of an error row.
#[derive(Debug, Clone, PartialEq)]
pub enum MessageDecl {
    /// One text for every language.
    One(PlacedText),
    /// A text per language, such as `en` and `zh`.
    ByLanguage(PlacedMap<PlacedText>),
}

impl FromNode for MessageDecl {
    const EXPECTED: &'static str = "a text, or a map from language to text";

    fn value_type() -> ValueType {
        ValueType::AnyOf(vec![PlacedText::value_type(), PlacedMap::<PlacedText>::value_type()])
    }

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        match node {
            Node::Map(_) => PlacedMap::read(node, place, sink).map(Self::ByLanguage),
            _ => PlacedText::read(node, place, sink).map(Self::One),
        }
    }

    fn placeholder(place: &NodePath) -> Self {
        Self::One(PlacedText::placeholder(place))
    }
}
