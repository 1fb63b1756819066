//! The content of a body or a response.

use crate::decl::field::FieldDecl;
use crate::diag::{NodePath, Sink};
use crate::reader::node_reader::FromNode;
use crate::reader::values::PlacedMap;
use crate::yaml::node::Node;

/// The content of a body or a response: the fields of an object, or one value.
///
/// It is one value if it has a `type` that is a text: a map declares a field with the name `type`.
#[derive(Debug, Clone, PartialEq)]
pub enum ContentDecl {
    /// The fields of an object, by their wire names.
    Fields(PlacedMap<FieldDecl>),
    /// One value.
    Whole(Box<FieldDecl>),
}

impl FromNode for ContentDecl {
    const EXPECTED: &'static str = "a map";

    fn read(node: &Node, place: &NodePath, sink: &mut Sink) -> Option<Self> {
        match node.get("type") {
            None | Some(Node::Map(_)) => PlacedMap::read(node, place, sink).map(Self::Fields),
            Some(_) => FromNode::read(node, place, sink).map(Self::Whole),
        }
    }

    fn placeholder(place: &NodePath) -> Self {
        Self::Fields(PlacedMap::placeholder(place))
    }
}
