//! The state of a host's pool.

use std::collections::VecDeque;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::connector::BoxError;
use super::http1::Http1;
use super::http2::Http2;
use super::opening::NewConnection;
use super::pool::Lease;

/// The connections to a host, and the calls that wait for one.
#[derive(Default)]
pub(super) struct PoolState {
    /// The number of connections, including those being opened.
    pub(super) open: usize,
    pub(super) opening: usize,
    /// The number of idle connections that were closed to make space and still hold their slots.
    pub(super) closing: usize,
    /// True if the last opened connection uses HTTP/2.
    pub(super) speaks_http2: bool,
    /// True while calls wait for the first connection, which they share if it uses HTTP/2.
    pub(super) shares_first: bool,
    /// Idle HTTP/1.1 connections, the most recently used last.
    pub(super) idle: Vec<Http1>,
    pub(super) shared: Vec<Arc<Http2>>,
    /// True if a task evicts idle connections.
    pub(super) has_reaper: bool,
    /// The reason why a connection is delayed.
    pub(super) delay: Option<Arc<dyn Error + Send + Sync>>,
    pub(super) waiters: VecDeque<Waiter>,
}

/// A call that waits for a connection.
pub(super) struct Waiter {
    pub(super) max_idle: Duration,
    pub(super) end: Instant,
    pub(super) runtime: Handle,
    pub(super) leased: oneshot::Sender<Result<Lease, BoxError>>,
}

impl PoolState {
    /// No connections. `may_use_http2` is true if the first one may use HTTP/2.
    pub(super) fn new(may_use_http2: bool) -> Self {
        Self { shares_first: may_use_http2, ..Self::default() }
    }

    /// Removes dropped calls at the front. Returns the maximum idle time of a connection for the first remaining one.
    #[inline]
    pub(super) fn skip_dropped(&mut self) -> Option<Duration> {
        while self.waiters.front().is_some_and(|waiter| waiter.leased.is_closed()) {
            self.waiters.pop_front();
        }
        self.waiters.front().map(|waiter| waiter.max_idle)
    }

    /// The first waiting call without a connection being opened for it.
    pub(super) fn unserved(&self) -> Option<&Waiter> {
        let coming = self.opening + self.closing;
        // One more HTTP/2 connection is enough for all.
        if (self.speaks_http2 || self.shares_first) && coming > 0 {
            return None;
        }
        self.waiters.iter().filter(|waiter| !waiter.leased.is_closed()).nth(coming)
    }

    /// Adds a new connection, if it is still needed.
    pub(super) fn opened(&mut self, connection: Option<NewConnection>) {
        self.opening -= 1;
        self.shares_first = false;
        match connection {
            Some(NewConnection::Http1(connection)) => {
                (self.speaks_http2, self.delay) = (false, None);
                self.idle.push(connection);
            }
            Some(NewConnection::Http2(connection)) => {
                (self.speaks_http2, self.delay) = (true, None);
                self.shared.push(connection);
            }
            None => {}
        }
    }

    /// Records that a connection was not opened. Returns the call that gets the error.
    pub(super) fn not_opened(&mut self) -> Option<Waiter> {
        self.opening -= 1;
        self.shares_first = false;
        self.skip_dropped();
        self.waiters.pop_front()
    }
}

impl Waiter {
    /// Ends the wait with an error.
    pub(super) fn fail(self, error: BoxError) {
        // The call may have been dropped.
        drop(self.leased.send(Err(error)));
    }
}
