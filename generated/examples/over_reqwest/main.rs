//! A transport over a `reqwest::Client`, for programs that share its settings with other clients.
//!
//! It works, but has less information than the default transport: reqwest does not report when a request is handed to a
//! connection or why a connection failed. So these calls fail with `Outcome::Unknown` here and with `Outcome::NotSent`
//! over the default transport, which retries most of them:
//!
//! - The deadline passes while the connection is being opened.
//! - The server closes a pooled connection before it reads the request.
//! - An HTTP/2 server refuses the stream.
//!
//! [`Limits::connect_timeout`] and [`Limits::read_timeout`] have no effect; set them on the `reqwest::ClientBuilder`. A
//! 407 of a proxy for plain HTTP looks like a response of the service.
//!
//! The example calls a local stand-in for `DingTalk`, so it needs no account.
#![expect(clippy::disallowed_methods, reason = "reqwest takes a timeout, not a deadline")]

use std::mem::take;

use dingtalk_client::transport::{
    BoxFuture, Bytes, Limits, Request, Response, Transport, TransportError, TransportErrorKind,
};
use dingtalk_client::{BuildError, ChatId, Client, Options, Outcome};
use dingtalk_faults::{Act, Ends, Server, StandIn, TOKEN};
use reqwest::{ClientBuilder, redirect, retry};
use tokio::time::Instant;

type Failure = Box<dyn std::error::Error>;

/// Sends requests with a `reqwest::Client`.
struct OverReqwest(reqwest::Client);

impl OverReqwest {
    /// Disables redirects, referers and retries, which send tokens to another origin or requests twice.
    fn new(builder: ClientBuilder) -> reqwest::Result<Self> {
        builder.redirect(redirect::Policy::none()).referer(false).retry(retry::never()).build().map(Self)
    }

    async fn exchange(&self, request: Request<Bytes>, limits: Limits) -> Result<Response<Bytes>, TransportError> {
        let mut request = reqwest::Request::try_from(request).map_err(transport_error)?;
        *request.timeout_mut() = Some(limits.deadline.saturating_duration_since(Instant::now().into_std()));
        let mut response = self.0.execute(request).await.map_err(transport_error)?;
        let mut whole = Response::new(Vec::new());
        *whole.status_mut() = response.status();
        *whole.headers_mut() = take(response.headers_mut());
        let error = loop {
            match response.chunk().await {
                Ok(None) => return Ok(whole.map(Bytes::from)),
                Ok(Some(part)) if part.len() <= limits.max_body - whole.body().len() => whole.body_mut().extend(part),
                Ok(Some(_)) => break TransportError::new(TransportErrorKind::TooLarge),
                Err(error) => break transport_error(error),
            }
        };
        // The status may say that the service refused the request.
        Err(error.with_head(whole.into_parts().0))
    }
}

impl Transport for OverReqwest {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(self.exchange(request, limits))
    }
}

/// Converts an error. Only an error before the connection opens proves that nothing was sent.
fn transport_error(error: reqwest::Error) -> TransportError {
    let transport_error = match (error.is_builder(), error.is_connect(), error.is_timeout()) {
        (true, ..) => TransportError::new(TransportErrorKind::Unusable).not_sent(),
        (_, true, true) => TransportError::new(TransportErrorKind::ConnectTimeout).not_sent(),
        (_, true, false) => TransportError::new(TransportErrorKind::Connect).not_sent(),
        (_, false, true) => TransportError::new(TransportErrorKind::Deadline),
        (_, false, false) => TransportError::new(TransportErrorKind::Interrupted),
    };
    // The URL may contain the caller's parameters.
    transport_error.with_source(error.without_url())
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    // The first request is served; the connection of the second one breaks before there is a response.
    let mut server =
        Server::start(StandIn::new(vec![Act::serve(), Act::respond([]).then(Ends::Reset)].into_iter())).await?;
    let client = client(server.url(), OverReqwest::new(reqwest::Client::builder().no_proxy())?)?;
    println!("served: {:?}", look_up(&client).await);
    println!("broken: {:?}", look_up(&client).await);
    server.stop().await?;
    println!("stopped: {:?}", look_up(&client).await);
    Ok(())
}

fn client(url: String, transport: OverReqwest) -> Result<Client, BuildError> {
    let builder = Client::builder().base_url(url).allow_plain_http().token(TOKEN);
    builder.transport(transport).options(Options::new().attempts(1)).build()
}

/// Returns the outcome of a failed call.
async fn look_up(client: &Client) -> Option<Outcome> {
    use dingtalk_client::im::chat_id_to_open_conversation_id::Request;

    let request = Request::new(ChatId::new("chatfaabe59a460527f5fb72fbbdfe3f061e"));
    client.im().chat_id_to_open_conversation_id(&request).await.err().map(|error| error.outcome())
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::Arc;

    use reqwest::dns;

    use super::*;

    #[tokio::test]
    async fn outcomes() {
        let refusal = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 40\r\n\r\n{";
        let cut = Act::respond(refusal).then(Ends::Close);
        let acts = vec![Act::serve(), Act::respond([]).then(Ends::Reset), cut, Act::serve()];
        let mut server = Server::start(StandIn::new(acts.into_iter())).await.expect("a server");
        let transport = OverReqwest::new(reqwest::Client::builder().no_proxy()).expect("a transport");
        let client = client(server.url(), transport).expect("a client");
        assert_eq!(look_up(&client).await, None);
        assert_eq!(look_up(&client).await, Some(Outcome::Unknown));
        assert_eq!(look_up(&client).await, Some(Outcome::Refused));
        assert_eq!(look_up(&client.with(Options::new().max_response(3))).await, Some(Outcome::Unknown));
        server.stop().await.expect("stopped");
        assert_eq!(look_up(&client).await, Some(Outcome::NotSent));
    }

    /// Never resolves a name.
    struct Unresolved;

    impl dns::Resolve for Unresolved {
        fn resolve(&self, _: dns::Name) -> dns::Resolving {
            Box::pin(pending())
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_deadline_while_connecting_is_unknown() {
        let builder = reqwest::Client::builder().no_proxy().dns_resolver(Arc::new(Unresolved));
        let transport = OverReqwest::new(builder).expect("a transport");
        let client = client("http://host.example".to_owned(), transport).expect("a client");
        assert_eq!(look_up(&client).await, Some(Outcome::Unknown));
    }
}
