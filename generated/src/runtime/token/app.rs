//! The tokens of an app, which its credentials get from the service.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync;
use tokio::time::Instant;

use super::kept::{Kept, Step};
use super::{AppCredentials, Grant, TokenFault, is_sendable};
use crate::runtime::call::call;
use crate::runtime::client::Shared;
use crate::runtime::transport::BoxFuture;
use crate::runtime::{AnyError, Options, Secret};

/// How long a call that has a valid token waits for the next one, and no more than half of its time.
const PATIENCE: Duration = Duration::from_secs(3);

/// The tokens of an app: the last one is kept, and all calls of a client wait for one fetch.
pub(in crate::runtime) struct App {
    fetch: Box<dyn Fetch>,
    options: Options,
    kept: Mutex<Kept>,
    /// Whose turn it is to fetch. A call that is dropped gives its turn to the next.
    turn: sync::Mutex<()>,
}

impl App {
    pub(in crate::runtime) fn new<A: AppCredentials>(key: String, secret: Secret) -> Self {
        let fetch = Box::new(Credentials::<A> { key, secret, api: PhantomData });
        Self { fetch, options: Options::new(), kept: Mutex::default(), turn: sync::Mutex::new(()) }
    }

    pub(super) fn set_options(&mut self, options: Options) {
        self.options = options;
    }

    /// A token for a call that has to be over by the deadline.
    pub(super) async fn token(&self, shared: &Shared, deadline: Instant) -> Result<Arc<Secret>, TokenFault> {
        let step = |kept: &Kept| kept.step(Instant::now());
        self.follow(shared, deadline, step, false).await.and_then(|token| token.ok_or(TokenFault::Missing))
    }

    /// Another token than the rejected one; nothing if there has just been another.
    pub(super) async fn renewed(
        &self,
        shared: &Shared,
        rejected: &Secret,
        deadline: Instant,
    ) -> Result<Option<Arc<Secret>>, TokenFault> {
        let step = |kept: &Kept| kept.step_after(rejected, Instant::now());
        self.follow(shared, deadline, step, true).await
    }

    /// Does what is to be done for a token, looking again once it is this call's turn: others may have fetched one.
    async fn follow(
        &self,
        shared: &Shared,
        deadline: Instant,
        step: impl Fn(&Kept) -> Step,
        is_replacement: bool,
    ) -> Result<Option<Arc<Secret>>, TokenFault> {
        let mut turn = None;
        loop {
            let now = step(&self.kept());
            match now {
                Step::Use(token) => return Ok(Some(token)),
                Step::Fail(fault) => return Err(fault),
                Step::GiveUp => return Ok(None),
                Step::Renew(old) if turn.is_none() => match self.turn.try_lock() {
                    Ok(mine) => turn = Some(mine),
                    Err(_) => return Ok(Some(old)),
                },
                Step::Renew(old) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    let patient = Options::new().deadline(PATIENCE.min(left / 2)).over(&self.options);
                    return Ok(Some(self.fetch(shared, &patient, is_replacement).await.unwrap_or(old)));
                }
                Step::Fetch if turn.is_none() => turn = Some(self.turn.lock().await),
                Step::Fetch => return self.fetch(shared, &self.options, is_replacement).await.map(Some),
            }
        }
    }

    /// Fetches a token and keeps it, or keeps in mind that there was none.
    async fn fetch(&self, shared: &Shared, options: &Options, is_replacement: bool) -> Result<Arc<Secret>, TokenFault> {
        let asked_at = Instant::now();
        let granted = match self.fetch.fetch(shared, options).await {
            Ok(grant) if is_sendable(&grant.token) => Ok(grant),
            Ok(_) => Err(TokenFault::Unsendable),
            Err(error) => Err(TokenFault::Fetch(Arc::new(error))),
        };
        let now = Instant::now();
        match granted {
            Ok(grant) => Ok(self.kept().keep(grant, asked_at, is_replacement, now)),
            Err(fault) => {
                self.kept().fail(fault.clone(), now);
                Err(fault)
            }
        }
    }

    /// Never held while anything is awaited.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks the service for a token.
trait Fetch: Send + Sync {
    fn fetch<'a>(&'a self, shared: &'a Shared, options: &'a Options) -> BoxFuture<'a, Result<Grant, AnyError>>;
}

/// The credentials of an app of this API.
struct Credentials<A> {
    key: String,
    secret: Secret,
    api: PhantomData<fn() -> A>,
}

impl<A: AppCredentials> Fetch for Credentials<A> {
    fn fetch<'a>(&'a self, shared: &'a Shared, options: &'a Options) -> BoxFuture<'a, Result<Grant, AnyError>> {
        Box::pin(async {
            let request = A::request(&self.key, &self.secret);
            let reply = call(shared, options, &request).await.map_err(AnyError::from)?;
            Ok(A::grant(reply.into_inner()))
        })
    }
}
