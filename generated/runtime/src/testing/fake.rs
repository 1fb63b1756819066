//! A fake of a service.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Response};
use tokio::time::Instant;

use super::error_response::interruption;
use super::fake_state::{FakeReply, FakeState, FakeStep};
use super::fake_tokens::FakeTokens;
use super::read_request::read_request;
use super::{Responses, VerifyError};
use crate::transport::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind};
use crate::{Api, BuildError, Client, ClientBuilder, Endpoint, clock};

/// A fake of the service of an API. Cloning it is cheap, and the clones share their responses and requests.
///
/// It accepts every access token, and none. The last 10,000 requests are kept. Before an operation is set up, its type
/// names the API, as in `Fake::<MyApi>::new()`.
///
/// ```
/// # use dingtalk_runtime::{Api, BuildError, Client, Endpoint, testing::Fake};
/// # async fn example<R: Endpoint>(request: R, code: R::ErrorCode) -> Result<(), Box<dyn std::error::Error>>
/// # where R::Api: Api<Client = Client<R::Api>>, R::Response: std::fmt::Debug {
/// let fake = Fake::new();
/// fake.on::<R>().fail(code);
///
/// let error = fake.client()?.call(&request).await.expect_err("the call fails");
/// assert_eq!(error.code(), Some(code));
/// fake.verify()?;
/// # Ok(())
/// # }
/// ```
pub struct Fake<A> {
    pub(super) state: Arc<Mutex<FakeState>>,
    tokens: FakeTokens,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> Fake<A> {
    /// Creates a fake without responses.
    #[must_use]
    pub fn new() -> Self {
        let state = Arc::new(Mutex::new(FakeState::new(A::DIALECTS)));
        Self { state, tokens: FakeTokens::default(), api: PhantomData }
    }

    /// Returns a client of the fake, which has an access token and gets another one when it is rejected.
    ///
    /// # Errors
    /// Fails like [`ClientBuilder::build`].
    pub fn client(&self) -> Result<A::Client, BuildError> {
        self.client_builder().build()
    }

    /// Returns a builder of such a client, for tests with other options. To test with an app's credentials, set them and
    /// the responses of the operation that issues tokens.
    #[must_use]
    pub fn client_builder(&self) -> ClientBuilder<A> {
        self.tokens(Client::builder()).transport(self.clone())
    }

    pub(super) fn tokens(&self, builder: ClientBuilder<A>) -> ClientBuilder<A> {
        builder.token_provider(self.tokens.clone())
    }

    /// Sets up the responses of an operation, after those that are already there.
    #[must_use = "set up a response"]
    pub fn on<R: Endpoint<Api = A>>(&self) -> Responses<'_, R> {
        // Known from now on, so that a call without a response names it.
        lock(&self.state).steps::<R>();
        Responses::new(self)
    }

    /// Responds to one [raw call](Client::raw) with this method and path, after the responses that are already there.
    ///
    /// The path has its parameters in braces, as in the call.
    pub fn respond_raw(&self, method: Method, path: &'static str, response: Response<Bytes>) {
        lock(&self.state).raw_steps(method, path).push_back(FakeStep::new(FakeReply::Response(response), 1));
    }

    /// Responds to all raw requests with this method and path by a function, after the responses that are already there.
    ///
    /// The path has its parameters in braces.
    pub fn respond_raw_with<F>(&self, method: Method, path: &'static str, respond: F)
    where
        F: Fn(&Request<Bytes>) -> Response<Bytes> + Send + Sync + 'static,
    {
        let reply = FakeReply::Computed(Arc::new(move |request| Ok(respond(request))));
        let step = FakeStep { left: None, ..FakeStep::new(reply, 1) };
        lock(&self.state).raw_steps(method, path).push_back(step);
    }

    /// Rejects calls whose access token is missing or that `accept` does not accept, as the service does: with the first
    /// documented error that is retried with a new token. By default, every token is accepted, and none.
    ///
    /// Operations that need no token, and raw calls, are not checked.
    pub fn accept_tokens(&self, accept: impl Fn(&str) -> bool + Send + Sync + 'static) {
        lock(&self.state).set_token_check(Arc::new(accept));
    }

    /// The requests of an operation that has been set up, in the order in which they were received. Each retry is a
    /// request. Requests that do not fit the operation are calls that were not expected.
    #[must_use]
    pub fn requests<R: Endpoint<Api = A>>(&self) -> Vec<R> {
        lock(&self.state).requests_of::<R>().filter_map(|request| read_request(request).ok()).collect()
    }

    /// All requests as they were received, with tokens and other secrets.
    #[must_use]
    pub fn http_requests(&self) -> Vec<Request<Bytes>> {
        lock(&self.state).requests().cloned().collect()
    }

    /// Checks that every response was used and every call had one.
    ///
    /// # Errors
    /// Fails with the responses that no call used, and the calls that were not expected.
    pub fn verify(&self) -> Result<(), VerifyError> {
        lock(&self.state).verify()
    }

    /// Replies to a request.
    pub(super) async fn reply(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, TransportErrorKind> {
        let check = lock(&self.state).token_check(request);
        let rejection = check.and_then(|check| check.rejection(request));
        let (delay, reply) = lock(&self.state).receive(request, rejection);
        if !delay.is_zero() {
            clock::until(Instant::now() + delay).await;
        }
        let mut response = match reply {
            FakeReply::Response(response) => response,
            FakeReply::Computed(respond) => respond(request).unwrap_or_else(|reason| {
                let message = format!("{} {}: {reason}", request.method(), request.uri().path());
                lock(&self.state).unexpected(&message)
            }),
            FakeReply::Interruption(kind) => return Err(kind),
        };
        for dialect in A::DIALECTS {
            if let Ok(name) = HeaderName::from_bytes(dialect.request_id_header.as_bytes()) {
                response.headers_mut().entry(name).or_insert(HeaderValue::from_static("fake-request-id"));
            }
        }
        Ok(response)
    }
}

/// Locks the state. A test that panicked meanwhile has failed already.
pub(super) fn lock(state: &Mutex<FakeState>) -> MutexGuard<'_, FakeState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<A: Api> Transport for Fake<A> {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let reply = clock::by(Instant::from_std(limits.deadline), self.reply(&request)).await;
            let response = reply.unwrap_or(Err(TransportErrorKind::Deadline)).map_err(interruption)?;
            if response.body().len() > limits.max_body {
                return Err(TransportError::new(TransportErrorKind::TooLarge));
            }
            Ok(response)
        })
    }
}

impl<A: Api> Default for Fake<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A> Clone for Fake<A> {
    fn clone(&self) -> Self {
        Self { state: Arc::clone(&self.state), tokens: self.tokens.clone(), api: PhantomData }
    }
}

impl<A: Api> fmt::Debug for Fake<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fake")
            .field("api", &A::NAME)
            .field("requests", &lock(&self.state).requests().len())
            .finish_non_exhaustive()
    }
}
