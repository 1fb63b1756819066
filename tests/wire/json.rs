//! Requests from JSON: a changed cell of the spec fails one test, not the build of all tests.

use serde::de::DeserializeOwned;

/// A request from its parameters.
pub fn request<R: DeserializeOwned>(json: &str) -> R {
    serde_json::from_str(json).expect("a request")
}

/// The parameters of a request about one chat.
pub const CHAT: &str = r#"{"chatId": "chat1"}"#;
