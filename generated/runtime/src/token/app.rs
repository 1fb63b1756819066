//! The tokens of an app, fetched with its credentials.

use std::future::{pending, poll_fn};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use tokio::runtime::{self, Handle};
use tokio::sync::watch;
use tokio::time::Instant;

use super::cache::{TokenCache, TokenStep};
use super::shared_fetch::{Fetching, SharedFetch, WeakFetch};
use super::{AppCredentials, Grant, TokenError, TokenSource, is_sendable};
use crate::call::Call;
use crate::client::ClientShared;
use crate::transport::BoxFuture;
use crate::{AnyError, Options, Secret, clock};

/// The time that calls wait for a fetch on another runtime. Its timers and connection stop when nobody drives that
/// runtime, as after `block_on` on a current-thread one.
const TAKEOVER: Duration = Duration::from_secs(1);

/// The token cache of an app, with single flight: concurrent calls share one fetch.
pub(crate) struct AppTokens {
    key: String,
    secret: Secret,
    fetch: Fetch,
    options: Options,
    state: Mutex<TokenState>,
}

/// Fetches a token with the app's credentials.
type Fetch = for<'a> fn(&'a AppTokens, &'a Arc<ClientShared>, &'a Options) -> BoxFuture<'a, Result<Grant, AnyError>>;

#[derive(Default)]
struct TokenState {
    cache: TokenCache,
    flight: Option<Flight>,
}

/// The fetch in progress. Every waiting call on its runtime polls it, so it outlives the call that started it.
struct Flight {
    fetch: WeakFetch,
    /// Closed when the fetch ends.
    ended: watch::Receiver<()>,
    /// The runtime of its timers and connection. Calls on other runtimes must not poll it: resources that it creates
    /// would belong to theirs.
    runtime: Option<runtime::Id>,
    /// The time until which calls on its runtime wait for it.
    until: Instant,
    /// The time until which calls on other runtimes wait for it.
    takeover: Instant,
}

impl AppTokens {
    pub(crate) fn new<A: AppCredentials>(key: String, secret: Secret) -> Self {
        let fetch = fetch::<A>;
        Self { key, secret, fetch, options: Options::new(), state: Mutex::default() }
    }

    /// Returns true if neither the key nor the secret is empty.
    pub(crate) fn has_credentials(&self) -> bool {
        !self.key.is_empty() && !self.secret.expose().is_empty()
    }

    /// The app's secret.
    pub(super) fn secret(&self) -> &Secret {
        &self.secret
    }

    pub(super) fn set_options(&mut self, options: Options) {
        self.options = options;
    }

    /// Marks a token as rejected, so that it is not sent again.
    pub(super) fn reject(&self, token: &Arc<Secret>) {
        self.state().cache.reject(token);
    }

    /// Returns a token to send, before the deadline of a call.
    pub(super) async fn token(&self, shared: &Arc<ClientShared>, deadline: Instant) -> Result<Arc<Secret>, TokenError> {
        loop {
            match self.step(shared, deadline)? {
                ControlFlow::Break(token) => return Ok(token),
                // The loop checks the cache again: the new token may have been rejected meanwhile.
                ControlFlow::Continue((wait, until)) => clock::by(until, wait).await.unwrap_or(Ok(()))?,
            }
        }
    }

    /// Decides the next step of a call: a token, or what to wait for and how long. One lock covers the cache lookup and
    /// the start of a fetch; otherwise two calls could both start one.
    fn step(
        &self,
        shared: &Arc<ClientShared>,
        deadline: Instant,
    ) -> Result<ControlFlow<Arc<Secret>, (Fetching, Instant)>, TokenError> {
        let now = Instant::now();
        let mut state = self.state();
        Ok(match state.cache.step(now) {
            TokenStep::Use(token) => ControlFlow::Break(token),
            TokenStep::Renew(token) => {
                drop(self.join(&mut state.flight, shared, now));
                ControlFlow::Break(token)
            }
            TokenStep::Fetch => ControlFlow::Continue(self.join(&mut state.flight, shared, now)),
            TokenStep::Wait(until, _) if until < deadline && clock::can_wait() => {
                ControlFlow::Continue((Box::pin(pending()), until))
            }
            TokenStep::Wait(_, failure) | TokenStep::Fail(failure) => return Err(failure),
        })
    }

    /// Joins the fetch in progress or starts one. Returns it and how long to wait for it.
    fn join(&self, last: &mut Option<Flight>, shared: &Arc<ClientShared>, now: Instant) -> (Fetching, Instant) {
        let runtime = Handle::try_current().ok().map(|handle| handle.id());
        if let Some(joined) = last.as_ref().and_then(|flight| flight.join(runtime, now)) {
            return joined;
        }
        let (running, ended) = watch::channel(());
        let fetch = SharedFetch::new(Box::pin(run_fetch(Arc::clone(shared), running)));
        if runtime.is_some() {
            // Spawned, so that it outlives the waiting calls, whose deadlines may be earlier.
            tokio::spawn(fetch.clone());
        }
        // Longer than the fetch's own deadline, which only fires while its runtime is driven.
        let deadline = Instant::from_std(self.options.limits().deadline);
        let until = deadline.checked_add(TAKEOVER).unwrap_or(deadline);
        let takeover = now + TAKEOVER;
        *last = Some(Flight { fetch: fetch.downgrade(), ended, runtime, until, takeover });
        (Box::pin(fetch), until)
    }

    /// Never held across an await.
    fn state(&self) -> MutexGuard<'_, TokenState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight {
    /// Returns the fetch and how long a call on this runtime waits for it, unless it has ended or timed out.
    fn join(&self, runtime: Option<runtime::Id>, now: Instant) -> Option<(Fetching, Instant)> {
        let is_here = runtime == self.runtime;
        let until = if is_here { self.until } else { self.takeover };
        if now >= until || self.ended.has_changed().is_err() {
            return None;
        }
        if is_here {
            return Some((Box::pin(self.fetch.upgrade()?), until));
        }
        let mut ended = self.ended.clone();
        let wait = async move {
            // An error means that the channel is closed. The result is in the cache.
            drop(ended.changed().await);
            Ok(())
        };
        Some((Box::pin(wait), until))
    }
}

/// Fetches a token and stores it, or the failure, in the cache. Dropping `_running` signals the end.
async fn run_fetch(shared: Arc<ClientShared>, _running: watch::Sender<()>) -> Result<(), TokenError> {
    let TokenSource::App(app) = &shared.tokens else { return Ok(()) };
    let fetched_at = Instant::now();
    // A panic in a transport must not reach the other calls that poll this.
    let granted = catch_panic((app.fetch)(app, &shared, &app.options));
    let granted = match granted.await {
        Ok(Ok(grant)) if is_sendable(&grant.token) => Ok(grant),
        Ok(Ok(_)) => Err(TokenError::Unsendable),
        Ok(Err(error)) => Err(TokenError::Fetch { error: Arc::new(error), wait: None }),
        Err(_) => Err(TokenError::Panicked),
    };
    app.state().cache.settle(granted, fetched_at, Instant::now())
}

/// Awaits a future. Returns the panic if it panics.
async fn catch_panic<T>(mut future: BoxFuture<'_, T>) -> thread::Result<T> {
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
        Ok(poll) => poll.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

fn fetch<'a, A: AppCredentials>(
    app: &'a AppTokens,
    shared: &'a Arc<ClientShared>,
    options: &'a Options,
) -> BoxFuture<'a, Result<Grant, AnyError>> {
    Box::pin(async {
        let request = A::request(&app.key, &app.secret);
        let response = Call::new(shared, options, &request).send().await.map_err(AnyError::from)?;
        Ok(A::grant(response))
    })
}
