//! Declarations with a type: parameters, fields and items.

use super::checks::{exact, not_empty};
use super::mirror::mirror;
use super::values::{Map, MapEntry, Scalar, Text};

mirror! {
    /// Something that has a type: a parameter, a field of an object, an item of an array.
    pub struct FieldDecl {
        /// The type: a built-in one, an identifier of `api.yaml`, a type of `types.yaml`, or one that the operation names.
        ty as "type": required Text as type_word,
        /// True if it is required; false by default.
        required: optional bool,
        /// The reason why responses always have it.
        reason: optional Text,
        /// A description.
        doc: optional Text,
        /// Another name for it in Rust; the name on the wire stays.
        rename: optional Text,
        /// The name of the type of an object or an enum.
        name: optional Text,
        /// The fields of an object.
        fields: optional Map<FieldDecl>,
        /// The items of an array, or the values of a map.
        items: optional Box<FieldDecl>,
        /// The values of an enum with their meanings.
        values: optional Map<EnumValueDecl>,
        /// The encoding of a list, map or object outside a JSON body: `repeated`, `comma` or `json`.
        style: optional Text as style,
        /// Marks it as deprecated: what to use instead.
        deprecated: optional Text,
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
        format: optional Text,
        /// The unit that it is counted in.
        unit: optional Text,
        /// When it has to be there, in words.
        required_when: optional Text,
    }
}

mirror! {
    /// A value of an enum; a text is short for its `doc`.
    pub struct EnumValueDecl short for doc {
        /// The meaning of the value.
        doc: optional Text,
        /// Other spellings that are read as the value; it is sent as its key says.
        also: optional Vec<Text> [not_empty, exact],
        /// Another name for it in Rust; the value on the wire stays.
        rename: optional Text,
        /// Marks it as deprecated: what to use instead.
        deprecated: optional Text,
    }
}

impl MapEntry<EnumValueDecl> {
    /// Every text that is read as the value: its key, then the other spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &Text> {
        [&self.key].into_iter().chain(self.value.also.iter().flatten())
    }
}
