//! Examples of a page.

use dingtalk_spec::json::Json;

/// A request example.
#[derive(Debug)]
pub(crate) struct RequestExample {
    /// Method; empty, like the path, for a bare body.
    pub(crate) method: String,
    /// Path without the query.
    pub(crate) path: String,
    /// Names and values, not decoded.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: ExampleBody,
    pub(crate) line: Option<usize>,
}

/// A response example.
#[derive(Debug)]
pub(crate) struct ResponseExample {
    pub(crate) status: Option<u16>,
    pub(crate) body: ExampleBody,
    pub(crate) line: Option<usize>,
}

/// Body of an example.
#[derive(Debug)]
pub(crate) enum ExampleBody {
    Empty,
    /// Valid JSON in source order.
    Json(Json),
    /// Invalid JSON, with the parser's message.
    Broken {
        text: String,
        why: String,
    },
}
