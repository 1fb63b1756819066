//! The examples of a page.

use dingtalk_spec::json::Json;

/// An example of a request.
#[derive(Debug)]
pub(crate) struct RequestExample {
    /// Empty, like the path, where the example is a body alone.
    pub(crate) method: String,
    /// The path as sent, without the query.
    pub(crate) path: String,
    /// Names and values as they stand there, not decoded.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: ExampleBody,
    pub(crate) line: Option<usize>,
}

/// An example of an answer.
#[derive(Debug)]
pub(crate) struct ResponseExample {
    pub(crate) status: Option<u16>,
    pub(crate) body: ExampleBody,
    pub(crate) line: Option<usize>,
}

/// What an example holds.
#[derive(Debug)]
pub(crate) enum ExampleBody {
    Empty,
    /// Members keep their order.
    Json(Json),
    /// Something else, as it stands there, and why it is no JSON.
    Broken {
        text: String,
        why: String,
    },
}
