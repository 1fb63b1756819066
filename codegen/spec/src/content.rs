//! What a body or an answer holds.

use crate::diag::{NodePath, Sink};

use super::field::FieldDecl;
use super::node::Node;
use super::node_reader::Read;
use super::values::Map;

/// What a body or an answer holds: the members of an object, or one value that is the whole of it.
///
/// It is the latter exactly if it has a `type` that is no map: what describes a member of the name `type` is one.
#[derive(Debug, Clone, PartialEq)]
pub enum ContentDecl {
    /// The members of an object, by their names on the wire.
    Fields(Map<FieldDecl>),
    /// What the whole is.
    Whole(Box<FieldDecl>),
}

impl Read for ContentDecl {
    const EXPECTED: &'static str = "a map";

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        match node.get("type") {
            None | Some(Node::Map(_)) => Map::read(node, place, sink).map(Self::Fields),
            Some(_) => Read::read(node, place, sink).map(Self::Whole),
        }
    }

    fn stand_in(place: &NodePath) -> Self {
        Self::Fields(Map::stand_in(place))
    }
}
