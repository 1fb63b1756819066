//! The connection pool: opens connections up to a limit, keeps idle ones, and hands them to calls in FIFO order.

use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use http::Uri;
use http::uri::{Authority, Scheme};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};

use super::connector::{BoxError, Connector};
use super::http1::Http1;
use super::http2::StreamPermit;
use super::opening::Opening;
use super::pool_state::{PoolState, Waiter};
use super::proxy::is_tls;
use super::reaper::Reaper;

/// The time that calls share the opening of the first connection for. More than a handshake takes, and little of the time
/// to connect.
const FIRST_CONNECTION_WAIT: Duration = Duration::from_millis(500);

/// The minimum time between two checks for idle connections while all are in use.
const MIN_CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// Receives the connection of a call.
type LeaseReceiver = oneshot::Receiver<Result<Lease, BoxError>>;

/// The limits of the connections to each host.
#[derive(Clone, Copy, Debug)]
pub(super) struct PoolLimits {
    /// The maximum number of open connections.
    pub(super) connections: usize,
    /// The idle timeout.
    pub(super) idle: Duration,
}

/// The connections of a transport.
pub(super) struct Pool {
    connector: Arc<Connector>,
    bounds: PoolLimits,
    /// True if servers over TLS may choose HTTP/2.
    offers_http2: bool,
    /// A transport has few hosts: mostly that of its client.
    hosts: Mutex<Vec<Arc<HostPool>>>,
}

/// The connections to one host.
pub(super) struct HostPool {
    pub(super) connector: Arc<Connector>,
    /// The origin of the host.
    pub(super) origin: Uri,
    bounds: PoolLimits,
    state: Mutex<PoolState>,
}

/// A connection for one request.
pub(super) enum Lease {
    Http1(Http1),
    Http2(StreamPermit),
}

/// A slot among the connections that may be open.
pub(super) struct ConnectionSlot(Weak<HostPool>);

impl Pool {
    pub(super) fn new(connector: Connector, bounds: PoolLimits, offers_http2: bool) -> Self {
        Self { connector: Arc::new(connector), bounds, offers_http2, hosts: Mutex::default() }
    }

    /// The connections to the host of a URL; `None` unless it is an absolute `http` or `https` URL.
    pub(super) fn host(&self, uri: &Uri) -> Option<Arc<HostPool>> {
        let (scheme, authority) = (uri.scheme()?, uri.authority()?);
        if ![Scheme::HTTP, Scheme::HTTPS].contains(scheme) {
            return None;
        }
        // A comparison that ignores case is slow, and rarely needed.
        let is_authority = |other: &Authority| other.as_str() == authority.as_str() || other == authority;
        let is_host = |host: &&Arc<HostPool>| {
            host.origin.authority().is_some_and(is_authority) && host.origin.scheme() == Some(scheme)
        };
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = hosts.iter().find(is_host) {
            return Some(Arc::clone(host));
        }
        hosts.retain(|host| Arc::strong_count(host) > 1 || host.state().open > 0);
        let origin =
            Uri::builder().scheme(scheme.clone()).authority(authority.clone()).path_and_query("/").build().ok()?;
        let connector = Arc::clone(&self.connector);
        let state = Mutex::new(PoolState::new(self.offers_http2 && is_tls(&origin)));
        let host = Arc::new(HostPool { connector, origin, bounds: self.bounds, state });
        hosts.push(Arc::clone(&host));
        Some(host)
    }
}

impl HostPool {
    /// A free connection, unless other calls wait for one.
    pub(super) fn lease_now(self: &Arc<Self>, max_idle: Duration) -> Option<Lease> {
        let mut state = self.state();
        if state.skip_dropped().is_some() { None } else { self.find(&mut state, max_idle) }
    }

    /// Waits for a connection until `end`. Skips connections that were idle for `max_idle`.
    pub(super) async fn lease(self: &Arc<Self>, max_idle: Duration, end: Instant) -> Result<Lease, BoxError> {
        loop {
            let (sender, leased) = oneshot::channel();
            let waiter = Waiter { max_idle, end, runtime: Handle::current(), leased: sender };
            let shares_first = self.update(|state| {
                state.waiters.push_back(waiter);
                state.shares_first
            });
            let leased = if shares_first { self.share_first(leased).await } else { leased.await };
            match leased {
                // Idle for too long because the call was not polled meanwhile.
                Ok(Ok(Lease::Http1(connection))) if connection.idle_since().elapsed() >= max_idle => {}
                Ok(leased) => return leased,
                // The runtime that was opening the connection shut down.
                Err(_) => {}
            }
        }
    }

    /// Waits for the first connection, and after a while for any: opening the first one may hang.
    async fn share_first(self: &Arc<Self>, mut leased: LeaseReceiver) -> <LeaseReceiver as Future>::Output {
        match timeout(FIRST_CONNECTION_WAIT, &mut leased).await {
            Ok(leased) => leased,
            Err(_) => {
                self.update(|state| state.shares_first = false);
                leased.await
            }
        }
    }

    /// Returns a connection to the pool after a complete response.
    pub(super) fn put_back(self: &Arc<Self>, mut connection: Http1) {
        if !connection.is_ready() {
            // Its task has yet to see the end of the response, or is still sending the request.
            let host = Arc::clone(self);
            tokio::spawn(async move {
                if timeout(host.bounds.idle, connection.ready()).await.is_ok_and(|is_ready| is_ready) {
                    host.put_back_ready(connection);
                }
            });
            return;
        }
        self.put_back_ready(connection);
    }

    fn put_back_ready(self: &Arc<Self>, connection: Http1) {
        if !self.bounds.idle.is_zero() {
            self.release(|state| state.idle.push(connection));
        }
    }

    /// Changes the state when a connection or stream becomes free.
    pub(super) fn release<T>(self: &Arc<Self>, change: impl FnOnce(&mut PoolState) -> T) -> T {
        let (changed, has_reaper) = self.update(|state| (change(state), state.has_reaper));
        if !has_reaper {
            self.start_reaper();
        }
        changed
    }

    fn start_reaper(self: &Arc<Self>) {
        // A call may be dropped outside its runtime.
        let Ok(runtime) = Handle::try_current() else { return };
        let has_reaper = std::mem::replace(&mut self.state().has_reaper, true);
        if !has_reaper {
            runtime.spawn(Reaper(Arc::downgrade(self)).run());
        }
    }

    /// Changes the state and serves waiting calls under one lock, so that later calls do not overtake them.
    pub(super) fn update<T>(self: &Arc<Self>, change: impl FnOnce(&mut PoolState) -> T) -> T {
        let mut state = self.state();
        let changed = change(&mut state);
        let served = self.serve(&mut state);
        let openings = self.start_openings(&mut state);
        drop(state);
        for (waiter, lease) in served {
            // If the call was just dropped, its lease is dropped too, and the next call gets its slot.
            drop(waiter.leased.send(Ok(lease)));
        }
        for (opening, runtime) in openings {
            runtime.spawn(opening.run());
        }
        changed
    }

    /// Finds connections for the waiting calls in FIFO order.
    fn serve(self: &Arc<Self>, state: &mut PoolState) -> Vec<(Waiter, Lease)> {
        let mut served = Vec::new();
        while let Some(max_idle) = state.skip_dropped() {
            let Some(lease) = self.find(state, max_idle) else { break };
            served.extend(state.waiters.pop_front().map(|waiter| (waiter, lease)));
        }
        served
    }

    /// Finds a free stream or connection.
    fn find(self: &Arc<Self>, state: &mut PoolState, max_idle: Duration) -> Option<Lease> {
        let now = Instant::now();
        // If the idle timeout is zero, the pool has new connections only.
        let is_stale = |since: Instant| !self.bounds.idle.is_zero() && now - since >= self.bounds.idle;
        state.shared.retain(|shared| !shared.is_retired() && !shared.idle_since().is_some_and(is_stale));
        if let Some(permit) = state.shared.iter().find_map(|connection| connection.reserve(self)) {
            return Some(Lease::Http2(permit));
        }
        state.idle.retain(|connection| !connection.is_closed() && !is_stale(connection.idle_since()));
        // The last one was idle for the shortest time.
        let last = state.idle.pop_if(|connection| now - connection.idle_since() < max_idle);
        last.map(Lease::Http1)
    }

    /// Starts opening connections for the waiting calls, on the runtimes of these calls.
    fn start_openings(self: &Arc<Self>, state: &mut PoolState) -> Vec<(Opening, Handle)> {
        let mut openings = Vec::new();
        while let Some(waiter) = state.unserved() {
            let (end, runtime) = (waiter.end, waiter.runtime.clone());
            if state.open < self.bounds.connections {
                (state.open, state.opening) = (state.open + 1, state.opening + 1);
                openings.push((Opening::new(Arc::clone(self), ConnectionSlot(Arc::downgrade(self)), end), runtime));
            } else if state.idle.is_empty() {
                break;
            } else {
                // All were idle for too long for the call. The oldest is closed to make space.
                state.idle.remove(0);
                state.closing += 1;
            }
        }
        openings
    }

    /// Returns true if no call waits for another HTTP/2 connection.
    pub(super) fn has_enough(&self) -> bool {
        let mut state = self.state();
        state.skip_dropped();
        state.waiters.is_empty() && !state.shared.is_empty()
    }

    /// Records why a connection is delayed. Returns whether a call still waits for it.
    pub(super) fn delay(&self, reason: BoxError) -> bool {
        let mut state = self.state();
        state.delay = Some(reason.into());
        state.opening <= state.waiters.len()
    }

    /// The reason why a connection is delayed, if it is.
    pub(super) fn delayed_by(&self) -> Option<Arc<dyn Error + Send + Sync>> {
        self.state().delay.clone()
    }

    /// Closes connections that exceed the idle timeout. Returns the time of the next check, as long as connections are
    /// open: ending the task whenever all are in use would spawn another for each of successive calls.
    pub(super) fn evict(&self) -> Option<Instant> {
        let mut state = self.state();
        let fresh = |since: &Instant| since.elapsed() < self.bounds.idle;
        state.idle.retain(|connection| !connection.is_closed() && fresh(&connection.idle_since()));
        state.shared.retain(|connection| connection.idle_since().is_none_or(|since| fresh(&since)));
        let shared = state.shared.iter().filter_map(|connection| connection.idle_since());
        let oldest = state.idle.iter().map(Http1::idle_since).chain(shared).min();
        let may_become_idle = state.open > 0 && !self.bounds.idle.is_zero();
        let next = match oldest {
            Some(since) => Some(since + self.bounds.idle),
            // Not more often for a short timeout, since stale connections are not used.
            None => may_become_idle.then(|| Instant::now() + self.bounds.idle.max(MIN_CHECK_INTERVAL)),
        };
        state.has_reaper = next.is_some();
        next
    }

    /// Records that the task that calls [`evict`](Self::evict) has ended.
    pub(super) fn reaper_ended(&self) {
        self.state().has_reaper = false;
    }

    fn state(&self) -> MutexGuard<'_, PoolState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        if let Some(host) = self.0.upgrade() {
            host.update(|state| {
                state.open -= 1;
                state.closing = state.closing.saturating_sub(1);
            });
        }
    }
}
