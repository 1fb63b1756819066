//! Calls of the default transport itself, without a client.

use std::error::Error;
use std::time::{Duration, Instant};

use dingtalk_client::transport::{
    Bytes, Hyper, HyperBuilder, Limits, Request, Response, Transport, TransportError, TransportErrorKind,
};
use dingtalk_faults::trust;
use tokio::task::JoinHandle;

/// The body of each request.
pub const BODY: &[u8] = b"the body";

pub type CallResult = Result<Response<Bytes>, TransportError>;

/// A transport and the URL of its calls.
#[derive(Clone)]
pub struct Caller {
    pub transport: Hyper,
    pub url: String,
}

impl Caller {
    pub fn new(url: impl Into<String>, set: impl FnOnce(HyperBuilder) -> HyperBuilder) -> Self {
        Self { transport: hyper(set), url: url.into() }
    }

    /// A caller over plain HTTP.
    pub fn plain(url: impl Into<String>) -> Self {
        Self::new(url, HyperBuilder::plain_http)
    }

    /// A call with a token and a body.
    pub async fn call(&self) -> CallResult {
        self.call_within(limits()).await
    }

    pub async fn call_within(&self, limits: Limits) -> CallResult {
        let request = Request::post(&self.url).header("x-token", "the-token").body(Bytes::from_static(BODY));
        self.transport.call(request.expect("a request"), limits).await
    }

    /// A call on a task of its own.
    pub fn spawn(&self) -> JoinHandle<CallResult> {
        let caller = self.clone();
        tokio::spawn(async move { caller.call().await })
    }
}

/// A transport with these settings, without the platform's certificates, which take long to read.
pub fn hyper(set: impl FnOnce(HyperBuilder) -> HyperBuilder) -> Hyper {
    set(Hyper::builder().tls_config(trust([]))).build().expect("a transport")
}

/// Generous limits.
pub fn limits() -> Limits {
    Limits::new(Duration::from_secs(20), 1000)
}

/// Limits with one short timeout, for a stopped clock.
pub fn short(set: impl FnOnce(&mut Limits, Duration)) -> Limits {
    let mut limits = limits();
    set(&mut limits, Duration::from_millis(100));
    limits
}

/// Limits with a short time for a connection.
pub fn short_connect_timeout() -> Limits {
    short(|limits, time| limits.connect_timeout = Some(time))
}

/// Limits with a short time between two reads.
pub fn short_read_timeout() -> Limits {
    short(|limits, time| limits.read_timeout = Some(time))
}

/// A deadline after this time.
pub fn deadline(time: Duration) -> Instant {
    Limits::new(time, 0).deadline
}

/// The error of a call: its kind, whether anything may have been sent, and the status if a head arrived.
pub fn reported(result: CallResult) -> (TransportErrorKind, bool, Option<u16>) {
    let error = result.expect_err("an error");
    (error.kind(), error.may_have_been_sent(), error.head().map(|head| head.status.as_u16()))
}

/// An error with its causes.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
