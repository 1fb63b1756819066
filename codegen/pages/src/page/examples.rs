//! Examples of a page.

use crate::json::Json;
use serde_json::Value;

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

impl ExampleBody {
    pub(crate) fn json(&self) -> Option<&Json> {
        if let Self::Json(json) = self { Some(json) } else { None }
    }
}

/// Returns the kind of a value, for messages.
pub(crate) fn kind_of(json: &Json) -> &'static str {
    match json {
        Json::List(_) | Json::Value(Value::Array(_)) => "a list",
        Json::Object(_) | Json::Value(Value::Object(_)) => "an object",
        Json::Value(Value::Null) => "nothing",
        Json::Value(Value::Bool(_)) => "true or false",
        Json::Value(Value::Number(_)) => "a number",
        Json::Value(Value::String(_)) => "a text",
    }
}
