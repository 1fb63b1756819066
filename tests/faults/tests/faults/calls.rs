//! The two calls that the tests make: one may be repeated, the other must not be.

use dingtalk_client::conv_file::send_link;
use dingtalk_client::im::chat_id_to_open_conversation_id as convert;
use dingtalk_client::transport::{Hyper, Transport};
use dingtalk_client::{AnyError, ChatId, Client, DentryId, OpenConversationId, Outcome, SpaceId, UnionId};
use dingtalk_faults::{Operation, TOKEN};

/// A client of a server with a fixed token.
pub fn client(url: String) -> Client {
    Client::builder().base_url(url).allow_plain_http().token(TOKEN).build().expect("a client")
}

/// The same over this transport.
pub fn client_over(transport: impl Transport, url: String) -> Client {
    let builder = Client::builder().base_url(url).allow_plain_http().token(TOKEN);
    builder.transport(transport).build().expect("a client")
}

/// The default transport.
pub fn hyper() -> Hyper {
    Hyper::builder().plain_http().no_proxy().build().expect("a transport")
}

/// What a caller is told of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    ResponseFacts,
    NotSent,
    Refused,
    Unknown,
    Unreadable,
}

impl Told {
    pub fn of<T>(result: &Result<T, AnyError>) -> Self {
        match result.as_ref().map_err(AnyError::outcome) {
            Ok(_) => Self::ResponseFacts,
            Err(Outcome::NotSent) => Self::NotSent,
            Err(Outcome::Refused) => Self::Refused,
            Err(Outcome::Unreadable) => Self::Unreadable,
            Err(_) => Self::Unknown,
        }
    }
}

/// Calls the endpoint of an operation with this subject, and gives the subject that the answer names.
pub async fn call(client: &Client, operation: Operation, subject: &str) -> Result<Option<String>, AnyError> {
    match operation {
        Operation::Convert => look_up(client, subject).await,
        _ => send(client, subject).await,
    }
}

/// Sends a message, which must not be repeated.
pub async fn send(client: &Client, subject: &str) -> Result<Option<String>, AnyError> {
    let (union, space, chat) = (UnionId::new("u"), SpaceId::new("hush-space"), OpenConversationId::new("hush-chat"));
    let request = send_link::Request::new(union, space, DentryId::new(subject), chat);
    let response = client.conv_file().send_link(&request).await?;
    Ok(response.file.and_then(|file| file.id).map(|id| id.to_string()))
}

/// Looks a chat up, as often as one likes.
pub async fn look_up(client: &Client, subject: &str) -> Result<Option<String>, AnyError> {
    let request = convert::Request::new(ChatId::new(subject));
    let response = client.im().chat_id_to_open_conversation_id(&request).await?;
    Ok(response.open_conversation_id.map(|id| id.to_string()))
}
