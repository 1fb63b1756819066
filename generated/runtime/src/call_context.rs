//! One call, from the request's fields to the typed response.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response, response};
use tokio::time::Instant;
use tracing::Instrument as _;

use super::api::ApiFacts;
use super::attempts::Attempts;
use super::client::ClientShared;
use super::observe::call_span;
use super::report::{Cause, Report, ResponseFacts};
use super::response::{ReceivedResponse, response_head};
use super::token::{TokenError, is_sendable};
use super::transport::{Idempotent, Limits, TransportError, TransportErrorKind};
use super::wire::{Object, Wire};
use super::{AnyError, Api, Endpoint, Error, ErrorRow, ErrorTable, Operation, Options, Reply, Secret, clock, request};

/// Calls an endpoint.
pub(super) async fn call<R: Endpoint>(
    shared: &Arc<ClientShared>,
    options: &Options,
    request: &R,
) -> Result<Reply<R::Response>, Error<R::ErrorCode>> {
    let call = CallContext {
        shared,
        options,
        limits: options.limits(),
        api: const { &ApiFacts::of::<R::Api>() },
        operation: const { &R::OPERATION },
        tables: [R::ErrorCode::ROWS, <R::Api as Api>::GlobalErrorCode::ROWS],
    };
    let mut target = None;
    let span = call_span(call.operation);
    let attempts = Attempts::new(&call, span.clone());
    let (head, attempts) = attempts.run(request, &mut target).instrument(span).await.map_err(Error::new)?;
    Ok(Reply::new(target.unwrap_or_else(R::Response::blank), head, attempts, call.api))
}

/// A call: its client, options and operation. Not generic, so that its code is compiled once.
#[derive(Clone, Copy)]
pub(super) struct CallContext<'a> {
    pub(super) shared: &'a Arc<ClientShared>,
    pub(super) options: &'a Options,
    pub(super) limits: Limits,
    pub(super) api: &'static ApiFacts,
    pub(super) operation: &'static Operation,
    /// The error tables of the endpoint and the API.
    pub(super) tables: [&'static [ErrorRow]; 2],
}

/// A decode target, reset for each attempt.
pub(super) trait DecodeTarget: Send {
    fn blank(&mut self) -> &mut dyn Wire;
}

impl<T: Wire + Send> DecodeTarget for Option<T> {
    fn blank(&mut self) -> &mut dyn Wire {
        self.insert(T::blank())
    }
}

impl CallContext<'_> {
    /// The deadline of the call.
    pub(super) fn deadline(&self) -> Instant {
        Instant::from_std(self.limits.deadline)
    }

    /// Returns the token to send, if the operation needs one.
    pub(super) async fn token(&self) -> Result<Option<Arc<Secret>>, AnyError> {
        if !self.operation.token {
            return Ok(None);
        }
        let token = match self.options.chosen_token() {
            Some(token) => Ok(Arc::clone(token)),
            None => self.cached_token(None).await.and_then(|token| token.ok_or(TokenError::Missing)),
        };
        token.and_then(sendable).map(Some).map_err(|failure| self.failed(Cause::Token(failure), None))
    }

    /// Returns true if a rejected token may be replaced.
    pub(super) fn can_renew(&self) -> bool {
        self.operation.token && self.options.chosen_token().is_none() && self.shared.tokens.can_renew()
    }

    /// Waits until the deadline for a token in place of the rejected one. `None` if there is no other.
    pub(super) async fn renew_token(&self, rejected: &Secret) -> Result<Option<Arc<Secret>>, TokenError> {
        self.cached_token(Some(rejected)).await?.map(sendable).transpose()
    }

    /// Waits until the deadline for a token of the client.
    async fn cached_token(&self, rejected: Option<&Secret>) -> Result<Option<Arc<Secret>>, TokenError> {
        let token = self.shared.tokens.get(self.shared, rejected, self.deadline());
        clock::by(self.deadline(), token).await.unwrap_or(Err(TokenError::DeadlinePassed))
    }

    /// Builds the request.
    pub(super) fn request(&self, fields: &dyn Object, token: Option<&Secret>) -> Result<Request<Bytes>, AnyError> {
        let token = token.map(|token| (self.api.token_header, token));
        let shared = self.shared;
        request::build(&shared.base_url, &shared.user_agent, self.operation, fields, token)
            .map_err(|reason| self.failed(Cause::Request(reason), None))
    }

    /// Fails if the deadline has passed. A timer alone would not prevent the send: it is polled after the future that
    /// it bounds, which may send everything in its first poll.
    pub(super) fn check_deadline(&self) -> Result<(), AnyError> {
        let deadline_error =
            || self.failed(Cause::Transport(TransportError::new(TransportErrorKind::Deadline).not_sent()), None);
        if Instant::now() < self.deadline() { Ok(()) } else { Err(deadline_error()) }
    }

    /// Sends the request and waits for the response.
    pub(super) async fn exchange(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, AnyError> {
        if self.operation.idempotent {
            request.extensions_mut().insert(Idempotent);
        }
        // A transport that respects the deadline knows what it has sent. This timeout is for one that does not.
        let exchanged = clock::by(self.deadline(), self.shared.transport.call(request, self.limits)).await;
        exchanged.unwrap_or_else(|| Err(TransportError::new(TransportErrorKind::Deadline))).map_err(|failure| {
            let response = failure.head().map(|head| response_head(self.api, head));
            self.failed(Cause::Transport(failure), response)
        })
    }

    /// Decodes the response into `value`.
    pub(super) fn read(&self, response: Response<Bytes>, value: &mut dyn Wire) -> Result<response::Parts, AnyError> {
        let (head, body) = response.into_parts();
        ReceivedResponse { call: self, head: &head, body: &body }.read(value)?;
        Ok(head)
    }

    /// Creates an error of this call.
    pub(super) fn failed(&self, cause: Cause, response: Option<ResponseFacts>) -> AnyError {
        AnyError::new(Report::new(self.operation, self.can_renew(), cause, response))
    }
}

fn sendable(token: Arc<Secret>) -> Result<Arc<Secret>, TokenError> {
    if is_sendable(&token) { Ok(token) } else { Err(TokenError::Unsendable) }
}
