//! An HTTP/2 connection: as many concurrent requests as the server allows.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use h2::client::{Builder, Connection, SendRequest};
use h2::{Ping, PingPong, RecvStream};
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method, Request, Response};
use hyper::body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::AbortHandle;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, timeout_at};

use super::super::timeout::Timeout;
use super::super::{Bytes, Limits, TransportError, TransportErrorKind, body};
use super::connector::BoxError;
use super::monitor::{Monitor, REQUEST_OVERHEAD};
use super::monitored_body::MonitoredBody;
use super::pool::{ConnectionSlot, HostPool};
use super::{MAX_FIELDS, MAX_HEAD, failure};

/// The flow-control windows of a stream and of a connection, in bytes.
const WINDOWS: (u32, u32) = (2 << 20, 5 << 20);

/// The bytes that a window may take on the wire: frames and TLS records at least as large as their headers.
const fn on_the_wire(window: u32) -> u64 {
    2 * window as u64
}

/// The time of silence after which a connection is closed when a call over it is dropped.
const SILENCE: Duration = Duration::from_secs(1);

/// The interval of checks of a connection with requests. After two silent intervals it is pinged, and after a third it
/// is closed: within a call's default deadline.
const TICK: Duration = Duration::from_secs(5);
const SILENT_TICKS: u32 = 2;

/// A connection.
pub(super) struct Http2 {
    sender: SendRequest<Bytes>,
    monitor: Arc<Monitor>,
    task: OnceLock<AbortHandle>,
    /// The number of requests in progress. Changes under the host's lock.
    streams: AtomicUsize,
    retired: AtomicBool,
    last_used: Mutex<Instant>,
}

/// A permit to send one request over a connection.
pub(super) struct StreamPermit {
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

impl Http2 {
    /// Starts HTTP/2 on a stream, and waits for the server's limit of concurrent streams.
    pub(super) async fn handshake<S>(
        stream: S,
        monitor: Arc<Monitor>,
        slot: ConnectionSlot,
        host: Weak<HostPool>,
    ) -> Result<Arc<Self>, BoxError>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let (stream_window, window) = WINDOWS;
        monitor.allow_ahead(on_the_wire(window));
        let mut builder = Builder::new();
        builder.initial_window_size(stream_window).initial_connection_window_size(window).enable_push(false);
        // Above `MAX_HEAD`, so that most heads that are too large get a specific error.
        builder.max_header_list_size(u32::try_from(REQUEST_OVERHEAD).unwrap_or(u32::MAX));
        let (sender, mut connection) = builder.initial_max_send_streams(0).handshake::<_, Bytes>(stream).await?;
        poll_fn(|cx| match Pin::new(&mut connection).poll(cx) {
            Poll::Ready(ended) => {
                Poll::Ready(Err(ended.err().map_or_else(|| "the server left".into(), BoxError::from)))
            }
            Poll::Pending if connection.max_concurrent_send_streams() > 0 => Poll::Ready(Ok(())),
            Poll::Pending => Poll::Pending,
        })
        .await?;
        let opened = Arc::new(Self {
            sender,
            monitor,
            task: OnceLock::new(),
            streams: AtomicUsize::new(0),
            retired: AtomicBool::new(false),
            last_used: Mutex::new(Instant::now()),
        });
        let task = tokio::spawn(drive(connection, Arc::downgrade(&opened), Arc::clone(&opened.monitor), host, slot));
        // Not set before.
        drop(opened.task.set(task.abort_handle()));
        Ok(opened)
    }

    /// Reserves a stream, if the server accepts another request. The caller holds the host's lock.
    pub(super) fn reserve(self: &Arc<Self>, host: &Arc<HostPool>) -> Option<StreamPermit> {
        if self.has_ended() || self.streams.load(Ordering::Relaxed) >= self.sender.current_max_send_streams() {
            return None;
        }
        self.streams.fetch_add(1, Ordering::Relaxed);
        let sender = self.sender.clone();
        Some(StreamPermit { sender, connection: Arc::clone(self), host: Arc::clone(host), pending: None })
    }

    /// Frees a stream. The caller holds the host's lock. Returns whether to close the connection now: a server that
    /// keeps sending must not keep it open.
    fn free(&self) -> bool {
        *self.last_used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.streams.fetch_sub(1, Ordering::Relaxed) == 1 && self.is_retired()
    }

    /// Returns true if the connection has ended or takes no more requests.
    pub(super) fn has_ended(&self) -> bool {
        let mut sender = self.sender.clone();
        if let Poll::Ready(Err(_)) = sender.poll_ready(&mut Context::from_waker(Waker::noop())) {
            self.retire();
        }
        self.is_retired()
    }

    /// Stops new requests on this connection.
    fn retire(&self) {
        self.retired.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_retired(&self) -> bool {
        self.retired.load(Ordering::Relaxed)
    }

    /// The time at which the last request completed; `None` while there is one.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        let last_used = *self.last_used.lock().unwrap_or_else(PoisonError::into_inner);
        (self.streams.load(Ordering::Relaxed) == 0).then_some(last_used)
    }
}

impl StreamPermit {
    /// Sends a request and reads its response.
    pub(super) async fn exchange(
        mut self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let monitor = Arc::clone(&self.connection.monitor);
        let (request, content) = framed(request);
        self.pending = Some(PendingRequest { since: Instant::now(), read: monitor.read() });
        let before = monitor.begin_request();
        let sent = self.sender.send_request(request, content.is_empty());
        let (response, mut upload) = sent.map_err(|error| failure::rejected_by_h2(error, &monitor))?;
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
        let response = response.map_err(|error| failure::http2_error(error, before, &monitor))?;
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
            let monitor = &self.connection.monitor;
            if monitor.read() == pending.read && pending.since.elapsed() >= SILENCE {
                self.connection.retire();
            }
            // Until it learns of the reset, the server may send what the stream's window allows.
            monitor.end_request(on_the_wire(WINDOWS.0));
        }
        if self.host.release(|_| self.connection.free()) {
            self.connection.task.get().inspect(|task| task.abort());
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
fn is_too_large(head: &http::response::Parts) -> bool {
    let size: usize = head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 32).sum();
    head.headers.len() > MAX_FIELDS || size > MAX_HEAD
}

/// A body in DATA frames.
struct DataFrames {
    stream: RecvStream,
    length: Option<u64>,
}

impl DataFrames {
    fn new(head: &http::response::Parts, stream: RecvStream) -> Self {
        let length = head.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        Self { stream, length }
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

/// Drives a connection until it ends.
async fn drive<S>(
    connection: Connection<S, Bytes>,
    opened: Weak<Http2>,
    monitor: Arc<Monitor>,
    host: Weak<HostPool>,
    slot: ConnectionSlot,
) where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    // Dropped after the connection, so that there are no more sockets than slots.
    let _slot = slot;
    let mut connection = pin!(connection);
    let mut keep_alive = KeepAlive::new(connection.ping_pong());
    let mut streams = connection.max_concurrent_send_streams();
    let drive = |cx: &mut Context<'_>| {
        let mut ended = connection.as_mut().poll(cx).is_ready();
        let more = connection.max_concurrent_send_streams() > streams;
        streams = connection.max_concurrent_send_streams();
        ended |= keep_alive.poll(cx, &monitor).is_ready();
        if ended {
            opened.upgrade().inspect(|opened| opened.retire());
        } else if more {
            host.upgrade().inspect(|host| host.update(|_| ()));
        }
        if ended { Poll::Ready(()) } else { Poll::Pending }
    };
    monitor.run(drive).await;
}

/// Detects dead connections.
struct KeepAlive {
    pings: Option<PingPong>,
    ticks: Interval,
    silent: u32,
    /// The number of bytes read at the last tick.
    read: u64,
}

impl KeepAlive {
    fn new(pings: Option<PingPong>) -> Self {
        let mut ticks = interval(TICK);
        // After a suspended process resumes, the server gets its time as well.
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { pings, ticks, silent: 0, read: 0 }
    }

    /// Ready once the connection must be closed.
    fn poll(&mut self, cx: &mut Context<'_>, monitor: &Monitor) -> Poll<()> {
        if let Some(pings) = &mut self.pings {
            // Only to allow the next ping: any data counts as a sign of life.
            drop(pings.poll_pong(cx));
        }
        while self.ticks.poll_tick(cx).is_ready() {
            let read = monitor.read();
            if read != self.read || !monitor.is_awaited() {
                (self.read, self.silent) = (read, 0);
                continue;
            }
            self.silent += 1;
            if self.silent > SILENT_TICKS {
                return Poll::Ready(());
            }
            if let (SILENT_TICKS, Some(pings)) = (self.silent, &mut self.pings) {
                // Fails if a ping is in progress.
                pings.send_ping(Ping::opaque()).ok();
            }
        }
        Poll::Pending
    }
}
