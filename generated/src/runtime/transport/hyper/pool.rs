//! Connections: opened up to a bound, kept for the next call, and handed to calls in the order in which they came.

use std::collections::{HashMap, VecDeque};
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use http::uri::{Authority, Scheme};
use http::{Extensions, Uri};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::Connection as _;
use hyper_util::rt::TokioIo;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout};
use tower_service::Service;

use super::connector::{BoxError, Connector};
use super::failure;
use super::http1::Http1;
use super::http2::{Http2, StreamPermit};
use super::monitor::Monitor;
use super::reaper::Reaper;

/// How long to wait where there is no file descriptor for a connection.
const DESCRIPTOR_WAIT: Duration = Duration::from_millis(100);

/// What the connections to each host are held to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// How many there are at most.
    pub(super) connections: usize,
    /// How long an unused one is kept.
    pub(super) idle: Duration,
}

/// The connections of a transport.
pub(super) struct Pool {
    connector: HttpsConnector<Connector>,
    bounds: Bounds,
    hosts: Mutex<HashMap<(Scheme, Authority), Arc<Host>>>,
}

/// The connections to one host.
pub(super) struct Host {
    bounds: Bounds,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How many connections there are, with those that are being opened.
    open: usize,
    opening: usize,
    /// Whether the last connection that was opened speaks HTTP/2.
    speaks_http2: bool,
    /// Connections without a request, and since when. The last was used last.
    idle: Vec<(Http1, Instant)>,
    shared: Vec<Arc<Http2>>,
    /// Whether a task ends connections that are idle for too long.
    is_reaped: bool,
    waiters: VecDeque<Waiter>,
}

/// A call that waits. While there is one, there is nothing for it.
struct Waiter {
    max_idle: Duration,
    found: oneshot::Sender<Found>,
}

/// A connection for one request.
pub(super) enum Lease {
    Http1(Http1),
    Http2(StreamPermit),
}

enum Found {
    Lease(Lease),
    Opening(Opening),
}

/// A connection among those that there may be at most.
pub(super) struct Slot(Weak<Host>);

/// The right to open a connection.
struct Opening {
    host: Arc<Host>,
    slot: Option<Slot>,
}

impl Pool {
    pub(super) fn new(connector: HttpsConnector<Connector>, bounds: Bounds) -> Self {
        Self { connector, bounds, hosts: Mutex::default() }
    }

    /// The connections to the host of an address; nothing if the address has no host.
    pub(super) fn host(&self, uri: &Uri) -> Option<Arc<Host>> {
        let key = (uri.scheme()?.clone(), uri.authority()?.clone());
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = hosts.get(&key) {
            return Some(Arc::clone(host));
        }
        hosts.retain(|_, host| Arc::strong_count(host) > 1 || host.state().open > 0);
        let host = Arc::new(Host { bounds: self.bounds, state: Mutex::default() });
        hosts.insert(key, Arc::clone(&host));
        Some(host)
    }

    /// A connection to a host, of which this is an address. One that was idle for `max_idle` is left alone. `lacking` is
    /// why none could be opened for now.
    pub(super) async fn lease(
        &self,
        host: &Arc<Host>,
        uri: &Uri,
        max_idle: Duration,
        lacking: &mut Option<BoxError>,
    ) -> Result<Lease, BoxError> {
        loop {
            let opening = match host.find_or_wait(max_idle.min(self.bounds.idle)).await {
                Some(Found::Lease(lease)) => return Ok(lease),
                Some(Found::Opening(opening)) => opening,
                None => continue,
            };
            match self.open(opening, uri).await {
                Err(error) if failure::is_out_of_descriptors(&error) => *lacking = Some(error),
                opened => return opened,
            }
            sleep(DESCRIPTOR_WAIT).await;
        }
    }

    async fn open(&self, mut opening: Opening, uri: &Uri) -> Result<Lease, BoxError> {
        let host = Arc::clone(&opening.host);
        let mut origin = uri.clone().into_parts();
        origin.path_and_query = Some("/".parse()?);
        let mut connector = self.connector.clone();
        poll_fn(|cx| connector.poll_ready(cx)).await?;
        let stream = connector.call(Uri::from_parts(origin)?).await?;
        let connected = stream.connected();
        let mut extras = Extensions::new();
        connected.get_extras(&mut extras);
        let monitor: Arc<Monitor> = extras.remove().ok_or("the socket is not monitored")?;
        let slot = opening.slot.take().ok_or("the connection was opened already")?;
        if !connected.is_negotiated_h2() {
            let opened = Http1::handshake(stream, monitor, connected.is_proxied(), slot).await?;
            host.state().speaks_http2 = false;
            return Ok(Lease::Http1(opened));
        }
        // Another call may have opened one meanwhile, which has room for both.
        if let Some(permit) = host.reserve() {
            return Ok(Lease::Http2(permit));
        }
        let opened = Http2::handshake(TokioIo::new(stream), monitor, slot, Arc::downgrade(&host)).await?;
        let mut state = host.state();
        state.speaks_http2 = true;
        let permit = opened.reserve(&host).ok_or("the server ended the connection")?;
        state.shared.push(opened);
        Ok(Lease::Http2(permit))
    }
}

impl Host {
    /// Keeps a connection that has done its work.
    pub(super) fn keep(self: &Arc<Self>, mut connection: Http1) {
        if !connection.is_ready() {
            // Its task has yet to notice that the response is over, or is still sending the request.
            let host = Arc::clone(self);
            tokio::spawn(async move {
                if timeout(host.bounds.idle, connection.ready()).await.is_ok_and(|is_ready| is_ready) {
                    host.keep_ready(connection);
                }
            });
            return;
        }
        self.keep_ready(connection);
    }

    fn keep_ready(self: &Arc<Self>, connection: Http1) {
        if self.bounds.idle.is_zero() {
            return;
        }
        self.state().idle.push((connection, Instant::now()));
        self.released();
    }

    /// Goes on after a connection or a stream became free.
    pub(super) fn released(self: &Arc<Self>) {
        self.settle();
        // A call may be dropped outside of its runtime.
        let Ok(runtime) = Handle::try_current() else { return };
        let is_reaped = std::mem::replace(&mut self.state().is_reaped, true);
        if !is_reaped {
            runtime.spawn(Reaper(Arc::downgrade(self)).run());
        }
    }

    /// Hands what is free to those who wait.
    pub(super) fn settle(self: &Arc<Self>) {
        loop {
            let (waiter, found) = {
                let mut state = self.state();
                while state.waiters.front().is_some_and(|waiter| waiter.found.is_closed()) {
                    state.waiters.pop_front();
                }
                let Some(max_idle) = state.waiters.front().map(|waiter| waiter.max_idle) else { return };
                let Some(found) = self.find(&mut state, max_idle) else { return };
                (state.waiters.pop_front(), found)
            };
            // If the call was dropped just now, so is what was found for it, and the next gets its place.
            drop(waiter.map(|waiter| waiter.found.send(found)));
        }
    }

    /// What a call needs, as soon as there is some. Nothing if it should ask again.
    async fn find_or_wait(self: &Arc<Self>, max_idle: Duration) -> Option<Found> {
        let found = {
            let mut state = self.state();
            if let Some(found) = self.find(&mut state, max_idle) {
                return Some(found);
            }
            // All were idle for too long for this call: the first makes room for a new one.
            if state.open >= self.bounds.connections && !state.idle.is_empty() {
                state.idle.remove(0);
            }
            let (sender, found) = oneshot::channel();
            state.waiters.push_back(Waiter { max_idle, found: sender });
            found
        };
        found.await.ok()
    }

    /// A stream or a connection that is free, or the right to open one.
    fn find(self: &Arc<Self>, state: &mut State, max_idle: Duration) -> Option<Found> {
        state.shared.retain(|connection| !connection.is_retired());
        if let Some(permit) = state.shared.iter().find_map(|connection| connection.reserve(self)) {
            return Some(Found::Lease(Lease::Http2(permit)));
        }
        while let Some((connection, since)) = state.idle.pop() {
            if connection.is_closed() {
                continue;
            }
            if since.elapsed() < max_idle {
                return Some(Found::Lease(Lease::Http1(connection)));
            }
            // The others were idle for longer.
            state.idle.push((connection, since));
            break;
        }
        // One more connection over HTTP/2 is enough for all that wait.
        let waits = state.speaks_http2 && state.opening > 0;
        if waits || state.open >= self.bounds.connections {
            return None;
        }
        state.open += 1;
        state.opening += 1;
        let slot = Some(Slot(Arc::downgrade(self)));
        Some(Found::Opening(Opening { host: Arc::clone(self), slot }))
    }

    /// A stream of a connection that is open.
    fn reserve(self: &Arc<Self>) -> Option<StreamPermit> {
        let state = self.state();
        state.shared.iter().find_map(|connection| connection.reserve(self))
    }

    /// Ends connections that were idle for too long. Returns when the next will be.
    pub(super) fn evict(&self) -> Option<Instant> {
        let mut state = self.state();
        let kept = |since: &Instant| since.elapsed() < self.bounds.idle;
        state.idle.retain(|(connection, since)| !connection.is_closed() && kept(since));
        state.shared.retain(|connection| connection.idle_since().is_none_or(|since| kept(&since)));
        let shared = state.shared.iter().filter_map(|connection| connection.idle_since());
        let next = state.idle.iter().map(|(_, since)| *since).chain(shared).min();
        state.is_reaped = next.is_some();
        next.map(|since| since + self.bounds.idle)
    }

    /// The task that calls [`evict`](Self::evict) ends.
    pub(super) fn reaper_ends(&self) {
        self.state().is_reaped = false;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(host) = self.0.upgrade() {
            host.state().open -= 1;
            host.settle();
        }
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.host.state().opening -= 1;
        self.host.settle();
    }
}
