//! What a socket reports to the calls that use it, and how they bound it.

use std::future::poll_fn;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::task::yield_now;

/// How many bytes a connection reads in one poll of its task. A server that sends faster than it is read keeps no thread
/// for longer than this takes.
const TURN: usize = 16 << 10;

/// How many bytes a server may send for each request under way beside the response's body: informational responses, the
/// head, frames of control.
pub(super) const OVERHEAD: u64 = 1 << 20;

/// How many bytes a server may send for each byte of a body: a chunk or frame of one byte in a TLS record of its own has
/// about 30, and padding.
const PER_BYTE: u64 = 64;

/// The state that a socket shares with the calls over it.
#[derive(Debug)]
pub(super) struct Monitor {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    read: u64,
    written: u64,
    /// How many more bytes may be read.
    allowance: u64,
    /// How many bytes the server may send of bodies that no call has read yet.
    ahead: u64,
    /// How many requests are under way.
    requests: u64,
    /// How many bytes had been read when the last request began.
    read_before: Option<u64>,
    /// How many more bytes may be read in this poll.
    turn: usize,
    /// The next read asks the system, whatever the runtime knows of the socket.
    asks: bool,
    stopped: bool,
    /// Whether the last write waits for the server to read.
    is_blocked: bool,
}

impl Monitor {
    pub(super) fn new() -> Self {
        // Until the connection has a task of its own, what is read is the handshake.
        let state = State {
            read: 0,
            written: 0,
            allowance: OVERHEAD,
            ahead: 0,
            requests: 0,
            read_before: None,
            turn: usize::MAX,
            asks: false,
            stopped: false,
            is_blocked: false,
        };
        Self { state: Mutex::new(state) }
    }

    /// How many bytes were read.
    pub(super) fn read(&self) -> u64 {
        self.state().read
    }

    /// Prepares for a request: allows for its response, and has the next read ask the system whether the server has closed
    /// the connection. Returns how many bytes were written before it.
    pub(super) fn begin_request(&self) -> u64 {
        let mut state = self.state();
        state.requests += 1;
        state.read_before = Some(state.read);
        state.allow(OVERHEAD);
        state.asks = true;
        state.written
    }

    /// Ends a request, after whose end the server may still send so many bytes of its response.
    pub(super) fn end_request(&self, unread: u64) {
        let mut state = self.state();
        state.requests = state.requests.saturating_sub(1);
        state.allow(unread);
    }

    /// Allows the server to send so many bytes of bodies before the calls read them.
    pub(super) fn allow_ahead(&self, bytes: u64) {
        let mut state = self.state();
        state.ahead = bytes;
        state.allowance = state.allowance.saturating_add(bytes);
    }

    /// Whether the server owes a response, or a sign of life since the last request.
    pub(super) fn is_awaited(&self) -> bool {
        let state = self.state();
        state.requests > 0 || state.read_before == Some(state.read)
    }

    /// Allows for more, after so many bytes of a body.
    pub(super) fn received(&self, body: usize) {
        self.state().allow((body as u64).saturating_mul(PER_BYTE));
    }

    /// Polls a connection until it ends. Whenever it has read as much as one poll may, timers and other tasks come first.
    pub(super) async fn run(&self, mut poll: impl FnMut(&mut Context<'_>) -> Poll<()>) {
        loop {
            let has_ended = poll_fn(|cx| {
                self.state().turn = TURN;
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

    /// Ends reading and writing. Returns whether anything was written since [`begin_request`](Self::begin_request)
    /// returned `before`, and from now on nothing is.
    pub(super) fn stop(&self, before: u64) -> bool {
        let mut state = self.state();
        state.stopped = true;
        state.written != before
    }

    /// Whether the last write waits for the server to read.
    pub(super) fn is_blocked(&self) -> bool {
        self.state().is_blocked
    }

    /// Whether the server sent more than is allowed.
    pub(super) fn is_exhausted(&self) -> bool {
        self.state().allowance == 0
    }

    /// How many bytes may be read now. At the end of a turn there is another poll, without a waker.
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

    /// Counts what was read.
    pub(super) fn count_read(&self, bytes: usize) {
        let mut state = self.state();
        state.read += bytes as u64;
        state.allowance = state.allowance.saturating_sub(bytes as u64);
        state.turn = state.turn.saturating_sub(bytes);
    }

    /// Whether to ask the system, once.
    pub(super) fn take_asks(&self) -> bool {
        std::mem::take(&mut self.state().asks)
    }

    /// Writes, unless stopped, and counts what was written.
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

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Allows for more, up to what the requests under way may need: an allowance that grew with every response would be
    /// without a bound on a connection that is used for long.
    fn allow(&mut self, bytes: u64) {
        let most = self.ahead.saturating_add(OVERHEAD.saturating_mul(self.requests.max(1)));
        self.allowance = self.allowance.saturating_add(bytes).min(most);
    }
}

fn stopped() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the call ended")
}
