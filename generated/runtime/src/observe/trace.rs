//! Spans and events. Text of the service is escaped, so that it cannot forge log lines.

use std::ops::Deref;
use std::time::Duration;

use http::StatusCode;
use tracing::field::Empty;
use tracing::{Span, debug, error, info_span, warn};

use super::{Attempt, Dropped, Finished};
use crate::untrusted::Untrusted;
use crate::{AnyError, Operation};

/// The target of all spans and events, whatever the API: tracing takes a constant.
const TARGET: &str = "dingtalk_runtime";

/// The span of a call.
pub(crate) fn call_span(operation: &Operation) -> Span {
    info_span!(
        target: TARGET,
        "call",
        operation = operation.name(),
        attempts = Empty,
        status = Empty,
        code = Empty,
        request_id = Empty,
        outcome = Empty,
        error = Empty,
        duration_ms = Empty,
    )
}

/// Records an attempt as an event in the span of its call.
pub(crate) fn record_attempt<'a>(attempt: &impl Deref<Target = Attempt<'a>>) {
    // Inside the macro, values are only computed if the event is enabled.
    debug!(
        target: TARGET,
        operation = attempt.operation,
        attempt = attempt.number,
        status = attempt.status.as_ref().map(StatusCode::as_u16),
        code = attempt.error.and_then(AnyError::raw_code).map(shown).as_deref(),
        request_id = attempt.request_id.map(shown).as_deref(),
        error = attempt.error.and_then(AnyError::trace_text).as_deref(),
        outcome = outcome(attempt.error),
        duration_ms = milliseconds(attempt.duration),
        retry_in_ms = attempt.retry_in.map(milliseconds),
        "attempt"
    );
}

/// Records the end of a call in its span, and its error as an event, since subscribers show no spans by default.
pub(crate) fn record_finished(span: &Span, call: &Finished<'_>) {
    if let Some(error) = call.error {
        // Emitted before the span has the same fields: subscribers would show them twice.
        warn!(
            target: TARGET,
            operation = call.operation,
            outcome = error.outcome().name(),
            status = call.status.as_ref().map(StatusCode::as_u16),
            code = error.raw_code().map(shown).as_deref(),
            request_id = call.request_id.map(shown).as_deref(),
            error = error.trace_text().as_deref(),
            attempts = call.attempts,
            "call failed"
        );
    }
    if span.is_disabled() {
        return;
    }
    span.record("attempts", call.attempts);
    span.record("duration_ms", milliseconds(call.duration));
    span.record("outcome", outcome(call.error));
    if let Some(status) = call.status {
        span.record("status", status.as_u16());
    }
    if let Some(code) = call.error.and_then(AnyError::raw_code) {
        span.record("code", shown(code));
    }
    if let Some(id) = call.request_id {
        span.record("request_id", shown(id));
    }
    if let Some(error) = call.error.and_then(AnyError::trace_text) {
        span.record("error", error);
    }
}

/// Records in its span that a call was dropped.
pub(crate) fn record_dropped(span: &Span, call: &Dropped<'_>) {
    span.record("attempts", call.attempts);
    span.record("duration_ms", milliseconds(call.duration));
    span.record("outcome", "dropped");
}

/// Records that the observer panicked. The panic hook has already printed the message.
pub(super) fn record_panic() {
    error!(target: TARGET, "the observer panicked");
}

/// Escapes text of the service. Subscribers quote it, so that it cannot look like other fields.
fn shown(text: &str) -> String {
    Untrusted(text).to_string()
}

fn outcome(error: Option<&AnyError>) -> &'static str {
    error.map_or("done", |error| error.outcome().name())
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
