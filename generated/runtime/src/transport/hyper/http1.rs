//! An HTTP/1.1 connection: one request at a time.

use std::future::Future;
use std::mem;
use std::pin::pin;
use std::sync::Arc;

use http::header::HOST;
use http::{HeaderValue, Request, Response, Uri};
use hyper::body::Incoming;
use hyper::client::conn::http1::{Builder, SendRequest};
use tokio::task::AbortHandle;
use tokio::time::{Instant, timeout_at};

use super::super::timeout::Timeout;
use super::super::{Bytes, Limits, TransportError, body};
use super::connector::BoxError;
use super::monitor::Monitor;
use super::monitored_body::MonitoredBody;
use super::pool::ConnectionSlot;
use super::proxy::default_port;
use super::request_body::RequestBody;
use super::stream::{HyperIo, Stream};
use super::{MAX_HEAD, failure};

/// A connection. Dropping it during a request aborts it.
pub(super) struct Http1 {
    sender: SendRequest<RequestBody>,
    monitor: Arc<Monitor>,
    task: AbortHandle,
    /// The `host` header.
    host: HeaderValue,
    /// True if a proxy forwards the requests, which needs absolute URLs.
    forwarded: bool,
    was_used: bool,
    /// True if a request is in progress, or still being written after its response arrived.
    in_use: bool,
    idle_since: Instant,
}

/// The error of an exchange.
pub(super) enum ExchangeError {
    /// The connection was closed before the request was sent, after it had served another.
    Unsent,
    Transport(TransportError),
}

impl Http1 {
    /// Starts HTTP/1.1 on a stream to this origin.
    pub(super) async fn handshake(
        stream: Stream,
        monitor: Arc<Monitor>,
        origin: &Uri,
        forwarded: bool,
        slot: ConnectionSlot,
    ) -> Result<Self, BoxError> {
        let host = host(origin)?;
        let (sender, connection) = Builder::new().max_buf_size(MAX_HEAD).handshake(HyperIo(stream)).await?;
        let shared = Arc::clone(&monitor);
        let task = tokio::spawn(async move {
            // Dropped after the connection, so that there are never more sockets than slots.
            let _slot = slot;
            let mut connection = pin!(connection);
            // The call that uses the connection reports the error.
            shared.run(|cx| connection.as_mut().poll(cx).map(drop)).await;
        });
        Ok(Self {
            sender,
            monitor,
            task: task.abort_handle(),
            host,
            forwarded,
            was_used: false,
            in_use: false,
            idle_since: Instant::now(),
        })
    }

    pub(super) fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Returns true if the last request is complete and the connection can take another.
    pub(super) fn is_ready(&mut self) -> bool {
        let is_ready = self.sender.is_ready();
        self.rest(is_ready)
    }

    /// Waits until the last request is complete. Returns whether the connection can take another.
    pub(super) async fn ready(&mut self) -> bool {
        let is_ready = self.sender.ready().await.is_ok();
        self.rest(is_ready)
    }

    /// hyper is ready even while the end of a request is buffered, which the server may never read.
    fn rest(&mut self, is_ready: bool) -> bool {
        let is_ready = is_ready && !self.monitor.is_blocked();
        if is_ready {
            (self.in_use, self.idle_since) = (false, Instant::now());
        }
        is_ready
    }

    /// The time at which the last request completed.
    pub(super) fn idle_since(&self) -> Instant {
        self.idle_since
    }

    /// Sends a request and reads its response. Takes the request, unless it is [`Unsent`](ExchangeError::Unsent).
    pub(super) async fn exchange(
        &mut self,
        request: &mut Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, ExchangeError> {
        let (head, body) = self.send(request, limits).await?.into_parts();
        let body = MonitoredBody::new(body, &self.monitor);
        match body::read(body, limits, |error| failure::body_error(error, &self.monitor)).await {
            Ok(body) => {
                self.monitor.end_request(0);
                self.was_used = true;
                Ok(Response::from_parts(head, body))
            }
            Err(failure) => Err(ExchangeError::Transport(failure.with_head(head))),
        }
    }

    /// Takes a request to send it, with a `host` header and the URL in the form that the recipient needs. Leaves what
    /// [`restore`] needs.
    fn take(&self, request: &mut Request<Bytes>) -> Request<RequestBody> {
        let mut taken = Request::new(RequestBody::of(request));
        *taken.method_mut() = request.method().clone();
        *taken.uri_mut() = match request.uri().path_and_query() {
            _ if self.forwarded => request.uri().clone(),
            Some(path) => path.clone().into(),
            None => Uri::default(),
        };
        *taken.headers_mut() = mem::take(request.headers_mut());
        *taken.extensions_mut() = mem::take(request.extensions_mut());
        taken.headers_mut().entry(HOST).or_insert_with(|| self.host.clone());
        taken
    }

    /// Sends a request and waits for the head of its response.
    async fn send(
        &mut self,
        request: &mut Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Incoming>, ExchangeError> {
        self.in_use = true;
        let before = self.monitor.begin_request();
        let Timeout { end, kind } = Timeout::for_next_part(limits);
        let sent = self.take(request);
        let Ok(sent) = timeout_at(end, self.sender.try_send_request(sent)).await else {
            let failure = TransportError::new(kind);
            return Err(ExchangeError::Transport(if self.monitor.stop(before) { failure } else { failure.not_sent() }));
        };
        sent.map_err(|mut error| match error.take_message() {
            Some(unsent) if self.was_used => {
                restore(request, unsent);
                ExchangeError::Unsent
            }
            _ => {
                let sent = self.monitor.stop(before);
                ExchangeError::Transport(failure::http1_error(error.into_error(), sent, &self.monitor))
            }
        })
    }
}

impl Drop for Http1 {
    fn drop(&mut self) {
        if self.in_use {
            self.task.abort();
        }
    }
}

/// Restores a request that was taken but not sent.
fn restore(request: &mut Request<Bytes>, unsent: Request<RequestBody>) {
    let (uri, body) = (mem::take(request.uri_mut()), mem::take(request.body_mut()));
    *request = unsent.map(|_| body);
    *request.uri_mut() = uri;
}

/// The value of the `host` header: the host, and the port unless it is the default.
fn host(uri: &Uri) -> Result<HeaderValue, http::header::InvalidHeaderValue> {
    let host = uri.host().unwrap_or_default();
    match uri.port_u16() {
        Some(port) if port != default_port(uri) => HeaderValue::try_from(format!("{host}:{port}")),
        _ => HeaderValue::from_str(host),
    }
}
