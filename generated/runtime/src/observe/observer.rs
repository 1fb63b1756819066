//! A hook for metrics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use http::{StatusCode, response};

use crate::AnyError;
use crate::call_context::CallContext;
use crate::client::ClientShared;
use crate::response::header;

/// Observes every attempt and the end of every call, including the calls that fetch a token.
///
/// Called synchronously within a call, so it should be quick. A panic in it is caught and traced as an `error` event;
/// the call continues. Its arguments contain no secret that the call sent. An error's body may contain secrets of the
/// service: do not log [`AnyError::body`].
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

    /// A call ended. The last attempt was reported before.
    fn finished(&self, call: &Finished<'_>) {
        let _ = call;
    }

    /// A call was dropped before its end, for example by an enclosing timeout.
    fn dropped(&self, call: &Dropped<'_>) {
        let _ = call;
    }
}

/// Implements the trait for pointers to observers.
macro_rules! forward {
    ($($pointer:ident),*) => {$(
        impl<T: Observer + ?Sized> Observer for $pointer<T> {
            fn attempt(&self, attempt: &Attempt<'_>) {
                (**self).attempt(attempt);
            }

            fn finished(&self, call: &Finished<'_>) {
                (**self).finished(call);
            }

            fn dropped(&self, call: &Dropped<'_>) {
                (**self).dropped(call);
            }
        }
    )*};
}

forward!(Arc, Box);

/// An attempt of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation, like [`AnyError::operation`].
    pub operation: &'a str,
    /// The number of times the request has been sent: 0 if no token was available or the request could not be built.
    pub number: u32,
    /// The duration of the attempt, including the wait for a token.
    pub duration: Duration,
    /// The status of the response, if one arrived.
    pub status: Option<StatusCode>,
    /// The service's request id, if the response has one. Unvalidated text of the service.
    pub request_id: Option<&'a str>,
    /// The error, if the attempt failed.
    pub error: Option<&'a AnyError>,
    /// The delay before the next attempt, if one follows.
    pub retry_in: Option<Duration>,
}

impl<'a> Attempt<'a> {
    pub(crate) fn new(
        call: &'a CallContext,
        number: u32,
        duration: Duration,
        result: &'a Result<response::Parts, AnyError>,
        retry_in: Option<Duration>,
    ) -> Self {
        let (status, request_id) = status_and_id(call, result);
        Self {
            operation: call.operation.name(),
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
    /// The operation, like [`AnyError::operation`].
    pub operation: &'a str,
    /// The number of times the request was sent.
    pub attempts: u32,
    /// The duration of the call, including all attempts and the waits between them.
    pub duration: Duration,
    /// The status of the last response, if one arrived.
    pub status: Option<StatusCode>,
    /// The service's request id of the last attempt, if its response has one. Unvalidated text of the service.
    pub request_id: Option<&'a str>,
    /// The error, if the call failed.
    pub error: Option<&'a AnyError>,
}

impl<'a> Finished<'a> {
    pub(crate) fn new(
        call: &'a CallContext,
        attempts: u32,
        duration: Duration,
        result: &'a Result<response::Parts, AnyError>,
    ) -> Self {
        let (status, request_id) = status_and_id(call, result);
        Self { operation: call.operation.name(), attempts, duration, status, request_id, error: result.as_ref().err() }
    }
}

/// A call that was dropped. If `attempts` is not 0, the service may have carried it out.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Dropped<'a> {
    /// The operation, like [`AnyError::operation`].
    pub operation: &'a str,
    /// The number of times the request was sent.
    pub attempts: u32,
    /// The duration of the call until it was dropped.
    pub duration: Duration,
}

impl<'a> Dropped<'a> {
    pub(crate) fn new(call: &'a CallContext, attempts: u32, duration: Duration) -> Self {
        Self { operation: call.operation.name(), attempts, duration }
    }
}

/// Notifies the client's observer, if there is one. Catches its panics: they must not lose the call's result, and would abort
/// the process if another panic is already unwinding.
pub(crate) fn notify(client: &ClientShared, event: impl FnOnce(&dyn Observer)) {
    let Some(observer) = client.observer.as_deref() else { return };
    // The observer only gets shared references to the call's data.
    if catch_unwind(AssertUnwindSafe(|| event(observer))).is_err() {
        (client.traces.panicked)();
    }
}

/// The status and request id of a response, successful or not.
fn status_and_id<'a>(
    call: &CallContext,
    result: &'a Result<response::Parts, AnyError>,
) -> (Option<StatusCode>, Option<&'a str>) {
    match result {
        Ok(head) => (Some(head.status), header(head, call.dialect.request_id_header)),
        Err(error) => (error.status(), error.request_id()),
    }
}
