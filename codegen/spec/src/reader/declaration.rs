//! The declarations as data, for what describes the language: its JSON Schema.

use crate::decl::api_file::ApiDecl;
use crate::decl::field::TypesDecl;
use crate::decl::operation_file::OperationDecl;
use crate::reader::checks::Check;
use crate::reader::node_reader::FromNode as _;

/// The type of a value of the language.
#[derive(Clone, Debug)]
pub enum ValueType {
    /// A text that is not blank.
    Text,
    /// A text that matches a regular expression.
    Pattern(String),
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A text, a number, `true` or `false`.
    Scalar,
    /// Any value.
    Any,
    /// A list with items of a type.
    List(Box<Self>),
    /// A map with values of a type, and any texts as keys.
    Map(Box<Self>),
    /// A value of one of these types.
    AnyOf(Vec<Self>),
    /// One field of this type if it is a map whose `type` is a text; otherwise a map of such fields.
    FieldOrFields(Box<Self>),
    /// A map with certain keys.
    Declaration(&'static Declaration),
}

/// A map with certain keys.
#[derive(Debug)]
pub struct Declaration {
    /// The name of its struct, such as `FieldDecl`.
    pub name: &'static str,
    /// The lines of its documentation.
    pub doc: &'static [&'static str],
    /// The key whose value can stand for the whole map.
    pub short: Option<&'static str>,
    /// The keys.
    pub keys: &'static [DeclaredKey],
}

/// A key of a [`Declaration`].
#[derive(Debug)]
pub struct DeclaredKey {
    /// The key in the file.
    pub key: &'static str,
    /// True if the map must have it.
    pub required: bool,
    /// The lines of its documentation.
    pub doc: &'static [&'static str],
    /// The checks of its value.
    pub checks: &'static [Check],
    /// The list that contains its text.
    pub keywords: Option<KeywordList>,
    /// The type of its value.
    pub value_type: fn() -> ValueType,
}

/// A list of the allowed values of a text. This crate reads texts; the crates above it interpret them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeywordList {
    /// Encodings of a body.
    BodyFormat,
    /// Types of the values of an enum.
    EnumRepr,
    /// HTTP methods.
    Method,
    /// Retry policies.
    Retry,
    /// Encodings of lists, maps and objects outside JSON.
    Style,
    /// Built-in types, beside the names of other types.
    TypeWord,
}

/// The types of the three kinds of files: `api.yaml`, an operation, and the shared types of a service.
#[must_use]
pub fn file_types() -> [ValueType; 3] {
    [ApiDecl::value_type(), OperationDecl::value_type(), TypesDecl::value_type()]
}
