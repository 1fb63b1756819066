//! An HTTP/2 connection: as many concurrent requests as the server allows.

mod failure;
mod keep_alive;
mod stream_permit;

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::task::{Context, Poll, Waker};

use h2::client::{Builder, Connection, SendRequest};
use tokio::task::AbortHandle;
use tokio::time::Instant;

use self::keep_alive::KeepAlive;
pub(super) use self::stream_permit::StreamPermit;
use super::super::Bytes;
use super::connector::BoxError;
use super::monitor::{Monitor, REQUEST_OVERHEAD};
use super::pool::{ConnectionSlot, HostPool};
use super::stream::Stream;

/// The flow-control windows of a stream and of a connection, in bytes.
const WINDOWS: (u32, u32) = (2 << 20, 5 << 20);

/// The bytes that a window may take on the wire: frames and TLS records at least as large as their headers.
const fn on_the_wire(window: u32) -> u64 {
    2 * window as u64
}

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

impl Http2 {
    /// Starts HTTP/2 on a stream, and waits for the server's limit of concurrent streams.
    pub(super) async fn handshake(
        stream: Stream,
        monitor: Arc<Monitor>,
        slot: ConnectionSlot,
        host: Weak<HostPool>,
    ) -> Result<Arc<Self>, BoxError> {
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
        Some(StreamPermit::new(self.sender.clone(), Arc::clone(self), Arc::clone(host)))
    }

    /// Frees a stream. The caller holds the host's lock. Returns whether to close the connection now: a server that
    /// keeps sending must not keep it open.
    pub(super) fn free(&self) -> bool {
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
    pub(super) fn retire(&self) {
        self.retired.store(true, Ordering::Relaxed);
    }

    /// Closes the connection, with its requests.
    pub(super) fn close(&self) {
        self.task.get().inspect(|task| task.abort());
    }

    pub(super) fn monitor(&self) -> &Arc<Monitor> {
        &self.monitor
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

/// Drives a connection until it ends.
async fn drive(
    connection: Connection<Stream, Bytes>,
    opened: Weak<Http2>,
    monitor: Arc<Monitor>,
    host: Weak<HostPool>,
    slot: ConnectionSlot,
) {
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
