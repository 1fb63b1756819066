//! The tokens of an app, which its credentials get from the service.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::WeakShared;
use tokio::runtime::{self, Handle};
use tokio::sync::watch;
use tokio::time::Instant;

use super::cache::{Step, TokenCache};
use super::{AppCredentials, Grant, TokenError, Tokens, is_sendable};
use crate::call::call;
use crate::client::Shared;
use crate::transport::BoxFuture;
use crate::{AnyError, Options, Secret, clock};

/// How long calls wait for a fetch of another runtime. Its timers and its connection stop when nobody runs that runtime,
/// as after `block_on` on a current-thread one.
const TAKEOVER: Duration = Duration::from_secs(1);

/// The tokens of an app: the last one is cached, and all calls of a client wait for one fetch.
pub(crate) struct App {
    key: String,
    secret: Secret,
    fetch: Fetch,
    options: Options,
    state: Mutex<State>,
}

/// Asks the service for a token, with the credentials of an app.
type Fetch = for<'a> fn(&'a App, &'a Arc<Shared>, &'a Options) -> BoxFuture<'a, Result<Grant, AnyError>>;

/// A fetch whose result is in the cache once it is over.
type Fetching = BoxFuture<'static, Result<(), TokenError>>;

#[derive(Default)]
struct State {
    cache: TokenCache,
    flight: Option<Flight>,
}

/// The one fetch that calls wait for. Each call of its runtime drives it, so it needs none of them in particular.
struct Flight {
    fetch: WeakShared<Fetching>,
    /// Closed when the fetch is over.
    ended: watch::Receiver<()>,
    /// The runtime of its timers and its connection. Calls of other runtimes must not drive it, or some of these would
    /// belong to theirs.
    runtime: Option<runtime::Id>,
    /// How long calls of its runtime wait for it.
    until: Instant,
    /// How long calls of other runtimes wait for it.
    takeover: Instant,
}

impl App {
    pub(crate) fn new<A: AppCredentials>(key: String, secret: Secret) -> Self {
        let fetch = fetch::<A>;
        Self { key, secret, fetch, options: Options::new(), state: Mutex::default() }
    }

    /// Whether neither of its credentials is empty, as they are if nobody set them.
    pub(crate) fn has_credentials(&self) -> bool {
        !self.key.is_empty() && !self.secret.expose().is_empty()
    }

    /// The secret among its credentials.
    pub(super) fn secret(&self) -> &Secret {
        &self.secret
    }

    pub(super) fn set_options(&mut self, options: Options) {
        self.options = options;
    }

    /// A rejected token is never sent again.
    pub(super) fn reject(&self, token: &Arc<Secret>) {
        self.state().cache.reject(token);
    }

    /// The token to send, by the deadline of a call.
    pub(super) async fn token(&self, shared: &Arc<Shared>, deadline: Instant) -> Result<Arc<Secret>, TokenError> {
        loop {
            match self.next(shared)? {
                Next::Use(token) => return Ok(token),
                // Then the cache is asked again: the new token may have been rejected meanwhile.
                Next::Fetch(fetch, until) => clock::by(until, fetch).await.unwrap_or(Ok(()))?,
                Next::Wait(until, _) if until < deadline && clock::can_wait() => clock::until(until).await,
                Next::Wait(_, failure) => return Err(failure),
            }
        }
    }

    /// What a call does for a token. One lock covers the look at the cache and the start of a fetch, or two calls could
    /// start one each.
    fn next(&self, shared: &Arc<Shared>) -> Result<Next, TokenError> {
        let now = Instant::now();
        let mut state = self.state();
        Ok(match state.cache.step(now) {
            Step::Use(token) => Next::Use(token),
            Step::Renew(token) => {
                drop(self.join(&mut state.flight, shared, now));
                Next::Use(token)
            }
            Step::Fetch => {
                let (fetch, until) = self.join(&mut state.flight, shared, now);
                Next::Fetch(fetch, until)
            }
            Step::Wait(until, failure) => Next::Wait(until, failure),
            Step::Fail(failure) => return Err(failure),
        })
    }

    /// The fetch in progress or a new one, and how long to wait for it.
    fn join(&self, last: &mut Option<Flight>, shared: &Arc<Shared>, now: Instant) -> (Fetching, Instant) {
        let runtime = Handle::try_current().ok().map(|handle| handle.id());
        if let Some(joined) = last.as_ref().and_then(|flight| flight.join(runtime, now)) {
            return joined;
        }
        let (running, ended) = watch::channel(());
        let fetch = fetched(Arc::clone(shared), running).boxed().shared();
        if runtime.is_some() {
            // It goes on without the calls that wait: they may have less time than the service takes.
            tokio::spawn(fetch.clone());
        }
        // Longer than its deadline, which ends it where its runtime is run.
        let deadline = Instant::from_std(self.options.limits().deadline);
        let until = deadline.checked_add(TAKEOVER).unwrap_or(deadline);
        let takeover = now + TAKEOVER;
        *last = fetch.downgrade().map(|fetch| Flight { fetch, ended, runtime, until, takeover });
        (fetch.boxed(), until)
    }

    /// Never held while anything is awaited.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a call does next for a token.
enum Next {
    Use(Arc<Secret>),
    Fetch(Fetching, Instant),
    /// Waits, unless its deadline comes first: then it fails with this.
    Wait(Instant, TokenError),
}

impl Flight {
    /// The fetch and how long a call of this runtime waits for it, unless it is over or out of time.
    fn join(&self, runtime: Option<runtime::Id>, now: Instant) -> Option<(Fetching, Instant)> {
        let is_here = runtime == self.runtime;
        let until = if is_here { self.until } else { self.takeover };
        if now >= until || self.ended.has_changed().is_err() {
            return None;
        }
        if is_here {
            return Some((self.fetch.upgrade()?.boxed(), until));
        }
        let mut ended = self.ended.clone();
        let wait = async move {
            // An error says that the channel is closed. The result is in the cache.
            drop(ended.changed().await);
            Ok(())
        };
        Some((wait.boxed(), until))
    }
}

/// Fetches a token and puts it into the cache, or the failure. `_running` is dropped at the end.
async fn fetched(shared: Arc<Shared>, _running: watch::Sender<()>) -> Result<(), TokenError> {
    let Tokens::App(app) = &shared.tokens else { return Ok(()) };
    let asked_at = Instant::now();
    // A panic of a transport must not reach the other calls that drive this.
    let granted = AssertUnwindSafe((app.fetch)(app, &shared, &app.options)).catch_unwind().await;
    let granted = match granted {
        Ok(Ok(grant)) if is_sendable(&grant.token) => Ok(grant),
        Ok(Ok(_)) => Err(TokenError::Unsendable),
        Ok(Err(error)) => Err(TokenError::Fetch { error: Arc::new(error), wait: None }),
        Err(_) => Err(TokenError::Panicked),
    };
    app.state().cache.settle(granted, asked_at, Instant::now())
}

fn fetch<'a, A: AppCredentials>(
    app: &'a App,
    shared: &'a Arc<Shared>,
    options: &'a Options,
) -> BoxFuture<'a, Result<Grant, AnyError>> {
    Box::pin(async {
        let request = A::request(&app.key, &app.secret);
        let reply = call(shared, options, &request).await.map_err(AnyError::from)?;
        Ok(A::grant(reply.into_inner()))
    })
}
