//! Errors of HTTP/2, and whether the request may have been sent.

use h2::Reason;

use super::super::super::{TransportError, TransportErrorKind};
use super::super::failure::kind;
use super::super::monitor::Monitor;

/// The error of a stream or its connection.
pub(super) fn stream_error(error: h2::Error, before: u64, monitor: &Monitor) -> TransportError {
    // A stream error ends that stream alone. Any other ends the connection, which may still have data to write.
    let unprocessed = is_unprocessed(&error) || (error.is_io() && !monitor.stop(before));
    let failure = TransportError::new(kind(monitor)).with_source(error);
    if unprocessed { failure.not_sent() } else { failure }
}

/// The error of a request that h2 rejects.
pub(super) fn rejected_request(error: h2::Error, monitor: &Monitor) -> TransportError {
    // Other errors are errors of the connection.
    let is_request = error.reason().is_none() && !error.is_io();
    let kind = if is_request { TransportErrorKind::Unusable } else { kind(monitor) };
    TransportError::new(kind).not_sent().with_source(error)
}

/// Returns true if the server reports that it did not process the request (RFC 9113, 8.7). h2 assigns the error of a
/// GOAWAY only to streams above the last one that the frame names.
fn is_unprocessed(error: &h2::Error) -> bool {
    error.is_remote() && (error.is_go_away() || (error.is_reset() && error.reason() == Some(Reason::REFUSED_STREAM)))
}
