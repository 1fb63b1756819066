//! Transports without sockets.

use std::sync::{Arc, Mutex};

use dingtalk_client::runtime::{Client, Endpoint};
use dingtalk_client::transport::{BoxFuture, Bytes, Limits, Request, Response, Transport, TransportError};
use dingtalk_client::{Error, Options};

use crate::api::{Demo, EveryType, Everywhere, Failure};

/// A client of the demo API, without retries unless the options have some.
pub fn client_over(transport: impl Transport, options: Options) -> Client<Demo> {
    let builder = Client::<Demo>::builder().transport(transport).options(Options::new().attempts(1));
    builder.options(options).build().expect("a client").0
}

/// The error of a call of this endpoint with this response.
pub async fn fail<R: Endpoint<Api = Demo>>(request: &R, canned: Canned) -> Error<R::ErrorCode> {
    canned.client().call(request).await.map(drop).expect_err("an error")
}

/// The error of an endpoint with this response.
pub async fn fail_everywhere(status: u16, body: impl AsRef<[u8]>) -> Error<Failure> {
    fail(&Everywhere::new("c"), Canned::new(status, body)).await
}

/// The value of a successful response.
pub async fn succeed(body: impl AsRef<[u8]>) -> EveryType {
    Canned::new(200, body).client().call(&Everywhere::new("c")).await.expect("success")
}

/// A transport that calls this function.
pub struct FnTransport<F>(pub F);

impl<F, R> Transport for FnTransport<F>
where
    F: Fn(Request<Bytes>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'static,
{
    fn call(&self, request: Request<Bytes>, _: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin((self.0)(request))
    }
}

/// A transport that always returns the same response, and records the requests.
#[derive(Clone, Default)]
pub struct Canned {
    response: Response<Bytes>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    pub fn new(status: u16, body: impl AsRef<[u8]>) -> Self {
        let mut response = Response::new(Bytes::copy_from_slice(body.as_ref()));
        *response.status_mut() = status.try_into().expect("a status");
        Self { response, requests: Arc::default() }
    }

    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.response.headers_mut().append(name, value.parse().expect("a value"));
        self
    }

    pub fn client(&self) -> Client<Demo> {
        self.client_with(Options::new().token("the-token"))
    }

    pub fn client_with(&self, options: Options) -> Client<Demo> {
        client_over(self.clone(), options)
    }

    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().expect("unpoisoned").clone()
    }
}

impl Transport for Canned {
    fn call(&self, request: Request<Bytes>, _limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        self.requests.lock().expect("unpoisoned").push(request);
        let response = self.response.clone();
        Box::pin(async move { Ok(response) })
    }
}
