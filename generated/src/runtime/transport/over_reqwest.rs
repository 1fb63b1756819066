//! The transport over reqwest, from the user's own settings.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Poll, ready};

use http::{Request, Response};
use reqwest::redirect::Policy;
use reqwest::{Body, Client, ClientBuilder, Error, retry};
use tokio::runtime::Handle;
use tokio::time::sleep_until;
use tower_layer::layer_fn;

use super::connecting::{self, Connector};
use super::patience::Patience;
use super::{BoxFuture, Bytes, Fault, FaultKind, Limits, Transport, body};
use crate::runtime::BuildError;

/// The transport over reqwest, with proxies, certificates and whatever else its builder was told. It needs a tokio runtime
/// with time and I/O enabled.
///
/// TLS comes with a feature of reqwest, such as `rustls`, which is the user's to choose: ask for it in a dependency on
/// reqwest beside the one on this crate. Without one, no `https` address can be reached.
///
/// What would carry a token to another origin, or send a request twice, is switched off whatever the builder says: redirects,
/// the `Referer` header and reqwest's retries. A request is repeated only where its connection had been closed before
/// any of it was sent.
///
/// The time-outs of the builder hold beside those of the call, and the first to pass ends an attempt. The builder's
/// default headers are sent where a request has none of that name. Cookies are kept if the builder has a cookie
/// store. A compressed answer may be as large as allowed once it is unpacked.
///
/// A time-out for connecting does not count the wait for a connection that another call opens, as there is over
/// HTTP/2 with prior knowledge. Connections live in the runtime of the call that made them, so clients of several runtimes
/// should not share a transport.
///
/// ```
/// use dingtalk_client::transport::{Reqwest, reqwest};
///
/// # fn example() -> Result<(), dingtalk_client::BuildError> {
/// let transport = Reqwest::new(reqwest::Client::builder().no_proxy())?;
/// let client = dingtalk_client::Client::builder().transport(transport).token("an-access-token").build()?;
/// # Ok(())
/// # }
/// ```
///
/// # Panics
/// A call panics in a tokio runtime that was built without `enable_time` or without `enable_io`. Outside of any runtime
/// it is an error, [`FaultKind::Unusable`].
#[derive(Clone)]
pub struct Reqwest {
    client: Client,
}

impl Reqwest {
    /// A transport of these settings.
    ///
    /// # Errors
    /// reqwest cannot make a client of them.
    pub fn new(builder: ClientBuilder) -> Result<Self, BuildError> {
        let builder = builder.redirect(Policy::none()).referer(false).retry(retry::never());
        // Around all other layers, so that what those wait for is the wait for a connection too.
        let client = builder.connector_layer(layer_fn(Connector)).build();
        Ok(Self { client: client.map_err(BuildError::transport)? })
    }

    async fn exchange(&self, request: Request<Bytes>, limits: Limits) -> Result<Response<Bytes>, Fault> {
        // Timers and pooled connections panic outside of a runtime.
        Handle::try_current().map_err(|error| Fault::new(FaultKind::Unusable).not_sent().with_source(error))?;
        let request = reqwest::Request::try_from(request).map_err(fault)?;
        let (head, body) = self.send(request, &limits).await?.into_parts();
        match body::read(body, &limits, fault).await {
            Ok(body) => Ok(Response::from_parts(head, body)),
            Err(fault) => Err(fault.with_head(head)),
        }
    }

    /// Sends a request and waits for the head of the answer.
    async fn send(&self, request: reqwest::Request, limits: &Limits) -> Result<Response<Body>, Fault> {
        let mut response = pin!(self.client.execute(request));
        let mut patience = Patience::for_connection(limits);
        let mut clock = pin!(sleep_until(patience.end));
        let mut connecting = true;
        poll_fn(|context| {
            let (poll, waits) = connecting::poll(response.as_mut(), context);
            if let Poll::Ready(result) = poll {
                return Poll::Ready(result.map(Response::from).map_err(fault));
            }
            if connecting != waits {
                connecting = waits;
                patience = if waits { Patience::for_connection(limits) } else { Patience::for_next_part(limits) };
                clock.as_mut().reset(patience.end);
            }
            ready!(clock.as_mut().poll(context));
            let fault = Fault::new(patience.kind);
            // Only a turn of `response` sends anything, and after this one it waits for a connection.
            Poll::Ready(Err(if connecting { fault.not_sent() } else { fault }))
        })
        .await
    }
}

impl Transport for Reqwest {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, Fault>> {
        Box::pin(self.exchange(request, limits))
    }
}

/// Without the settings, among which there may be secrets.
impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest").finish_non_exhaustive()
    }
}

/// The fault that an error is.
fn fault(error: Error) -> Fault {
    let (builder, connect, timeout) = (error.is_builder(), error.is_connect(), error.is_timeout());
    // The address holds what the caller asks for.
    let source = error.without_url();
    match (builder, connect, timeout) {
        (true, ..) => Fault::new(FaultKind::Unusable).not_sent(),
        (_, true, true) => Fault::new(FaultKind::ConnectTimeout).not_sent(),
        (_, true, false) => Fault::new(FaultKind::Connect).not_sent(),
        (_, false, true) => Fault::new(FaultKind::ReadTimeout),
        (_, false, false) => Fault::new(FaultKind::Interrupted),
    }
    .with_source(source)
}
