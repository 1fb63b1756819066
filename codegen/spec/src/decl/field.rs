//! Declarations with a type: parameters, fields and items, bodies and responses, and shared types.

use crate::decl::built_in_type::BuiltInType;
use crate::diag::{NodePath, Sink};
use crate::reader::declaration::ValueType;
use crate::reader::mirror::mirror;
use crate::reader::node_reader::FromNode;
use crate::reader::values::{PlacedEntry, PlacedMap, PlacedText, Scalar};
use crate::yaml::node::Node;

mirror! {
    /// Something that has a type: a parameter, a field of an object, an item of an array.
    pub struct FieldDecl {
        /// The type: a built-in one, an identifier of `api.yaml`, a type of `types.yaml`, or one that the operation names.
        ty as "type": required PlacedText as TypeWord,
        /// True if it is required; false by default.
        required: optional bool,
        /// True if null has a meaning of its own, other than that of an absent field.
        nullable: optional bool,
        /// The reason why responses always have it.
        reason: optional PlacedText,
        /// A description.
        doc: optional PlacedText,
        /// Another name for it in Rust; the name on the wire stays.
        rename: optional PlacedText,
        /// The name of the type of an object or an enum.
        name: optional PlacedText,
        /// The fields of an object.
        fields: optional PlacedMap<FieldDecl>,
        /// The items of an array, or the values of a map.
        items: optional Box<FieldDecl>,
        /// The type of an enum's values: `string` by default, `int32` or `int64`.
        of: optional PlacedText as EnumRepr,
        /// The values of an enum with their meanings. Numbers are quoted.
        values: optional PlacedMap<EnumValueDecl>,
        /// The encoding of a list, map or object outside a JSON body: `repeated`, `comma` or `json`. Within one, `json` is
        /// JSON text in a string.
        style: optional PlacedText as Style,
        /// Marks it as deprecated: what to use instead.
        deprecated: optional PlacedText,
        /// The value that the service takes if none is sent.
        default: optional Scalar,
        /// The smallest value, as documented.
        min: optional Scalar,
        /// The largest value, as documented.
        max: optional Scalar,
        /// The largest length, as documented.
        max_length: optional Scalar,
        /// The largest number of items, as documented.
        max_items: optional Scalar,
        /// The form of the text, as documented.
        format: optional PlacedText,
        /// The unit that it is counted in.
        unit: optional PlacedText,
        /// When it has to be there, in words.
        required_when: optional PlacedText,
    }
}

mirror! {
    /// A value of an enum; a text is short for its `doc`.
    pub struct EnumValueDecl short for doc {
        /// The meaning of the value.
        doc: optional PlacedText,
        /// Other spellings that are read as the value; it is sent as its key says.
        also: optional Vec<PlacedText> [NotEmpty, Exact],
        /// Another name for it in Rust; the value on the wire stays.
        rename: optional PlacedText,
        /// Marks it as deprecated: what to use instead.
        deprecated: optional PlacedText,
    }
}

impl FieldDecl {
    /// The built-in type that it has, if it has one.
    pub fn built_in(&self) -> Option<BuiltInType> {
        BuiltInType::of(self.ty.as_str())
    }

    /// The items of a list, or the values of a map.
    pub fn item(&self) -> Option<&Self> {
        self.items.as_deref().filter(|_| matches!(self.built_in(), Some(BuiltInType::Array | BuiltInType::Map)))
    }
}

impl PlacedEntry<EnumValueDecl> {
    /// Every text that is read as the value: its key, then the other spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &PlacedText> {
        [&self.key].into_iter().chain(self.value.also.iter().flatten())
    }
}

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

    fn value_type() -> ValueType {
        ValueType::FieldOrFields(Box::new(FieldDecl::value_type()))
    }

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

mirror! {
    /// The types that several operations of a service share: `<service>/types.yaml`.
    pub struct TypesDecl {
        /// A description of the types.
        doc: optional PlacedText,
        /// The types, by their names in Rust; each is an object or an enum.
        types: required PlacedMap<FieldDecl> [NotEmpty],
    }
}
