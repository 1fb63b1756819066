//! Data types: shapes, open enumerations, and what their members hold.

use super::Name;

/// An emitted data type below a request or a response.
#[derive(Debug)]
pub(crate) enum Definition {
    Shape(Shape),
    Enum(OpenEnum),
}

/// An object with known members.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) name: Name,
    pub(crate) doc: String,
    pub(crate) direction: Direction,
    /// In the order of the page, no two with one Rust name.
    pub(crate) members: Vec<Member>,
}

/// Which way a shape travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Request,
    Response,
}

/// A member of a shape, or a parameter of a request.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: Name,
    /// The name on the wire.
    pub(crate) wire: String,
    /// The name where a whole request is one object, and its parameters are members of it: mostly the same.
    pub(crate) key: String,
    pub(crate) ty: Type,
    pub(crate) required: bool,
    pub(crate) place: Place,
    pub(crate) doc: Option<String>,
    /// Documented facts that nothing enforces, such as limits and units; one sentence each.
    pub(crate) notes: Vec<String>,
}

/// Where a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Body,
}

impl Place {
    /// The word for it in the emitted table.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Body => "body",
        }
    }
}

/// What a member holds.
#[derive(Clone, Debug)]
pub(crate) enum Type {
    String,
    Secret,
    Bool,
    Int32,
    Int64,
    Float64,
    DateTime,
    Any,
    Identifier(Name),
    Enum(Name),
    Object(Name),
    Array(Box<Type>),
    Map(Box<Type>),
}

impl Type {
    /// The type itself, or that of the items at the bottom of lists and maps.
    pub(crate) fn innermost(&self) -> &Self {
        match self {
            Self::Array(items) | Self::Map(items) => items.innermost(),
            other => other,
        }
    }
}

/// An enumeration that keeps values which no page lists.
#[derive(Debug)]
pub(crate) struct OpenEnum {
    pub(crate) name: Name,
    pub(crate) doc: String,
    pub(crate) values: Vec<EnumValue>,
}

/// A documented value.
#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) name: Name,
    pub(crate) wire: String,
    pub(crate) doc: Option<String>,
}
