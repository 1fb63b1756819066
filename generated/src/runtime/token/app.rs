//! The tokens of an app, which its credentials get from the service.

use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{self, OwnedMutexGuard};
use tokio::time::Instant;

use super::kept::{Kept, Step};
use super::{AppCredentials, Grant, TokenFault, Tokens, is_sendable};
use crate::runtime::call::call;
use crate::runtime::client::Shared;
use crate::runtime::transport::BoxFuture;
use crate::runtime::{AnyError, Options, Secret, clock};

/// The tokens of an app: the last one is kept, and all calls of a client wait for one fetch.
pub(in crate::runtime) struct App {
    key: String,
    secret: Secret,
    fetch: Fetch,
    options: Options,
    kept: Mutex<Kept>,
    /// Whose turn it is to fetch.
    turn: Arc<sync::Mutex<()>>,
}

/// Asks the service for a token, with the credentials of an app.
type Fetch = for<'a> fn(&'a App, &'a Arc<Shared>, &'a Options) -> BoxFuture<'a, Result<Grant, AnyError>>;

impl App {
    pub(in crate::runtime) fn new<A: AppCredentials>(key: String, secret: Secret) -> Self {
        let fetch = fetch::<A>;
        Self { key, secret, fetch, options: Options::new(), kept: Mutex::default(), turn: Arc::default() }
    }

    /// Whether neither of its credentials is empty, as they are if nobody set them.
    pub(in crate::runtime) fn has_credentials(&self) -> bool {
        !self.key.is_empty() && !self.secret.expose().is_empty()
    }

    pub(super) fn set_options(&mut self, options: Options) {
        self.options = options;
    }

    /// A token for a call, or another than the rejected one; nothing if there has just been another. Does what is to be done
    /// for it, looking again once it is this call's turn: others may have fetched one.
    pub(super) async fn token(
        &self,
        shared: &Arc<Shared>,
        rejected: Option<&Secret>,
    ) -> Result<Option<Arc<Secret>>, TokenFault> {
        let is_replacement = rejected.is_some();
        let mut turn = None;
        loop {
            let next = self.kept().step(rejected, Instant::now());
            match (next, turn.take()) {
                (Step::Use(token), _) => return Ok(Some(token)),
                (Step::Fail(fault), _) => return Err(fault),
                (Step::GiveUp, _) => return Ok(None),
                (Step::Fetch, None) => turn = Some(Arc::clone(&self.turn).lock_owned().await),
                (Step::Fetch, Some(turn)) => {
                    to_its_end(fetched(Arc::clone(shared), turn, is_replacement)).await;
                    // The service may give the rejected token once more, since asking for it makes it valid for longer.
                    if let Some(last) = self.kept().last() {
                        return last.map(Some);
                    }
                }
                (Step::Renew(old), None) => match Arc::clone(&self.turn).try_lock_owned() {
                    Ok(mine) => turn = Some(mine),
                    Err(_) => return Ok(Some(old)),
                },
                // This call goes on with the old one meanwhile, unless there is nobody else to fetch the new one.
                (Step::Renew(old), Some(turn)) => {
                    let fetched = fetched(Arc::clone(shared), turn, is_replacement);
                    if clock::can_wait() {
                        tokio::spawn(fetched);
                        return Ok(Some(old));
                    }
                    fetched.await;
                }
            }
        }
    }

    /// Never held while anything is awaited.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fetches a token and keeps it, or keeps in mind that there was none. Then it is another's turn.
async fn fetched(shared: Arc<Shared>, turn: OwnedMutexGuard<()>, is_replacement: bool) {
    let Tokens::App(app) = &shared.tokens else { return };
    let asked_at = Instant::now();
    // The calls that wait for it try again, each as often as it may.
    let once = Options::new().attempts(1).over(&app.options);
    let granted = match (app.fetch)(app, &shared, &once).await {
        Ok(grant) if is_sendable(&grant.token) => Ok(grant),
        Ok(_) => Err(TokenFault::Unsendable),
        Err(error) => Err(TokenFault::Fetch(Arc::new(error))),
    };
    app.kept().settle(granted, asked_at, is_replacement, Instant::now());
    drop(turn);
}

/// Waits for work that goes on if nobody waits any more: a call with little time must not end what others wait for.
async fn to_its_end(work: impl Future<Output = ()> + Send + 'static) {
    if clock::can_wait() {
        // Without a panic it ends early with its runtime alone. Whoever is left finds that out by looking again.
        if let Some(panic) = tokio::spawn(work).await.err().and_then(|ended| ended.try_into_panic().ok()) {
            resume_unwind(panic);
        }
    } else {
        work.await;
    }
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
