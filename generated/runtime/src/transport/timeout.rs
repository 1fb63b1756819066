//! When waiting ends, and what its end is called.

use std::time::Duration;

use tokio::time::Instant;

use super::{FaultKind, Limits};

/// How long to wait for the next thing to happen.
#[derive(Clone, Copy)]
pub(super) struct Patience {
    /// When waiting ends.
    pub(super) end: Instant,
    /// What kind of failure that is.
    pub(super) kind: FaultKind,
}

impl Patience {
    /// Until there is a connection, from now on.
    pub(super) fn for_connection(limits: &Limits) -> Self {
        Self::new(limits, limits.connect_timeout, FaultKind::ConnectTimeout)
    }

    /// Until the head of the answer or the next part of its body is there, from now on.
    pub(super) fn for_next_part(limits: &Limits) -> Self {
        Self::new(limits, limits.read_timeout, FaultKind::ReadTimeout)
    }

    fn new(limits: &Limits, time: Option<Duration>, kind: FaultKind) -> Self {
        let deadline = Instant::from_std(limits.deadline);
        match time.and_then(|time| Instant::now().checked_add(time)) {
            Some(end) if end < deadline => Self { end, kind },
            _ => Self { end: deadline, kind: FaultKind::Deadline },
        }
    }
}
