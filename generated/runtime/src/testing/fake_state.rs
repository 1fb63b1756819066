//! The state of a fake: the responses that are left, and the requests that were received.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};

use super::VerifyError;
use super::error_response::{DocumentedError, dialect};
use super::read_request::{read_request, token};
use super::request_path::{literal_segments, parameters};
use crate::transport::TransportErrorKind;
use crate::{Dialect, Endpoint, Operation, Retry};

/// The code of the response to a call that was not expected.
const UNEXPECTED: &str = "fake.unexpected";

/// Computes a response, or returns the reason why there is none.
pub(super) type Respond = dyn Fn(&Request<Bytes>) -> Result<Response<Bytes>, String> + Send + Sync;

/// Returns whether an access token is valid.
pub(super) type AcceptsToken = dyn Fn(&str) -> bool + Send + Sync;

/// The reply of a fake to one request.
#[derive(Clone)]
pub(super) enum FakeReply {
    /// A response.
    Response(Response<Bytes>),
    /// A response that depends on the request.
    Computed(Arc<Respond>),
    /// No response.
    Interruption(TransportErrorKind),
}

/// A reply, and how often it is used.
pub(super) struct FakeStep {
    pub(super) reply: FakeReply,
    pub(super) delay: Duration,
    /// The number of calls that will use it; `None` for all further calls.
    pub(super) left: Option<u32>,
}

impl FakeStep {
    pub(super) fn new(reply: FakeReply, times: u32) -> Self {
        Self { reply, delay: Duration::ZERO, left: Some(times) }
    }

    /// The number of responses that no call used. One for all further calls need not be used.
    fn unused(&self) -> u32 {
        self.left.unwrap_or_default()
    }
}

/// The check of the token of a request.
pub(super) struct TokenCheck {
    accepts: Arc<AcceptsToken>,
    dialect: &'static Dialect,
}

/// An operation and its replies.
struct FakeOperation {
    operation: Cow<'static, Operation>,
    /// Returns the reason why a request is not one of the operation.
    check: fn(&Request<Bytes>) -> Result<(), String>,
    /// The dialect, if calls are checked for a token.
    dialect: Option<&'static Dialect>,
    steps: VecDeque<FakeStep>,
}

/// A request, and the name of its operation if that is known.
struct ReceivedRequest {
    operation: Option<String>,
    request: Request<Bytes>,
}

/// The number of requests that are kept: a served fake may run for long.
const MAX_REQUESTS: usize = 10_000;

/// Appends to a log, whose oldest entries are dropped.
fn keep<T>(log: &mut VecDeque<T>, entry: T) {
    if log.len() == MAX_REQUESTS {
        log.pop_front();
    }
    log.push_back(entry);
}

/// The state of a fake.
pub(super) struct FakeState {
    dialects: &'static [Dialect],
    operations: Vec<FakeOperation>,
    requests: VecDeque<ReceivedRequest>,
    unexpected: VecDeque<String>,
    accepts_token: Option<Arc<AcceptsToken>>,
}

impl FakeState {
    pub(super) fn new(dialects: &'static [Dialect]) -> Self {
        Self {
            dialects,
            operations: Vec::new(),
            requests: VecDeque::new(),
            unexpected: VecDeque::new(),
            accepts_token: None,
        }
    }

    /// The replies of an operation.
    pub(super) fn steps<R: Endpoint>(&mut self) -> &mut VecDeque<FakeStep> {
        let check = |request: &Request<Bytes>| read_request::<R>(request).map(drop);
        let checked = Some(dialect::<R>()).filter(|_| R::OPERATION.token);
        self.steps_of(Cow::Borrowed(const { &R::OPERATION }), checked, check)
    }

    /// The replies of an operation without generated code.
    pub(super) fn raw_steps(&mut self, method: Method, path: &'static str) -> &mut VecDeque<FakeStep> {
        self.steps_of(Cow::Owned(Operation::raw(method, path)), None, |_| Ok(()))
    }

    pub(super) fn set_token_check(&mut self, accepts: Arc<AcceptsToken>) {
        self.accepts_token = Some(accepts);
    }

    fn steps_of(
        &mut self,
        operation: Cow<'static, Operation>,
        dialect: Option<&'static Dialect>,
        check: fn(&Request<Bytes>) -> Result<(), String>,
    ) -> &mut VecDeque<FakeStep> {
        let known = self.operations.iter().position(|known| known.operation.name() == operation.name());
        let index = known.unwrap_or_else(|| {
            self.operations.push(FakeOperation { operation, check, dialect, steps: VecDeque::new() });
            self.operations.len() - 1
        });
        &mut self.operations[index].steps
    }

    /// All requests, in the order in which they were received.
    pub(super) fn requests(&self) -> impl ExactSizeIterator<Item = &Request<Bytes>> {
        self.requests.iter().map(|received| &received.request)
    }

    /// The requests of an operation.
    pub(super) fn requests_of<R: Endpoint>(&self) -> impl Iterator<Item = &Request<Bytes>> {
        let of_operation = |received: &&ReceivedRequest| received.operation.as_deref() == Some(R::OPERATION.name());
        self.requests.iter().filter(of_operation).map(|received| &received.request)
    }

    /// Returns the check of a request's token, if its operation takes one.
    pub(super) fn token_check(&mut self, request: &Request<Bytes>) -> Option<TokenCheck> {
        let accepts = self.accepts_token.clone()?;
        let dialect = self.operation_of(request)?.dialect?;
        Some(TokenCheck { accepts, dialect })
    }

    /// Records a request and returns the reply to it, and its delay. `rejection` takes the place of a reply.
    pub(super) fn receive(
        &mut self,
        request: &Request<Bytes>,
        rejection: Option<Response<Bytes>>,
    ) -> (Duration, FakeReply) {
        let operation = self.operation_of(request);
        let name = operation.as_ref().map(|operation| operation.operation.name().to_owned());
        let next = match rejection {
            Some(response) => Some(Ok((Duration::ZERO, FakeReply::Response(response)))),
            None => operation.map(|operation| operation.next(request)),
        };
        keep(&mut self.requests, ReceivedRequest { operation: name, request: request.clone() });
        let next = next
            .unwrap_or_else(|| Err(format!("{} {}: {}", request.method(), request.uri().path(), self.expectation())));
        next.unwrap_or_else(|message| (Duration::ZERO, FakeReply::Response(self.unexpected(&message))))
    }

    /// The operation with the request's method and path.
    fn operation_of(&mut self, request: &Request<Bytes>) -> Option<&mut FakeOperation> {
        let path = request.uri().path();
        let matching = self.operations.iter_mut().filter(|known| {
            known.operation.method == request.method() && parameters(known.operation.path(), path).is_some()
        });
        matching.max_by_key(|known| literal_segments(known.operation.path()))
    }

    /// What to do about a request to another operation than those that are set up.
    fn expectation(&self) -> String {
        let describe = |known: &FakeOperation| {
            let operation = &known.operation;
            let called = format!("{} {}", operation.method(), operation.path());
            // A raw call has no other name.
            if operation.name() == called { called } else { format!("{} ({called})", operation.name()) }
        };
        let known: Vec<String> = self.operations.iter().map(describe).collect();
        let others = if known.is_empty() { String::new() } else { format!("; others have: {}", known.join(", ")) };
        format!("this call has no response: use `Fake::on`, or `Fake::respond_raw` for a raw call{others}")
    }

    /// Records a call that was not expected. Returns a response that is never retried.
    pub(super) fn unexpected(&mut self, message: &str) -> Response<Bytes> {
        let error = DocumentedError { status: StatusCode::NOT_IMPLEMENTED, code: UNEXPECTED, message };
        // The dialect of the call is unknown.
        let response = error.response(self.dialects.iter().map(|dialect| &dialect.envelope));
        keep(&mut self.unexpected, format!("unexpected: {message}"));
        response
    }

    pub(super) fn verify(&self) -> Result<(), VerifyError> {
        let unused = self.operations.iter().filter_map(|known| {
            let unused: u32 = known.steps.iter().map(FakeStep::unused).sum();
            (unused > 0).then(|| format!("unused: {}: {unused} of the responses", known.operation.name()))
        });
        let error = VerifyError { unused: unused.collect(), unexpected: self.unexpected.iter().cloned().collect() };
        if error.unused.is_empty() && error.unexpected.is_empty() { Ok(()) } else { Err(error) }
    }
}

impl TokenCheck {
    /// Returns the error of a request whose token is not accepted. It runs code of the test, so the state is not locked.
    pub(super) fn rejection(&self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let dialect = self.dialect;
        if token(request, dialect.token?).is_some_and(|token| (self.accepts)(&token)) {
            return None;
        }
        let row = dialect.errors.iter().find(|row| row.retry == Some(Retry::RefreshToken));
        let without_code =
            DocumentedError { status: StatusCode::UNAUTHORIZED, code: "", message: "the token is not valid" };
        Some(row.map_or(without_code, DocumentedError::of_row).response([&dialect.envelope]))
    }
}

impl FakeOperation {
    /// The next reply and its delay, or the reason why there is none.
    fn next(&mut self, request: &Request<Bytes>) -> Result<(Duration, FakeReply), String> {
        let name = self.operation.name();
        (self.check)(request).map_err(|reason| format!("{name}: {reason}"))?;
        let step = self.steps.front_mut().ok_or_else(|| format!("{name}: no response is left: set up another one"))?;
        let reply = (step.delay, step.reply.clone());
        if let Some(left) = &mut step.left {
            *left = left.saturating_sub(1);
            if *left == 0 {
                self.steps.pop_front();
            }
        }
        Ok(reply)
    }
}
