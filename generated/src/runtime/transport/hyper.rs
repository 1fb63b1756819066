//! The transport over hyper: pooled HTTP/1.1 connections, rustls with ring and the platform's certificates.

use http::{Request, Response};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{HttpConnector, capture_connection};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::ring::default_provider;
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout_at};

use super::{BoxFuture, Bytes, Fault, FaultKind, Limits, Transport};
use crate::runtime::BuildError;

/// The transport over hyper. It needs a tokio runtime with time and I/O enabled.
///
/// Redirects are never followed. A request is repeated only where its connection had been closed before any of it was
/// sent.
///
/// # Panics
/// A call panics in a tokio runtime that was built without `enable_time` or without `enable_io`. Outside of any runtime
/// it is an error, [`FaultKind::Unusable`].
#[derive(Clone, Debug)]
pub struct Hyper {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl Hyper {
    /// A transport that only speaks TLS.
    ///
    /// # Errors
    /// The platform's certificates cannot be read.
    pub fn new() -> Result<Self, BuildError> {
        let tls = HttpsConnectorBuilder::new().with_provider_and_platform_verifier(default_provider());
        let tls = tls.map_err(BuildError::transport)?;
        Ok(Self::over(tls.https_only().enable_http1().wrap_connector(connector())))
    }

    /// A transport that also speaks plain HTTP, which anyone on the way can read.
    ///
    /// # Errors
    /// The platform's certificates cannot be read.
    pub fn with_plain_http() -> Result<Self, BuildError> {
        let tls = HttpsConnectorBuilder::new().with_provider_and_platform_verifier(default_provider());
        let tls = tls.map_err(BuildError::transport)?;
        Ok(Self::over(tls.https_or_http().enable_http1().wrap_connector(connector())))
    }

    fn over(connector: HttpsConnector<HttpConnector>) -> Self {
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .timer(TokioTimer::new())
            .build(connector);
        Self { client }
    }

    async fn exchange(&self, request: Request<Bytes>, limits: Limits) -> Result<Response<Bytes>, Fault> {
        // Timers and pooled connections panic outside of a runtime.
        Handle::try_current().map_err(|error| Fault::new(FaultKind::Unusable).not_sent().with_source(error))?;
        let deadline = Instant::from_std(limits.deadline);
        let mut request = request.map(Full::new);
        let connection = capture_connection(&mut request);
        let response = match timeout_at(deadline, self.client.request(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) if error.is_connect() => {
                return Err(Fault::new(FaultKind::Connect).not_sent().with_source(error));
            }
            Ok(Err(error)) => return Err(Fault::new(FaultKind::Interrupted).with_source(error)),
            Err(_) if connection.connection_metadata().is_none() => {
                return Err(Fault::new(FaultKind::Deadline).not_sent());
            }
            Err(_) => return Err(Fault::new(FaultKind::Deadline)),
        };
        let (head, body) = response.into_parts();
        match timeout_at(deadline, read_body(body, limits.max_body)).await {
            Ok(Ok(body)) => Ok(Response::from_parts(head, body)),
            Ok(Err(fault)) => Err(fault.with_head(head)),
            Err(_) => Err(Fault::new(FaultKind::Deadline).with_head(head)),
        }
    }
}

impl Transport for Hyper {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, Fault>> {
        Box::pin(self.exchange(request, limits))
    }
}

fn connector() -> HttpConnector {
    let mut connector = HttpConnector::new();
    // The TLS connector around it decides on the schemes.
    connector.enforce_http(false);
    connector.set_nodelay(true);
    connector
}

/// Reads a body up to a bound. One that announces more is not read at all.
async fn read_body(body: Incoming, max: usize) -> Result<Bytes, Fault> {
    let announced = body.size_hint().lower();
    if usize::try_from(announced).is_ok_and(|announced| announced <= max) {
        match Limited::new(body, max).collect().await {
            Ok(body) => return Ok(body.to_bytes()),
            Err(error) if !error.is::<LengthLimitError>() => {
                return Err(Fault::new(FaultKind::Interrupted).with_source(error));
            }
            Err(_) => {}
        }
    }
    Err(Fault::new(FaultKind::TooLarge))
}
