//! Classification of errors: their kind, and whether the request may have been sent.

use std::error::Error as StdError;
use std::io;

use socket2::{Domain, Socket, Type};

use super::super::{TransportError, TransportErrorKind};
use super::connector::BoxError;
use super::monitor::Monitor;
use super::tls;

/// The error of a connection that could not be opened.
pub(super) fn connect_error(error: BoxError) -> TransportError {
    let kind = causes(&*error).find_map(tls::error_kind).unwrap_or(TransportErrorKind::Connect);
    TransportError::new(kind).not_sent().with_source(error)
}

/// The error of an HTTP/1.1 connection. `sent` is whether anything was written since it took the request.
pub(super) fn http1_error(error: hyper::Error, sent: bool, monitor: &Monitor) -> TransportError {
    if error.is_parse_too_large() {
        return head_too_large();
    }
    let failure = TransportError::new(kind(monitor)).with_source(error);
    if sent { failure } else { failure.not_sent() }
}

/// The error of an incomplete body.
pub(super) fn body_error(error: impl Into<BoxError>, monitor: &Monitor) -> TransportError {
    TransportError::new(kind(monitor)).with_source(error)
}

/// The error of a response with a head that is too large.
pub(super) fn head_too_large() -> TransportError {
    let limit = super::MAX_HEAD >> 10;
    let reason = format!("its head has more than {} fields or {limit} KiB", super::MAX_FIELDS);
    TransportError::new(TransportErrorKind::TooLarge).with_source(reason)
}

/// The kind of an error of an open connection.
pub(super) fn kind(monitor: &Monitor) -> TransportErrorKind {
    if monitor.is_exhausted() { TransportErrorKind::TooLarge } else { TransportErrorKind::Interrupted }
}

/// Returns true if a connection may have failed because the process or system has run out of file descriptors.
pub(super) fn is_out_of_descriptors(error: &BoxError) -> bool {
    let mut codes = causes(&**error).filter_map(|cause| cause.downcast_ref());
    // Not every library passes the system's error on.
    codes.any(is_exhaustion) || lacking_descriptors().is_some()
}

/// The system's error, if no file descriptor is available now.
pub(super) fn lacking_descriptors() -> Option<io::Error> {
    Socket::new(Domain::IPV4, Type::STREAM, None).err().filter(is_exhaustion)
}

/// `EMFILE` and `ENFILE`, or `WSAEMFILE`.
fn is_exhaustion(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[10024] } else { &[24, 23] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

/// An error and its sources.
fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| {
        let error: &'a (dyn StdError + 'static) = *error;
        // `io::Error` exposes its inner error through `get_ref` alone.
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(within) => Some(within),
            None => error.source(),
        }
    })
}
