//! The set-up of an operation's responses.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, MutexGuard};
use std::time::Duration;

use bytes::Bytes;
use dingtalk_policy::Retry;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode};

use super::Fake;
use super::error_response::{DocumentedError, dialect, success_response, tables};
use super::fake::lock;
use super::fake_state::{FakeReply, FakeState, FakeStep};
use super::read_request::read_request;
use crate::endpoint::ResponseKind;
use crate::transport::TransportErrorKind;
use crate::wire::{Path, View, Wire, to_json};
use crate::{Endpoint, ErrorRow};

/// Sets up the responses of an operation, as returned by [`Fake::on`].
///
/// Each response is used for one call, in their order. [`times`](Self::times), [`always`](Self::always) and
/// [`delay`](Self::delay) change the response before them. A call without a response is unexpected.
///
/// ```
/// # use dingtalk_runtime::{Endpoint, testing::Fake};
/// # fn example<R: Endpoint>(fake: &Fake<R::Api>, code: R::ErrorCode, response: R::Response) {
/// // The first two calls are throttled, the third succeeds, and all others fail.
/// fake.on::<R>().throttle(2).respond(response).fail(code).always();
/// # }
/// ```
pub struct Responses<'a, R: Endpoint> {
    fake: &'a Fake<R::Api>,
    /// True if there is a response to change.
    has_last: bool,
    request: PhantomData<fn() -> R>,
}

impl<'a, R: Endpoint> Responses<'a, R> {
    pub(super) fn new(fake: &'a Fake<R::Api>) -> Self {
        Self { fake, has_last: false, request: PhantomData }
    }

    /// Responds with this value.
    #[expect(clippy::needless_pass_by_value, reason = "tests create the value in place")]
    pub fn respond(&mut self, response: R::Response) -> &mut Self {
        self.add(encode::<R>(&response).into(), 1)
    }

    /// Responds with a value or an error code that depends on the request.
    pub fn respond_with<F>(&mut self, respond: F) -> &mut Self
    where
        F: Fn(&R) -> Result<R::Response, R::ErrorCode> + Send + Sync + 'static,
    {
        let computed = move |request: &Request<Bytes>| match respond(&read_request::<R>(request)?) {
            Ok(response) => encode::<R>(&response),
            Err(code) => Ok(DocumentedError::of::<R>(code).response([&dialect::<R>().envelope])),
        };
        self.add(FakeReply::Computed(Arc::new(computed)), 1)
    }

    /// Responds with the example of the documentation.
    ///
    /// If the documentation has none, the call fails as an unexpected one.
    pub fn respond_with_example(&mut self) -> &mut Self {
        let reply = match (R::EXAMPLE, R::OPERATION.response) {
            (Some(example), _) => Ok(success_response::<R>(example.to_owned())),
            (None, ResponseKind::Nothing) => Ok(Response::new(Bytes::new())),
            (None, _) => Err("the documentation has no example of a response".to_owned()),
        };
        self.add(reply.into(), 1)
    }

    /// Responds with any HTTP response, such as an undocumented error or invalid JSON.
    pub fn respond_raw(&mut self, response: Response<Bytes>) -> &mut Self {
        self.add(FakeReply::Response(response), 1)
    }

    /// Fails with an error code, with the documented status and message. A message with placeholders is left out.
    pub fn fail(&mut self, code: R::ErrorCode) -> &mut Self {
        self.add_error(DocumentedError::of::<R>(code), 1)
    }

    /// Fails `times` calls because of a rate limit. The client retries them, after a delay.
    ///
    /// Uses the first documented error that is retried and did nothing, or else the status 429.
    pub fn throttle(&mut self, times: u32) -> &mut Self {
        let throttled = |row: &ErrorRow| row.retry == Some(Retry::Backoff) && row.refused == Some(true);
        self.add_first_error(throttled, StatusCode::TOO_MANY_REQUESTS, "throttled", times)
    }

    /// Fails a call because its token has expired. The client gets another one and repeats the call, which takes the
    /// next response.
    ///
    /// Uses the first documented error that is retried with a new token, or else the status 401, which is not retried.
    pub fn expire_token(&mut self) -> &mut Self {
        let expired = |row: &ErrorRow| row.retry == Some(Retry::RefreshToken);
        self.add_first_error(expired, StatusCode::UNAUTHORIZED, "the token has expired", 1)
    }

    /// Fails a call with a transport error in place of a response.
    ///
    /// Errors before the request can reach the service, such as [`TransportErrorKind::Connect`], have the outcome
    /// [`NotSent`](crate::Outcome::NotSent), others [`Unknown`](crate::Outcome::Unknown). A served fake closes the
    /// connection whatever the kind.
    pub fn interrupt(&mut self, kind: TransportErrorKind) -> &mut Self {
        self.add(FakeReply::Interruption(kind), 1)
    }

    /// Uses the last response for this number of calls. Without a response before it, it has no effect.
    pub fn times(&mut self, times: u32) -> &mut Self {
        self.change_last(|step| step.left = Some(times))
    }

    /// Uses the last response for all further calls, if there are any.
    pub fn always(&mut self) -> &mut Self {
        self.change_last(|step| step.left = None)
    }

    /// Delays the last response. With a paused clock, time passes at once.
    pub fn delay(&mut self, delay: Duration) -> &mut Self {
        self.change_last(|step| step.delay = delay)
    }

    fn state(&self) -> MutexGuard<'a, FakeState> {
        lock(&self.fake.state)
    }

    fn add(&mut self, reply: FakeReply, times: u32) -> &mut Self {
        self.has_last = times > 0;
        if self.has_last {
            self.state().steps::<R>().push_back(FakeStep::new(reply, times));
        }
        self
    }

    fn add_error(&mut self, error: DocumentedError<'_>, times: u32) -> &mut Self {
        self.add(FakeReply::Response(error.response([&dialect::<R>().envelope])), times)
    }

    /// Adds the first documented error of this kind, the API's before the operation's, or one without a code.
    fn add_first_error(
        &mut self,
        is_meant: fn(&ErrorRow) -> bool,
        status: StatusCode,
        message: &str,
        times: u32,
    ) -> &mut Self {
        let [own, global] = tables::<R>();
        match global.iter().chain(own).find(|row| is_meant(row)) {
            Some(row) => self.add_error(DocumentedError::of_row(row), times),
            None => self.add_error(DocumentedError { status, code: "", message }, times),
        }
    }

    fn change_last(&mut self, change: impl FnOnce(&mut FakeStep)) -> &mut Self {
        let mut state = self.state();
        let steps = state.steps::<R>();
        if let Some(step) = steps.back_mut().filter(|_| self.has_last) {
            change(step);
            self.has_last = step.left != Some(0);
            if !self.has_last {
                steps.pop_back();
            }
        }
        self
    }
}

impl<R: Endpoint> fmt::Debug for Responses<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Responses").field("operation", &R::OPERATION.name).finish_non_exhaustive()
    }
}

/// A reply that was encoded when it was set up. The reason why it could not be is reported by the call.
impl From<Result<Response<Bytes>, String>> for FakeReply {
    fn from(response: Result<Response<Bytes>, String>) -> Self {
        match response {
            Ok(response) => Self::Response(response),
            Err(reason) => Self::Computed(Arc::new(move |_| Err(reason.clone()))),
        }
    }
}

fn encode<R: Endpoint>(response: &R::Response) -> Result<Response<Bytes>, String> {
    match (response.view(), R::OPERATION.response) {
        (_, ResponseKind::Nothing) => Ok(Response::new(Bytes::new())),
        (View::Bytes(bytes), ResponseKind::Bytes) => {
            let mut response = Response::new(bytes.clone().into());
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
            Ok(response)
        }
        _ => to_json(response, &Path::Root).map(success_response::<R>).map_err(|error| error.to_string()),
    }
}
