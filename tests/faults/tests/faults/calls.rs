//! The two calls that the tests make: an idempotent one and one that must not be repeated.

use dingtalk_client::conv_file::send_link;
use dingtalk_client::im::chat_id_to_open_conversation_id as convert;
use dingtalk_client::transport::{Hyper, Transport};
use dingtalk_client::{AnyError, ChatId, Client, DentryId, OpenConversationId, Outcome, SpaceId, UnionId};
use dingtalk_faults::{Certificate, Operation, TOKEN};

/// A client with a fixed token.
pub fn client(url: String) -> Client {
    Client::builder().base_url(url).allow_plain_http().token(TOKEN).build().expect("a client")
}

/// A client with a fixed token over this transport.
pub fn client_over(transport: impl Transport, url: String) -> Client {
    let builder = Client::builder().base_url(url).allow_plain_http().token(TOKEN);
    builder.transport(transport).build().expect("a client")
}

/// The default transport.
pub fn hyper() -> Hyper {
    Hyper::builder().plain_http().no_proxy().build().expect("a transport")
}

/// The default transport, which also trusts a certificate.
pub fn hyper_trusting(certificate: &Certificate) -> Hyper {
    Hyper::builder().no_proxy().extra_root(certificate.der()).build().expect("a transport")
}

/// The result of a call as the caller sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reported {
    Success,
    NotSent,
    Refused,
    Unknown,
    Unreadable,
}

impl Reported {
    pub fn of<T>(result: &Result<T, AnyError>) -> Self {
        match result.as_ref().map_err(AnyError::outcome) {
            Ok(_) => Self::Success,
            Err(Outcome::NotSent) => Self::NotSent,
            Err(Outcome::Refused) => Self::Refused,
            Err(Outcome::Unreadable) => Self::Unreadable,
            Err(_) => Self::Unknown,
        }
    }
}

/// Calls the endpoint of an operation with this subject, and returns the subject in the response.
pub async fn call(client: &Client, operation: Operation, subject: &str) -> Result<Option<String>, AnyError> {
    match operation {
        Operation::Convert => look_up(client, subject).await,
        _ => send(client, subject).await,
    }
}

/// Sends a message, which must not be repeated.
pub async fn send(client: &Client, subject: &str) -> Result<Option<String>, AnyError> {
    let response = client.conv_file().send_link(&message(subject)).await?;
    Ok(response.file.and_then(|file| file.id).map(|id| id.to_string()))
}

/// A message.
pub fn message(subject: &str) -> send_link::Request {
    let (union, space, chat) = (UnionId::new("u"), SpaceId::new("hush-space"), OpenConversationId::new("hush-chat"));
    send_link::Request::new(union, space, DentryId::new(subject), chat)
}

/// Looks up a chat. Idempotent.
pub async fn look_up(client: &Client, subject: &str) -> Result<Option<String>, AnyError> {
    let request = convert::Request::new(ChatId::new(subject));
    let response = client.im().chat_id_to_open_conversation_id(&request).await?;
    Ok(response.open_conversation_id.map(|id| id.to_string()))
}
