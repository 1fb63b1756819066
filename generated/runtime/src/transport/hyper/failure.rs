//! What an error means for a call: its kind, and whether anything of the request may have been sent.

use std::error::Error as StdError;
use std::io;

use h2::Reason;
use rustls::OtherError;
use socket2::{Domain, Socket, Type};

use super::super::{TransportError, TransportErrorKind};
use super::connector::BoxError;
use super::monitor::Monitor;
use super::roots::MissingRoots;

/// The failure of a connection that was not opened.
pub(super) fn of_connecting(error: BoxError) -> TransportError {
    let kind = causes(&*error).find_map(unverified).unwrap_or(TransportErrorKind::Connect);
    TransportError::new(kind).not_sent().with_source(error)
}

/// The failure of an HTTP/1.1 connection that failed. `sent` says whether anything was written since it was given the
/// request.
pub(super) fn of_http1(error: hyper::Error, sent: bool, monitor: &Monitor) -> TransportError {
    if error.is_parse_too_large() {
        return head_too_large();
    }
    let failure = TransportError::new(kind(monitor)).with_source(error);
    if sent { failure } else { failure.not_sent() }
}

/// The failure of an HTTP/2 stream that failed, or whose connection did.
pub(super) fn of_http2(error: h2::Error, before: u64, monitor: &Monitor) -> TransportError {
    // The errors of a frame concern the stream alone. Any other ends the connection, which may still have something to
    // write.
    let unprocessed = is_unprocessed(&error) || (error.is_io() && !monitor.stop(before));
    let failure = TransportError::new(kind(monitor)).with_source(error);
    if unprocessed { failure.not_sent() } else { failure }
}

/// The failure of a request that h2 does not take.
pub(super) fn of_refused_by_h2(error: h2::Error, monitor: &Monitor) -> TransportError {
    // Other errors are those of the connection.
    let is_request = error.reason().is_none() && !error.is_io();
    let kind = if is_request { TransportErrorKind::Unusable } else { kind(monitor) };
    TransportError::new(kind).not_sent().with_source(error)
}

/// The failure of a body that broke off.
pub(super) fn of_body(error: impl Into<BoxError>, monitor: &Monitor) -> TransportError {
    TransportError::new(kind(monitor)).with_source(error)
}

/// The failure of a response whose head exceeds the limits.
pub(super) fn head_too_large() -> TransportError {
    let limit = super::MAX_HEAD >> 10;
    let why = format!("its head has more than {} fields or {limit} KiB", super::MAX_FIELDS);
    TransportError::new(TransportErrorKind::TooLarge).with_source(why)
}

fn kind(monitor: &Monitor) -> TransportErrorKind {
    if monitor.is_exhausted() { TransportErrorKind::TooLarge } else { TransportErrorKind::Interrupted }
}

/// Whether the server says that it has not processed the request (RFC 9113, 8.7). h2 gives a stream the error of a GOAWAY
/// only if the stream is above the last one that the frame names.
fn is_unprocessed(error: &h2::Error) -> bool {
    error.is_remote() && (error.is_go_away() || (error.is_reset() && error.reason() == Some(Reason::REFUSED_STREAM)))
}

/// Whether a connection may have failed because the process or the system has no file descriptors left.
pub(super) fn is_out_of_descriptors(error: &BoxError) -> bool {
    let mut codes = causes(&**error).filter_map(|cause| cause.downcast_ref());
    // Not every error says so: that of a lookup is the same as for a name that does not exist.
    codes.any(is_exhaustion) || lacking_descriptors().is_some()
}

/// The error of the system if there is no file descriptor now.
pub(super) fn lacking_descriptors() -> Option<io::Error> {
    Socket::new(Domain::IPV4, Type::STREAM, None).err().filter(is_exhaustion)
}

/// `EMFILE` and `ENFILE`, or `WSAEMFILE`.
fn is_exhaustion(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[10024] } else { &[24, 23] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

/// What kind of failure an error is if the certificate of the server, or of a proxy, was not verified.
fn unverified(error: &(dyn StdError + 'static)) -> Option<TransportErrorKind> {
    match error.downcast_ref()? {
        rustls::Error::InvalidCertificate(_) => Some(TransportErrorKind::Untrusted),
        rustls::Error::Other(OtherError(other)) if other.is::<MissingRoots>() => Some(TransportErrorKind::MissingRoots),
        _ => None,
    }
}

/// An error and all that is underneath.
fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| {
        let error: &'a (dyn StdError + 'static) = *error;
        // An error of I/O shows what is within it by a method of its own alone.
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(within) => Some(within),
            None => error.source(),
        }
    })
}
