//! Timeouts of the steps of a request.

use std::time::Duration;

use tokio::time::Instant;

use super::{Limits, TransportErrorKind};

/// The end of a wait, and the error that it causes.
#[derive(Clone, Copy)]
pub(super) struct Timeout {
    /// The time at which the wait ends.
    pub(super) end: Instant,
    /// The kind of the error.
    pub(super) kind: TransportErrorKind,
}

impl Timeout {
    /// The timeout for getting a connection, from now on.
    pub(super) fn for_connection(limits: &Limits) -> Self {
        Self::new(limits, limits.connect_timeout, TransportErrorKind::ConnectTimeout)
    }

    /// The timeout for the response's head or the next part of its body, from now on.
    pub(super) fn for_next_part(limits: &Limits) -> Self {
        Self::new(limits, limits.read_timeout, TransportErrorKind::ReadTimeout)
    }

    fn new(limits: &Limits, time: Option<Duration>, kind: TransportErrorKind) -> Self {
        let deadline = Instant::from_std(limits.deadline);
        match time.and_then(|time| Instant::now().checked_add(time)) {
            Some(end) if end < deadline => Self { end, kind },
            _ => Self { end: deadline, kind: TransportErrorKind::Deadline },
        }
    }
}
