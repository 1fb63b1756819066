//! What a body or an answer holds.

use crate::diag::{Place, Sink};

use super::field::Field;
use super::node::Node;
use super::reader::Read;
use super::values::Map;

/// What a body or an answer holds: the members of an object, or one value that is the whole of it.
///
/// It is the latter exactly if it has a `type` that is no map: what describes a member of the name `type` is one.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The members of an object, by their names on the wire.
    Members(Map<Field>),
    /// What the whole is.
    Whole(Box<Field>),
}

impl Read for Content {
    const EXPECTED: &'static str = "a map";

    fn read(node: &Node, place: &Place, sink: &mut Sink) -> Option<Self> {
        match node.get("type") {
            None | Some(Node::Map(_)) => Map::read(node, place, sink).map(Self::Members),
            Some(_) => Read::read(node, place, sink).map(Self::Whole),
        }
    }

    fn stand_in(place: &Place) -> Self {
        Self::Members(Map::stand_in(place))
    }
}
