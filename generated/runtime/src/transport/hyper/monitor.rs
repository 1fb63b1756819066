//! Accounting of a socket's traffic, shared with the calls that use it.

use std::future::poll_fn;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::task::yield_now;

/// The bytes that a connection reads in one poll of its task, so that a fast server does not starve other tasks.
const MAX_READ_PER_POLL: usize = 16 << 10;

/// The bytes that a server may send for each request in addition to the response's body: informational responses, the
/// head, control frames.
pub(super) const REQUEST_OVERHEAD: u64 = 1 << 20;

/// The bytes that a server may send for each byte of a body: a chunk or frame of one byte in its own TLS record takes
/// about 30, and padding.
const OVERHEAD_PER_BYTE: u64 = 64;

/// The state that a socket shares with the calls over it.
#[derive(Debug)]
pub(super) struct Monitor {
    state: Mutex<Traffic>,
}

#[derive(Debug)]
struct Traffic {
    read: u64,
    written: u64,
    /// The bytes that may still be read.
    allowance: u64,
    /// The bytes of bodies that the server may send before any call reads them.
    ahead: u64,
    /// The number of requests in progress.
    requests: u64,
    /// The number of bytes read when the last request began.
    read_before: Option<u64>,
    /// The bytes that may still be read in this poll.
    turn: usize,
    /// The next read queries the system, even if the runtime considers the socket not ready.
    queries_system: bool,
    stopped: bool,
    /// True if the last write is blocked until the server reads.
    is_blocked: bool,
}

impl Monitor {
    pub(super) fn new() -> Self {
        // No limit per poll during the handshake, which runs before the connection has its own task.
        let state = Traffic {
            read: 0,
            written: 0,
            allowance: REQUEST_OVERHEAD,
            ahead: 0,
            requests: 0,
            read_before: None,
            turn: usize::MAX,
            queries_system: false,
            stopped: false,
            is_blocked: false,
        };
        Self { state: Mutex::new(state) }
    }

    /// Starts a request: adds its allowance, and makes the next read query the system whether the server has closed the
    /// connection. Returns the number of bytes written before.
    pub(super) fn begin_request(&self) -> u64 {
        let mut state = self.state();
        state.requests += 1;
        state.read_before = Some(state.read);
        state.allow(REQUEST_OVERHEAD);
        state.queries_system = true;
        state.written
    }

    /// Ends a request. The server may still send `unread` bytes of its response.
    pub(super) fn end_request(&self, unread: u64) {
        let mut state = self.state();
        state.requests = state.requests.saturating_sub(1);
        state.allow(unread);
    }

    /// Adds the allowance for bytes of a body.
    pub(super) fn received(&self, body: usize) {
        self.state().allow((body as u64).saturating_mul(OVERHEAD_PER_BYTE));
    }

    /// Polls a connection until it ends. Yields to timers and other tasks when a poll has used up its share of bytes.
    pub(super) async fn run(&self, mut poll: impl FnMut(&mut Context<'_>) -> Poll<()>) {
        loop {
            let has_ended = poll_fn(|cx| {
                self.state().turn = MAX_READ_PER_POLL;
                match poll(cx) {
                    Poll::Pending if self.state().turn > 0 => Poll::Pending,
                    poll => Poll::Ready(poll.is_ready()),
                }
            });
            if has_ended.await {
                return;
            }
            yield_now().await;
        }
    }

    /// Stops reading and writing. Returns whether anything was written since [`begin_request`](Self::begin_request)
    /// returned `before`; nothing is written afterwards.
    pub(super) fn stop(&self, before: u64) -> bool {
        let mut state = self.state();
        state.stopped = true;
        state.written != before
    }

    /// Returns true if the last write is blocked until the server reads.
    pub(super) fn is_blocked(&self) -> bool {
        self.state().is_blocked
    }

    /// Returns true if the server has used up its allowance.
    pub(super) fn is_exhausted(&self) -> bool {
        self.state().allowance == 0
    }

    /// The bytes that may be read now. No waker is registered at the end of a turn: [`run`](Self::run) polls again.
    #[inline]
    pub(super) fn poll_read(&self) -> Poll<io::Result<usize>> {
        let state = self.state();
        if state.stopped {
            return Poll::Ready(Err(stopped()));
        }
        if state.allowance == 0 {
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, "the server sent too much")));
        }
        if state.turn == 0 { Poll::Pending } else { Poll::Ready(Ok(state.turn)) }
    }

    /// Counts bytes that were read.
    #[inline]
    pub(super) fn count_read(&self, bytes: usize) {
        let mut state = self.state();
        state.read += bytes as u64;
        state.allowance = state.allowance.saturating_sub(bytes as u64);
        state.turn = state.turn.saturating_sub(bytes);
    }

    /// Returns true if the system is to be queried. Resets itself.
    pub(super) fn take_query(&self) -> bool {
        std::mem::take(&mut self.state().queries_system)
    }

    /// Writes unless stopped, and counts the bytes.
    #[inline]
    pub(super) fn write(&self, write: impl FnOnce() -> Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        let mut state = self.state();
        if state.stopped {
            return Poll::Ready(Err(stopped()));
        }
        let poll = write();
        state.is_blocked = poll.is_pending();
        if let Poll::Ready(Ok(bytes)) = poll {
            state.written += bytes as u64;
        }
        poll
    }

    #[inline]
    fn state(&self) -> MutexGuard<'_, Traffic> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// For connections with concurrent requests.
#[cfg(feature = "http2")]
impl Monitor {
    /// The number of bytes read.
    pub(super) fn read(&self) -> u64 {
        self.state().read
    }

    /// Allows the server to send this many bytes of bodies before the calls read them.
    pub(super) fn allow_ahead(&self, bytes: u64) {
        let mut state = self.state();
        state.ahead = bytes;
        state.allowance = state.allowance.saturating_add(bytes);
    }

    /// Returns true if a response, or any data since the last request, is outstanding.
    pub(super) fn is_awaited(&self) -> bool {
        let state = self.state();
        state.requests > 0 || state.read_before == Some(state.read)
    }
}

impl Traffic {
    /// Adds to the allowance, up to what the requests in progress may need: otherwise it would grow without bound on a
    /// long-lived connection.
    fn allow(&mut self, bytes: u64) {
        let most = self.ahead.saturating_add(REQUEST_OVERHEAD.saturating_mul(self.requests.max(1)));
        self.allowance = self.allowance.saturating_add(bytes).min(most);
    }
}

fn stopped() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the call ended")
}
