//! The tokens of an app, which its credentials get from the service.

use std::marker::PhantomData;
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
    fetch: Box<dyn Fetch>,
    options: Options,
    kept: Mutex<Kept>,
    /// Whose turn it is to fetch.
    turn: Arc<sync::Mutex<()>>,
}

impl App {
    pub(in crate::runtime) fn new<A: AppCredentials>(key: String, secret: Secret) -> Self {
        let fetch = Box::new(Credentials::<A> { key, secret, api: PhantomData });
        Self { fetch, options: Options::new(), kept: Mutex::default(), turn: Arc::default() }
    }

    pub(super) fn set_options(&mut self, options: Options) {
        self.options = options;
    }

    /// A token for a call.
    pub(super) async fn token(&self, shared: &Arc<Shared>) -> Result<Arc<Secret>, TokenFault> {
        let step = |kept: &Kept| kept.step(Instant::now());
        self.follow(shared, step, false).await.and_then(|token| token.ok_or(TokenFault::Missing))
    }

    /// Another token than the rejected one; nothing if there has just been another.
    pub(super) async fn renewed(
        &self,
        shared: &Arc<Shared>,
        rejected: &Secret,
    ) -> Result<Option<Arc<Secret>>, TokenFault> {
        let step = |kept: &Kept| kept.step_after(rejected, Instant::now());
        self.follow(shared, step, true).await
    }

    /// Does what is to be done for a token, looking again once it is this call's turn: others may have fetched one.
    async fn follow(
        &self,
        shared: &Arc<Shared>,
        step: impl Fn(&Kept) -> Step,
        is_replacement: bool,
    ) -> Result<Option<Arc<Secret>>, TokenFault> {
        let mut turn = None;
        loop {
            let next = step(&self.kept());
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
    let granted = match app.fetch.fetch(&shared, &once).await {
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

/// Asks the service for a token.
trait Fetch: Send + Sync {
    fn fetch<'a>(&'a self, shared: &'a Arc<Shared>, options: &'a Options) -> BoxFuture<'a, Result<Grant, AnyError>>;
}

/// The credentials of an app of this API.
struct Credentials<A> {
    key: String,
    secret: Secret,
    api: PhantomData<fn() -> A>,
}

impl<A: AppCredentials> Fetch for Credentials<A> {
    fn fetch<'a>(&'a self, shared: &'a Arc<Shared>, options: &'a Options) -> BoxFuture<'a, Result<Grant, AnyError>> {
        Box::pin(async {
            let request = A::request(&self.key, &self.secret);
            let reply = call(shared, options, &request).await.map_err(AnyError::from)?;
            Ok(A::grant(reply.into_inner()))
        })
    }
}
