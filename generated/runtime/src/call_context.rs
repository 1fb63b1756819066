//! A call in progress, from the encoded request to the decoded response.

use std::borrow::Cow;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use bytes::Bytes;
use http::{Request, Response, response};
use tokio::time::Instant;
use tracing::Instrument as _;

use super::attempts::Attempts;
use super::client::ClientShared;
use super::encoded_request::EncodedRequest;
use super::redaction::Redactor;
use super::report::{Cause, Report, ResponseFacts};
use super::response::{ReceivedResponse, response_head};
use super::token::{TokenError, is_sendable};
use super::transport::{Idempotent, Limits, TransportError, TransportErrorKind};
use super::wire::{DecodeState, Wire};
use super::{AnyError, Dialect, ErrorRow, Operation, Options, Secret, clock};

/// A call: its client, options, operation and encoded request. Not generic, so that its code is compiled once.
pub(super) struct CallContext {
    pub(super) shared: Arc<ClientShared>,
    pub(super) options: Options,
    pub(super) limits: Limits,
    pub(super) dialect: &'static Dialect,
    pub(super) operation: Cow<'static, Operation>,
    /// The error tables of the endpoint and its dialect.
    pub(super) tables: [&'static [ErrorRow]; 2],
    /// True if the call may be repeated after it may have been carried out.
    pub(super) idempotent: bool,
    request: EncodedRequest,
}

/// A decode target.
pub(super) trait DecodeTarget: Send {
    /// Resets the target for an attempt, and returns the value to decode into.
    fn blank(&mut self) -> &mut dyn Wire;

    /// Completes the target after its value was decoded. Records errors in `state`.
    fn complete(&mut self, state: &mut DecodeState) {
        let _ = state;
    }
}

impl<T: Wire + Send> DecodeTarget for Option<T> {
    fn blank(&mut self) -> &mut dyn Wire {
        self.insert(T::blank())
    }
}

impl CallContext {
    /// Starts a call.
    pub(super) fn new(
        shared: Arc<ClientShared>,
        options: Options,
        mut request: EncodedRequest,
        operation: Cow<'static, Operation>,
        dialect: &'static Dialect,
        rows: &'static [ErrorRow],
    ) -> Self {
        if let Some(headers) = options.chosen_headers() {
            request.add_headers(headers, dialect.header_of_token());
        }
        Self {
            shared,
            limits: options.limits(),
            options,
            dialect,
            idempotent: operation.idempotent,
            operation,
            tables: [rows, dialect.errors],
            request,
        }
    }

    /// Runs the call in its span. Returns the head of the response and the number of attempts.
    pub(super) async fn run(&self, target: &mut dyn DecodeTarget) -> Result<(response::Parts, u32), AnyError> {
        let span = (self.shared.traces.call)(self.operation.name());
        Attempts::new(self, span.clone()).run(target).instrument(span).await
    }

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
        let mut token = pin!(self.shared.tokens.get(&self.shared, rejected, self.deadline()));
        // Mostly there is one, which needs no timer.
        if let Poll::Ready(token) = clock::poll_once(&mut token).await {
            return token;
        }
        clock::by(self.deadline(), token).await.unwrap_or(Err(TokenError::DeadlinePassed))
    }

    /// Returns the request with a token.
    pub(super) fn request(&self, token: Option<&Secret>) -> Result<Request<Bytes>, AnyError> {
        let target = || self.shared.dialect(&self.operation)?.token.as_ref().map_err(Clone::clone);
        let token = token.map(|token| Ok((target()?, token))).transpose();
        let request = token.and_then(|token| self.request.with_token(token));
        request.map_err(|reason| self.failed(Cause::Request(reason), None))
    }

    /// A redactor for the secrets of the request, the token that was sent, and those of the client.
    pub(super) fn redactor(&self, token: Option<&Arc<Secret>>) -> Arc<Redactor> {
        let (own, client) = (self.request.secrets(), self.shared.tokens.secret());
        match token {
            Some(token) if own.is_empty() => self.shared.redactors.redactor(token, client),
            _ => Arc::new(Redactor::new(own.iter().chain(token.map(|token| &**token)).chain(client))),
        }
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
        if self.idempotent {
            request.extensions_mut().insert(Idempotent);
        }
        let transport = &self.shared.transport;
        // A transport that enforces the deadline knows what it has sent.
        let exchange = transport.call(request, self.limits);
        let exchanged = if transport.enforces_deadline() {
            exchange.await
        } else {
            let exchanged = clock::by(self.deadline(), exchange).await;
            exchanged.unwrap_or_else(|| Err(TransportError::new(TransportErrorKind::Deadline)))
        };
        exchanged.map_err(|failure| {
            let response = failure.head().map(|head| response_head(self.dialect, head));
            self.failed(Cause::Transport(failure), response)
        })
    }

    /// Decodes the response into `target`.
    pub(super) fn read(
        &self,
        response: Response<Bytes>,
        target: &mut dyn DecodeTarget,
    ) -> Result<response::Parts, AnyError> {
        let (head, body) = response.into_parts();
        ReceivedResponse { call: self, head: &head, body: &body }.read(target)?;
        Ok(head)
    }

    /// Creates an error of this call.
    pub(super) fn failed(&self, cause: Cause, response: Option<ResponseFacts>) -> AnyError {
        AnyError::new(Report::new(self.operation.name.clone(), self.idempotent, self.can_renew(), cause, response))
    }
}

fn sendable(token: Arc<Secret>) -> Result<Arc<Secret>, TokenError> {
    if is_sendable(&token) { Ok(token) } else { Err(TokenError::Unsendable) }
}
