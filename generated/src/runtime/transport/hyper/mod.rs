//! The transport over hyper: pooled connections, HTTP/2 where offered, rustls with ring and the platform's certificates.

mod builder;
mod connector;
mod failure;
mod proxy;
mod stream;
mod tls;

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Poll, ready};

use http::header::PROXY_AUTHORIZATION;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::capture_connection;
use tokio::runtime::Handle;
use tokio::time::sleep_until;

pub use self::builder::HyperBuilder;
use self::connector::Connector;
use self::proxy::Proxies;
use super::patience::Patience;
use super::{BoxFuture, Bytes, Fault, FaultKind, Limits, Transport, body};
use crate::runtime::BuildError;

/// The transport over hyper. It needs a tokio runtime with time and I/O enabled.
///
/// It speaks HTTP/2 to servers that offer it and HTTP/1.1 to the others, keeps connections for the next call, and goes
/// through the proxy that the environment names, if it names one: [`HyperBuilder`] has the settings.
///
/// Redirects are never followed. A request is repeated only where its connection had been closed before any of it was
/// sent. Connections live in the runtime of the call that made them, so clients of several runtimes should not share a
/// transport.
///
/// ```
/// use dingtalk_client::transport::Hyper;
///
/// # fn example() -> Result<(), dingtalk_client::BuildError> {
/// let transport = Hyper::builder().proxy("http://user:password@proxy.example:3128").build()?;
/// let client = dingtalk_client::Client::builder().transport(transport).token("an-access-token").build()?;
/// # Ok(())
/// # }
/// ```
///
/// # Panics
/// A call panics in a tokio runtime that was built without `enable_time` or without `enable_io`. Outside of any runtime
/// it is an error, [`FaultKind::Unusable`].
#[derive(Clone)]
pub struct Hyper {
    client: Client<HttpsConnector<Connector>, Full<Bytes>>,
    proxies: Arc<Proxies>,
}

impl Hyper {
    /// A transport with the default settings, which speaks TLS alone.
    ///
    /// # Errors
    /// The platform's certificates cannot be read, or the environment names a proxy that cannot be used.
    pub fn new() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// Starts a transport with other settings.
    #[must_use]
    pub fn builder() -> HyperBuilder {
        HyperBuilder::new()
    }

    async fn exchange(&self, request: Request<Bytes>, limits: Limits) -> Result<Response<Bytes>, Fault> {
        // Timers and pooled connections panic outside of a runtime.
        Handle::try_current().map_err(|error| Fault::new(FaultKind::Unusable).not_sent().with_source(error))?;
        let (head, body) = self.send(request, &limits).await?.into_parts();
        match body::read(body, &limits, |error| Fault::new(FaultKind::Interrupted).with_source(error)).await {
            Ok(body) => Ok(Response::from_parts(head, body)),
            Err(fault) => Err(fault.with_head(head)),
        }
    }

    /// Sends a request and waits for the head of the answer.
    async fn send(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Incoming>, Fault> {
        let mut request = request.map(Full::new);
        if let Some(credentials) = self.proxies.credentials(request.uri()) {
            request.headers_mut().insert(PROXY_AUTHORIZATION, credentials);
        }
        let connection = capture_connection(&mut request);
        let connected = || connection.connection_metadata().is_some();
        let mut response = pin!(self.client.request(request));
        let mut patience = Patience::for_connection(limits);
        let mut clock = pin!(sleep_until(patience.end));
        let mut connecting = true;
        // Only a turn of `response` hands the request to a connection, and it captures the connection just before. So
        // what was not captured when its turn is over was not sent, and is not sent once it is dropped.
        poll_fn(|context| {
            if let Poll::Ready(result) = response.as_mut().poll(context) {
                return Poll::Ready(result.map_err(|error| failure::fault(error, connected())));
            }
            if connecting && connected() {
                connecting = false;
                patience = Patience::for_next_part(limits);
                clock.as_mut().reset(patience.end);
            }
            ready!(clock.as_mut().poll(context));
            let fault = Fault::new(patience.kind);
            let metadata = connection.connection_metadata();
            let Some(metadata) = metadata.as_ref() else { return Poll::Ready(Err(fault.not_sent())) };
            // A connection that fell silent may be dead. HTTP/2 would give it to the next call all the same.
            metadata.poison();
            Poll::Ready(Err(fault))
        })
        .await
    }
}

impl Transport for Hyper {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, Fault>> {
        Box::pin(self.exchange(request, limits))
    }
}

/// Without the credentials of proxies.
impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hyper").field("proxies", &self.proxies).finish_non_exhaustive()
    }
}
