//! When waiting ends, and what its end is called.

use std::time::Duration;

use tokio::time::Instant;

use super::{Limits, TransportErrorKind};

/// How long to wait for the next thing to happen.
#[derive(Clone, Copy)]
pub(super) struct Timeout {
    /// When waiting ends.
    pub(super) end: Instant,
    /// What kind of failure that is.
    pub(super) kind: TransportErrorKind,
}

impl Timeout {
    /// Until there is a connection, from now on.
    pub(super) fn for_connection(limits: &Limits) -> Self {
        Self::new(limits, limits.connect_timeout, TransportErrorKind::ConnectTimeout)
    }

    /// Until the head of the response or the next part of its body is there, from now on.
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
