//! One operation: what a docs page describes.

use super::{About, Definition, ErrorTable, Name, Shape, Type};

/// An operation, which becomes a module and a method.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The module and the method.
    pub(crate) name: Name,
    /// The file that describes the operation, within the spec's folder.
    pub(crate) file: String,
    pub(crate) summary: String,
    pub(crate) doc: Option<String>,
    /// What to call instead, where it should not be called any more.
    pub(crate) deprecated: Option<String>,
    pub(crate) pages: Vec<Page>,
    pub(crate) access: Access,
    pub(crate) method: Method,
    /// The path with its parameters in braces, each of which is a member of the request.
    pub(crate) path: String,
    pub(crate) idempotent: bool,
    pub(crate) token: bool,
    /// Headers that every call sends with the same value.
    pub(crate) constant_headers: Vec<(String, String)>,
    pub(crate) body_format: BodyFormat,
    /// Whether the answer holds a secret, so that nothing of it may be kept.
    pub(crate) secret_answer: bool,
    pub(crate) request: Shape,
    pub(crate) answer: Answer,
    /// The shapes and enumerations below request and response, in the order of the page.
    pub(crate) definitions: Vec<Definition>,
    pub(crate) errors: ErrorTable,
    pub(crate) example: Example,
}

/// What an operation answers.
#[derive(Debug)]
pub(crate) enum Answer {
    Nothing,
    /// An object with these members.
    Members(Shape),
    /// One value that is the whole answer.
    Whole(Type, Box<About>),
}

/// How the members of a body are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BodyFormat {
    #[default]
    Json,
    Form,
}

impl BodyFormat {
    pub(crate) const WORDS: [(&'static str, Self); 2] = [("json", Self::Json), ("form", Self::Form)];
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub(crate) const WORDS: [(&'static str, Self); 5] = [
        ("GET", Self::Get),
        ("POST", Self::Post),
        ("PUT", Self::Put),
        ("PATCH", Self::Patch),
        ("DELETE", Self::Delete),
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call an operation.
#[derive(Debug, Default)]
pub(crate) struct Access {
    pub(crate) apps: Vec<String>,
    pub(crate) permissions: Vec<Permission>,
}

/// A permission to apply for.
#[derive(Debug)]
pub(crate) struct Permission {
    pub(crate) code: String,
    pub(crate) name: Option<String>,
}

/// A docs page that the operation was taken from.
#[derive(Debug, PartialEq)]
pub(crate) struct Page {
    pub(crate) language: String,
    pub(crate) title: String,
    pub(crate) url: Option<String>,
    pub(crate) reviewed: String,
}

/// The page's example, checked against the shapes.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Example {
    /// Key and value of the request's members.
    pub(crate) request: Vec<(String, serde_json::Value)>,
    /// The answer as indented JSON, in the page's order.
    pub(crate) response: Option<String>,
}
