//! Requests from JSON: a cell of the spec that changes then fails an exchange, and not the build of all tests.

use serde::de::DeserializeOwned;

/// A request, from the members that a caller sets.
pub fn request<R: DeserializeOwned>(json: &str) -> R {
    serde_json::from_str(json).expect("a request")
}

/// The members of a request about one chat.
pub const CHAT: &str = r#"{"chatId": "chat1"}"#;
