//! One operation: what a docs page describes.

use super::{Definition, ErrorTable, FieldDocs, Name, ObjectType, Pagination, Type};
use dingtalk_spec::{Node, word_of};

/// An operation, which becomes a module and a method.
#[derive(Debug)]
pub struct Operation {
    /// The module and the method.
    pub name: Name,
    /// The file that describes the operation, relative to the spec's folder.
    pub file: String,
    pub summary: String,
    pub doc: Option<String>,
    /// The replacement, if it is deprecated.
    pub deprecated: Option<String>,
    pub pages: Vec<DocsPage>,
    pub access: Access,
    pub method: Method,
    /// The path with its parameters in braces; each is a field of the request.
    pub path: String,
    pub idempotent: bool,
    pub token: bool,
    /// Headers that every call sends with the same value.
    pub constant_headers: Vec<(String, String)>,
    pub body_format: BodyFormat,
    /// True if the response contains a secret, so that it must not be logged or stored.
    pub secret_response: bool,
    pub request: ObjectType,
    /// The field of the body that holds the response, if it is not the whole body.
    pub payload: Option<String>,
    pub response: Response,
    pub pagination: Option<Pagination>,
    /// The object types and enums below request and response, in the order of the page.
    pub definitions: Vec<Definition>,
    pub errors: ErrorTable,
    pub example: Example,
}

/// The response of an operation.
#[derive(Debug)]
pub enum Response {
    Empty,
    /// An object with these fields.
    Fields(ObjectType),
    /// One value that is the whole response.
    Whole(Type, Box<FieldDocs>),
}

/// The encoding of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyFormat {
    #[default]
    Json,
    Form,
}

impl BodyFormat {
    pub const WORDS: [(&'static str, Self); 2] = [("json", Self::Json), ("form", Self::Form)];

    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, self)
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub const WORDS: [(&'static str, Self); 5] = [
        ("GET", Self::Get),
        ("POST", Self::Post),
        ("PUT", Self::Put),
        ("PATCH", Self::Patch),
        ("DELETE", Self::Delete),
    ];

    pub fn word(self) -> &'static str {
        word_of(&Self::WORDS, self)
    }
}

/// The apps and permissions that may call an operation.
#[derive(Debug, Default)]
pub struct Access {
    pub apps: Vec<String>,
    pub permissions: Vec<Permission>,
}

/// A permission to apply for.
#[derive(Debug)]
pub struct Permission {
    pub code: String,
    pub name: Option<String>,
}

/// A docs page that the operation was taken from.
#[derive(Debug, PartialEq)]
pub struct DocsPage {
    pub language: String,
    pub title: String,
    pub url: Option<String>,
    pub reviewed: String,
}

/// The page's example, checked against the types.
#[derive(Debug, Default, PartialEq)]
pub struct Example {
    /// Keys and values of the request's fields.
    pub request: Vec<(String, Node)>,
    /// The response, in the page's order.
    pub response: Option<Node>,
}
