//! Spans and events. Text of the service is escaped, so that it cannot forge log lines.

use std::cell::LazyCell;
use std::ops::Deref;
use std::time::Duration;

use http::StatusCode;
use tracing::Span;

use super::{Attempt, Dropped, Finished};
use crate::AnyError;
use crate::untrusted::Untrusted;

/// The functions that emit the spans and events of a client.
///
/// [`traces!`](crate::traces) defines them in the crate of the client: the target is part of static metadata.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Traces {
    /// The span of a call of an operation.
    pub call: fn(&str) -> Span,
    /// An attempt ended.
    pub attempt: fn(&dyn Deref<Target = TraceFields<'_>>),
    /// A call failed.
    pub failed: fn(&dyn Deref<Target = TraceFields<'_>>),
    /// The observer panicked.
    pub panicked: fn(),
}

/// The fields of an event, computed only if it is enabled.
#[doc(hidden)]
pub struct TraceFields<'a> {
    pub operation: &'a str,
    pub attempts: u32,
    pub status: Option<u16>,
    pub code: Option<String>,
    pub request_id: Option<String>,
    pub error: Option<String>,
    pub outcome: &'static str,
    pub duration_ms: u64,
    pub retry_in_ms: Option<u64>,
}

/// Defines the spans and events of a client, with the invoking crate as their target.
///
/// ```
/// let traces = dingtalk_runtime::traces!();
/// assert!((traces.call)("books::find").is_disabled());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! traces {
    () => {
        $crate::observe::Traces {
            call: |operation| {
                $crate::tracing::info_span!(
                    target: ::core::env!("CARGO_CRATE_NAME"),
                    "call",
                    operation,
                    attempts = $crate::tracing::field::Empty,
                    status = $crate::tracing::field::Empty,
                    code = $crate::tracing::field::Empty,
                    request_id = $crate::tracing::field::Empty,
                    outcome = $crate::tracing::field::Empty,
                    error = $crate::tracing::field::Empty,
                    duration_ms = $crate::tracing::field::Empty,
                )
            },
            attempt: |fields| {
                $crate::tracing::debug!(
                    target: ::core::env!("CARGO_CRATE_NAME"),
                    operation = fields.operation,
                    attempt = fields.attempts,
                    status = fields.status,
                    code = fields.code.as_deref(),
                    request_id = fields.request_id.as_deref(),
                    error = fields.error.as_deref(),
                    outcome = fields.outcome,
                    duration_ms = fields.duration_ms,
                    retry_in_ms = fields.retry_in_ms,
                    "attempt"
                );
            },
            failed: |fields| {
                $crate::tracing::warn!(
                    target: ::core::env!("CARGO_CRATE_NAME"),
                    operation = fields.operation,
                    outcome = fields.outcome,
                    status = fields.status,
                    code = fields.code.as_deref(),
                    request_id = fields.request_id.as_deref(),
                    error = fields.error.as_deref(),
                    attempts = fields.attempts,
                    "call failed"
                );
            },
            panicked: || {
                $crate::tracing::error!(target: ::core::env!("CARGO_CRATE_NAME"), "the observer panicked");
            },
        }
    };
}

impl Traces {
    /// Records an attempt as an event in the span of its call.
    pub(crate) fn record_attempt<'a>(&self, attempt: &impl Deref<Target = Attempt<'a>>) {
        (self.attempt)(&LazyCell::new(|| TraceFields::of_attempt(attempt)));
    }

    /// Records the end of a call in its span, and its error as an event, since subscribers show no spans by default.
    pub(crate) fn record_finished(&self, span: &Span, call: &Finished<'_>) {
        let fields = LazyCell::new(|| TraceFields::of_call(call));
        if call.error.is_some() {
            // Emitted before the span has the same fields: subscribers would show them twice.
            (self.failed)(&fields);
        }
        if span.is_disabled() {
            return;
        }
        span.record("attempts", fields.attempts);
        span.record("duration_ms", fields.duration_ms);
        span.record("outcome", fields.outcome);
        if let Some(status) = fields.status {
            span.record("status", status);
        }
        for (name, text) in [("code", &fields.code), ("request_id", &fields.request_id), ("error", &fields.error)] {
            if let Some(text) = text {
                span.record(name, text);
            }
        }
    }
}

/// Records in its span that a call was dropped.
pub(crate) fn record_dropped(span: &Span, call: &Dropped<'_>) {
    span.record("attempts", call.attempts);
    span.record("duration_ms", milliseconds(call.duration));
    span.record("outcome", "dropped");
}

impl<'a> TraceFields<'a> {
    fn of_attempt(attempt: &Attempt<'a>) -> Self {
        let Attempt { operation, number, duration, status, request_id, error, retry_in } = *attempt;
        let call = Finished { operation, attempts: number, duration, status, request_id, error };
        Self { retry_in_ms: retry_in.map(milliseconds), ..Self::of_call(&call) }
    }

    fn of_call(call: &Finished<'a>) -> Self {
        Self {
            operation: call.operation,
            attempts: call.attempts,
            status: call.status.as_ref().map(StatusCode::as_u16),
            code: call.error.and_then(AnyError::raw_code).map(shown),
            request_id: call.request_id.map(shown),
            error: call.error.and_then(AnyError::trace_text),
            outcome: call.error.map_or("done", |error| error.outcome().name()),
            duration_ms: milliseconds(call.duration),
            retry_in_ms: None,
        }
    }
}

/// Escapes text of the service. Subscribers quote it, so that it cannot look like other fields.
fn shown(text: &str) -> String {
    Untrusted(text).to_string()
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
