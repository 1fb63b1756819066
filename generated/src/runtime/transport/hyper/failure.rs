//! What an error of hyper means for a call: whether anything of the request may have been sent.

use std::error::Error as StdError;
use std::io;

use h2::Reason;
use hyper_util::client::legacy::Error;

use super::super::{Fault, FaultKind};

/// The fault that an error is. `connected` says whether the request was given to a connection.
pub(super) fn fault(error: Error, connected: bool) -> Fault {
    // After a second try, which follows only if nothing was sent by the first one, `connected` tells of the first.
    if !connected || error.is_connect() {
        let kind = if is_untrusted(&error) { FaultKind::Untrusted } else { FaultKind::Connect };
        return Fault::new(kind).not_sent().with_source(error);
    }
    let sent = !(was_given_back(&error) || was_refused(&error));
    let fault = Fault::new(FaultKind::Interrupted).with_source(error);
    if sent { fault } else { fault.not_sent() }
}

/// Whether the connection had ended before it began with the request. hyper cancels only what it also gives back, and
/// what it gives back was never begun: hyper-util sends it again if the connection came from the pool
/// (`retry_canceled_requests`), and fails otherwise.
fn was_given_back(error: &Error) -> bool {
    find::<hyper::Error>(error).is_some_and(hyper::Error::is_canceled)
}

/// Whether the server says that it has not looked at the request (RFC 9113, 8.7). A GOAWAY says the same of some
/// streams, but h2 does not tell of which.
fn was_refused(error: &Error) -> bool {
    find::<h2::Error>(error)
        .is_some_and(|error| error.is_reset() && error.is_remote() && error.reason() == Some(Reason::REFUSED_STREAM))
}

/// Whether the server, or a proxy, showed a certificate that is not trusted.
fn is_untrusted(error: &Error) -> bool {
    let mut next = error.source();
    while let Some(source) = next {
        if let Some(rustls::Error::InvalidCertificate(_)) = source.downcast_ref() {
            return true;
        }
        // An error of I/O shows what is within it by a method of its own alone.
        next = match source.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(within) => Some(within),
            None => source.source(),
        };
    }
    false
}

/// The first error of a type among the sources of an error.
fn find<E: StdError + 'static>(error: &Error) -> Option<&E> {
    let mut next = error.source();
    while let Some(source) = next {
        if let Some(found) = source.downcast_ref() {
            return Some(found);
        }
        next = source.source();
    }
    None
}
