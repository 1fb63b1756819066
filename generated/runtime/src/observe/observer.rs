//! A hook for metrics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use http::{StatusCode, response};

use super::trace::record_panic;
use crate::AnyError;
use crate::call::Call;
use crate::response::header;

/// Observes every attempt and the end of every call, including the calls that fetch a token.
///
/// It is called between the steps of a call, so it should be quick. A panic in it is caught and traced as an `error`
/// event; the call goes on. What it receives holds no secret that the call sent. The body of a failure is the service's
/// and may hold other secrets: do not log [`AnyError::body`].
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use dingtalk_runtime::observe::{Attempt, Observer};
///
/// #[derive(Default)]
/// struct Throttled(AtomicU64);
///
/// impl Observer for Throttled {
///     fn attempt(&self, attempt: &Attempt<'_>) {
///         if attempt.error.is_some_and(|error| error.status().is_some_and(|status| status == 429)) {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// An attempt ended.
    fn attempt(&self, attempt: &Attempt<'_>) {
        let _ = attempt;
    }

    /// A call ended, with its last attempt.
    fn finished(&self, call: &Finished<'_>) {
        let _ = call;
    }

    /// A call was dropped before its end, as by a time-out around it.
    fn dropped(&self, call: &Dropped) {
        let _ = call;
    }
}

impl<T: Observer + ?Sized> Observer for Arc<T> {
    fn attempt(&self, attempt: &Attempt<'_>) {
        (**self).attempt(attempt);
    }

    fn finished(&self, call: &Finished<'_>) {
        (**self).finished(call);
    }

    fn dropped(&self, call: &Dropped) {
        (**self).dropped(call);
    }
}

impl<T: Observer + ?Sized> Observer for Box<T> {
    fn attempt(&self, attempt: &Attempt<'_>) {
        (**self).attempt(attempt);
    }

    fn finished(&self, call: &Finished<'_>) {
        (**self).finished(call);
    }

    fn dropped(&self, call: &Dropped) {
        (**self).dropped(call);
    }
}

/// An attempt of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation, like `im::create_group`.
    pub operation: &'static str,
    /// How often the request was sent so far: 0 if there was no token to send it with, or it could not be made.
    pub number: u32,
    /// How long the attempt took, with the wait for a token.
    pub duration: Duration,
    /// The status of the response, if there was one.
    pub status: Option<StatusCode>,
    /// The service's id of this attempt, if it envelope one. It is the service's text, of any kind.
    pub request_id: Option<&'a str>,
    /// Why it failed, if it did.
    pub error: Option<&'a AnyError>,
    /// How long until the next attempt, if one follows.
    pub retry_in: Option<Duration>,
}

impl<'a> Attempt<'a> {
    pub(crate) fn new(
        call: &Call<'_>,
        number: u32,
        duration: Duration,
        result: &'a Result<response::Parts, AnyError>,
        retry_in: Option<Duration>,
    ) -> Self {
        let (status, request_id) = status_and_id(call, result);
        Self {
            operation: call.operation.name,
            number,
            duration,
            status,
            request_id,
            error: result.as_ref().err(),
            retry_in,
        }
    }
}

/// A call that ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Finished<'a> {
    /// The operation, like `im::create_group`.
    pub operation: &'static str,
    /// How often the request was sent.
    pub attempts: u32,
    /// How long the call took, with all of its attempts and the waits between them.
    pub duration: Duration,
    /// The status of the last response, if there was one.
    pub status: Option<StatusCode>,
    /// The service's id of the last attempt, if it envelope one. It is the service's text, of any kind.
    pub request_id: Option<&'a str>,
    /// Why the call failed, if it did.
    pub error: Option<&'a AnyError>,
}

impl<'a> Finished<'a> {
    pub(crate) fn new(
        call: &Call<'_>,
        attempts: u32,
        duration: Duration,
        result: &'a Result<response::Parts, AnyError>,
    ) -> Self {
        let (status, request_id) = status_and_id(call, result);
        Self { operation: call.operation.name, attempts, duration, status, request_id, error: result.as_ref().err() }
    }
}

/// A call that was dropped. What it has done by then is not known, if it was sent at all.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Dropped {
    /// The operation, like `im::create_group`.
    pub operation: &'static str,
    /// How often the request was sent.
    pub attempts: u32,
    /// How long the call took until then.
    pub duration: Duration,
}

impl Dropped {
    pub(crate) fn new(call: &Call<'_>, attempts: u32, duration: Duration) -> Self {
        Self { operation: call.operation.name, attempts, duration }
    }
}

/// Calls the observer, if there is one. A panic in it ends here: it must not lose the result of the call, and while
/// another panic unwinds, it would abort the process.
pub(crate) fn notify(observer: Option<&dyn Observer>, event: impl FnOnce(&dyn Observer)) {
    let Some(observer) = observer else { return };
    // Nothing of the call is changed through the reference.
    if catch_unwind(AssertUnwindSafe(|| event(observer))).is_err() {
        record_panic();
    }
}

/// What an response of either kind tells of itself.
fn status_and_id<'a>(
    call: &Call<'_>,
    result: &'a Result<response::Parts, AnyError>,
) -> (Option<StatusCode>, Option<&'a str>) {
    match result {
        Ok(head) => (Some(head.status), header(head, call.api.request_id_header)),
        Err(error) => (error.status(), error.request_id()),
    }
}
