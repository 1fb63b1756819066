//! Custom transports: one that logs the requests of another transport, and one with scripted responses for tests.
//!
//! The first calls a local stand-in for `DingTalk`, the second makes no connection. Neither needs an account.
#![expect(clippy::disallowed_methods, reason = "it prints how long a call takes")]

mod stand_in;

use std::collections::VecDeque;
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use dingtalk_client::conv_file::send_link;
use dingtalk_client::oauth2::get_access_token;
use dingtalk_client::transport::{
    BoxFuture, Bytes, Hyper, Limits, Request, Response, StatusCode, Transport, TransportError, TransportErrorKind,
};
use dingtalk_client::{Client, DentryId, OpenConversationId, Options, Outcome, SpaceId, UnionId};
use stand_in::StandIn;

/// Forwards requests to another transport, and prints their results.
struct Logged<T>(T);

impl<T: Transport> Transport for Logged<T> {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        // Without the query, headers and body, which contain tokens and secrets.
        let line = format!("{} {}", request.method(), request.uri().path());
        Box::pin(async move {
            let started = Instant::now();
            let result = self.0.call(request, limits).await;
            let time = started.elapsed().as_millis();
            // The error is forwarded unchanged: it records whether anything was sent.
            match &result {
                Ok(response) => {
                    println!("log  {line}: {}, {} bytes, {time} ms", response.status(), response.body().len());
                }
                Err(error) => println!("log  {line}: {error}, {time} ms"),
            }
            result
        })
    }
}

type Script = VecDeque<Result<Response<Bytes>, TransportError>>;

/// Responds from a script, and records the requested paths.
#[derive(Clone, Default)]
struct Scripted {
    script: Arc<Mutex<Script>>,
    paths: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    fn respond(self, status: StatusCode, body: &'static str) -> Self {
        let mut response = Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = status;
        self.then(Ok(response))
    }

    fn then(self, result: Result<Response<Bytes>, TransportError>) -> Self {
        lock(&self.script).push_back(result);
        self
    }
}

impl Transport for Scripted {
    fn call(&self, request: Request<Bytes>, _limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        lock(&self.paths).push(request.uri().path().to_owned());
        // No attempt was made, so nothing was sent.
        let ended =
            || Err(TransportError::new(TransportErrorKind::Unusable).not_sent().with_source("the script has ended"));
        let result = lock(&self.script).pop_front().unwrap_or_else(ended);
        Box::pin(async { result })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    over_the_network().await?;
    println!();
    from_a_script().await
}

/// Calls the stand-in, which fails with each documented code once, and a port without a listener.
async fn over_the_network() -> Result<(), Box<dyn Error>> {
    let stand_in = StandIn::start().await?;
    let client = logged(&stand_in.base_url())?;
    let request = get_access_token::Request::new(stand_in::APP_KEY, stand_in::APP_SECRET.into());
    let token = client.oauth2().get_access_token(&request).await?.access_token;
    let client = client.with(Options::new().token(token));
    client.conv_file().send_link(&link()).await?;
    for code in stand_in::send_link_codes() {
        let mut request = link();
        request.dentry_id = stand_in::failing_with(code);
        client.conv_file().send_link(&request).await.expect_err("the stand-in fails with the code");
    }

    let error = logged("http://127.0.0.1:1")?.oauth2().get_access_token(&request).await.expect_err("nobody listens");
    println!("outcome: {:?}", error.outcome());
    Ok(())
}

fn logged(base_url: &str) -> Result<Client, Box<dyn Error>> {
    let transport = Logged(Hyper::builder().plain_http().build()?);
    Ok(Client::builder().base_url(base_url).allow_plain_http().transport(transport).build()?)
}

/// A test of an application: scripts the service's responses and checks the application's reaction.
async fn from_a_script() -> Result<(), Box<dyn Error>> {
    let scripted = Scripted::default()
        .respond(StatusCode::OK, r#"{"file": {"name": "minutes.txt"}}"#)
        .respond(StatusCode::FORBIDDEN, r#"{"code": "permissionDenied", "message": "no permission"}"#)
        // A broken connection: the service may have received the request, which is the default of an error.
        .then(Err(TransportError::new(TransportErrorKind::Interrupted)));
    let client = Client::builder().token("a-token").transport(scripted.clone()).build()?;

    let file = client.conv_file().send_link(&link()).await?.file.unwrap_or_default();
    assert_eq!(file.name.as_deref(), Some("minutes.txt"));
    let denied = client.conv_file().send_link(&link()).await.expect_err("the second is an error");
    assert_eq!((denied.code(), denied.outcome()), (Some(send_link::ErrorCode::PermissionDenied), Outcome::Refused));
    let broken = client.conv_file().send_link(&link()).await.expect_err("the third is a transport error");
    assert_eq!(broken.outcome(), Outcome::Unknown);
    // The script has ended.
    let unsent = client.conv_file().send_link(&link()).await.expect_err("the script has ended");
    assert_eq!(unsent.outcome(), Outcome::NotSent);

    println!("scripted: {}", lock(&scripted.paths).join(" "));
    Ok(())
}

fn link() -> send_link::Request {
    send_link::Request::new(
        UnionId::new("chyxxxxx"),
        SpaceId::new("786xxxxx"),
        DentryId::new("908xxxxx"),
        OpenConversationId::new("cidxxxxx"),
    )
}
