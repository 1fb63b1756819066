//! A custom transport, which logs the requests of another transport.
//!
//! It calls a local stand-in for `DingTalk`, so it needs no account.
#![expect(clippy::disallowed_methods, reason = "it prints how long a call takes")]

mod service;

use std::error::Error;
use std::time::Instant;

use dingtalk_client::conv_file::send_link;
use dingtalk_client::oauth2::get_access_token;
use dingtalk_client::transport::{BoxFuture, Bytes, Hyper, Limits, Request, Response, Transport, TransportError};
use dingtalk_client::{Client, DentryId, OpenConversationId, Options, SpaceId, UnionId};

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

    fn enforces_deadline(&self) -> bool {
        self.0.enforces_deadline()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = service::fake().serve().await?;
    let client = logged(&server.base_url())?;
    let request = get_access_token::Request::new(service::APP_KEY, service::APP_SECRET.into());
    let token = client.oauth2().get_access_token(&request).await?.access_token;
    let client = client.with(Options::new().token(token));
    client.conv_file().send_link(&link()).await?;
    for code in service::send_link_errors() {
        let mut request = link();
        request.dentry_id = service::failing_with(code);
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

fn link() -> send_link::Request {
    send_link::Request::new(
        UnionId::new("chyxxxxx"),
        SpaceId::new("786xxxxx"),
        DentryId::new("908xxxxx"),
        OpenConversationId::new("cidxxxxx"),
    )
}
