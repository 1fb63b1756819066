//! Observability: traces, and a hook for metrics. Traces contain no tokens, secrets or bodies.

mod observer;
mod trace;

pub(super) use self::observer::notify;
pub use self::observer::{Attempt, Dropped, Finished, Observer};
pub(super) use self::trace::{call_span, record_attempt, record_dropped, record_finished};
