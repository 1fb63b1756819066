//! A request over a stream of an HTTP/2 connection.

use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use h2::RecvStream;
use h2::client::SendRequest;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method, Request, Response, response};
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Instant, timeout_at};

use super::super::super::timeout::Timeout;
use super::super::super::{Bytes, Limits, TransportError, TransportErrorKind, body};
use super::super::monitored_body::MonitoredBody;
use super::super::pool::HostPool;
use super::super::{MAX_FIELDS, MAX_HEAD, failure};
use super::failure::{rejected_request, stream_error};
use super::{Http2, WINDOWS, on_the_wire};

/// The time of silence after which a connection is closed when a call over it is dropped.
const SILENCE: Duration = Duration::from_secs(1);

/// A permit to send one request over a connection.
pub(in super::super) struct StreamPermit {
    sender: SendRequest<Bytes>,
    connection: Arc<Http2>,
    host: Arc<HostPool>,
    pending: Option<PendingRequest>,
}

/// A request without a complete response.
struct PendingRequest {
    since: Instant,
    /// The number of bytes that had been read from the connection before it.
    read: u64,
}

impl StreamPermit {
    pub(super) fn new(sender: SendRequest<Bytes>, connection: Arc<Http2>, host: Arc<HostPool>) -> Self {
        Self { sender, connection, host, pending: None }
    }

    /// Sends a request and reads its response.
    pub(in super::super) async fn exchange(
        &mut self,
        request: &mut Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let monitor = Arc::clone(self.connection.monitor());
        let (request, content) = framed(mem::take(request));
        self.pending = Some(PendingRequest { since: Instant::now(), read: monitor.read() });
        let before = monitor.begin_request();
        let sent = self.sender.send_request(request, content.is_empty());
        let (response, mut upload) = sent.map_err(|error| rejected_request(error, &monitor))?;
        if !content.is_empty() {
            // If the stream has failed, its response reports the error.
            drop(upload.send_data(content, true));
        }
        let timeout = Timeout::for_next_part(limits);
        let Ok(response) = timeout_at(timeout.end, response).await else {
            // A silent connection may be dead.
            self.connection.retire();
            return Err(TransportError::new(timeout.kind));
        };
        let response = response.map_err(|error| stream_error(error, before, &monitor))?;
        let (head, body) = response.into_parts();
        if is_too_large(&head) {
            return Err(failure::head_too_large().with_head(head));
        }
        let body = MonitoredBody::new(DataFrames::new(&head, body), &monitor);
        match body::read(body, limits, |error| failure::body_error(error, &monitor)).await {
            Ok(body) => {
                self.pending = None;
                monitor.end_request(0);
                Ok(Response::from_parts(head, body))
            }
            Err(failure) => {
                if matches!(failure.kind(), TransportErrorKind::Deadline | TransportErrorKind::ReadTimeout) {
                    self.connection.retire();
                }
                Err(failure.with_head(head))
            }
        }
    }
}

impl Drop for StreamPermit {
    fn drop(&mut self) {
        if let Some(pending) = self.pending.take() {
            let monitor = self.connection.monitor();
            if monitor.read() == pending.read && pending.since.elapsed() >= SILENCE {
                self.connection.retire();
            }
            // Until it learns of the reset, the server may send what the stream's window allows.
            monitor.end_request(on_the_wire(WINDOWS.0));
        }
        if self.host.release(|_| self.connection.free()) {
            self.connection.close();
        }
    }
}

/// Splits a request into its head, with a `content-length`, and its body.
fn framed(request: Request<Bytes>) -> (Request<()>, Bytes) {
    let (mut head, content) = request.into_parts();
    let has_body = [Method::POST, Method::PUT, Method::PATCH].contains(&head.method);
    if !content.is_empty() || has_body {
        head.headers.entry(CONTENT_LENGTH).or_insert_with(|| HeaderValue::from(content.len()));
    }
    (Request::from_parts(head, ()), content)
}

/// Returns true if a head exceeds the limits. For HTTP/1.1 the parser enforces them.
fn is_too_large(head: &response::Parts) -> bool {
    let size: usize = head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 32).sum();
    head.headers.len() > MAX_FIELDS || size > MAX_HEAD
}

/// A body in DATA frames.
struct DataFrames {
    stream: RecvStream,
    length: Option<u64>,
}

impl DataFrames {
    fn new(head: &response::Parts, stream: RecvStream) -> Self {
        let length = head.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        // The response to `HEAD` has the length of a body that is not sent.
        Self { length: length.filter(|_| !stream.is_end_stream()), stream }
    }
}

impl Body for DataFrames {
    type Data = Bytes;
    type Error = h2::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, h2::Error>>> {
        let data = ready!(self.stream.poll_data(cx));
        Poll::Ready(data.map(|data| {
            let data = data?;
            self.stream.flow_control().release_capacity(data.len())?;
            Ok(Frame::data(data))
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.stream.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        // h2 enforces the length.
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
