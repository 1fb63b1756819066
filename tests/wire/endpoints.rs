//! Calls of the real endpoints. Requests are read from JSON: a changed cell of the spec fails one test, not the build of all
//! tests.

use dingtalk_client::conv_file::send_link;
use dingtalk_client::im::chat_id_to_open_conversation_id;
use dingtalk_client::{Client, Error};
use serde::de::DeserializeOwned;

/// The parameters of a request about one chat.
pub const CHAT: &str = r#"{"chatId": "chat1"}"#;

/// The parameters of a message.
pub const LINK: &str = r#"{"unionId": "u", "spaceId": "s", "dentryId": "d", "openConversationId": "c"}"#;

/// A response with a conversation.
pub const CONVERSATION: &str = r#"{"openConversationId":"cid"}"#;

/// A request from its parameters.
pub fn request<R: DeserializeOwned>(json: &str) -> R {
    serde_json::from_str(json).expect("a request")
}

/// Converts a chat's id.
pub async fn convert(
    client: &Client,
) -> Result<chat_id_to_open_conversation_id::Response, Error<chat_id_to_open_conversation_id::ErrorCode>> {
    client.im().chat_id_to_open_conversation_id(&request(CHAT)).await
}

/// Sends a message, which must not be repeated.
pub async fn send_link(client: &Client) -> Result<send_link::Response, Error<send_link::ErrorCode>> {
    client.conv_file().send_link(&request(LINK)).await
}
