//! Opening of a connection in its own task, so that the next call can use it if the call that needed it has ended.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::connector::{BoxError, Connection};
use super::dialer::CONNECT_TIMEOUT;
use super::failure;
use super::http1::Http1;
use super::http2::Http2;
use super::pool::{ConnectionSlot, HostPool};
use super::pool_state::PoolState;

/// The delay before the next attempt if there is no file descriptor.
const DESCRIPTOR_WAIT: Duration = Duration::from_millis(100);

/// A connection that is being opened.
pub(super) struct Opening {
    host: Arc<HostPool>,
    slot: Option<ConnectionSlot>,
    end: Instant,
    /// `None` until the task is complete.
    result: Option<Result<Option<NewConnection>, BoxError>>,
}

/// A new connection.
pub(super) enum NewConnection {
    Http1(Http1),
    Http2(Arc<Http2>),
}

impl Opening {
    /// `end` is the time until which the call waits.
    pub(super) fn new(host: Arc<HostPool>, slot: ConnectionSlot, end: Instant) -> Self {
        Self { host, slot: Some(slot), end, result: None }
    }

    /// Opens the connection, which [`drop`](Self::drop) then adds to the pool.
    pub(super) async fn run(mut self) {
        // At least this long, so that calls with less time than a handshake takes get a connection eventually.
        let end = self.end.max(Instant::now() + CONNECT_TIMEOUT);
        // Calls that still wait then start another.
        self.result = Some(timeout_at(end, self.open()).await.unwrap_or(Ok(None)));
    }

    /// Opens the connection, unless it is no longer needed.
    async fn open(&mut self) -> Result<Option<NewConnection>, BoxError> {
        let connection = loop {
            match self.host.connector.connect(&self.host.origin).await {
                Err(error) if failure::is_out_of_descriptors(&error) => {
                    if !self.host.delay(error) {
                        return Ok(None);
                    }
                }
                connected => break connected?,
            }
            sleep(DESCRIPTOR_WAIT).await;
        };
        let Connection { stream, monitor, is_http2, is_forwarded } = connection;
        if is_http2 && self.host.has_enough() {
            return Ok(None);
        }
        let slot = self.slot.take().ok_or("the connection was opened already")?;
        Ok(Some(if is_http2 {
            NewConnection::Http2(Http2::handshake(stream, monitor, slot, Arc::downgrade(&self.host)).await?)
        } else {
            NewConnection::Http1(Http1::handshake(stream, monitor, &self.host.origin, is_forwarded, slot).await?)
        }))
    }
}

impl NewConnection {
    /// Fails if the server closed the connection at once: otherwise waiting calls would open one after the other.
    fn check(self) -> Result<Self, BoxError> {
        let has_ended = match &self {
            Self::Http1(connection) => connection.is_closed(),
            Self::Http2(connection) => connection.has_ended(),
        };
        if has_ended { Err("the server ended the connection".into()) } else { Ok(self) }
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        // Frees the slot before the next connection is opened.
        drop(self.slot.take());
        let result = self.result.take().map(|result| result?.map(NewConnection::check).transpose());
        let failed = match result {
            Some(Ok(opened)) => return self.host.release(|state| state.opened(opened)),
            Some(Err(error)) => Some(error),
            None if thread::panicking() => Some("opening a connection panicked".into()),
            // The runtime is shutting down. The call is dropped or opens another.
            None => None,
        };
        let waiter = self.host.update(PoolState::not_opened);
        if let (Some(waiter), Some(error)) = (waiter, failed) {
            waiter.fail(error);
        }
    }
}
