//! Observability: traces, and a hook for metrics. Traces contain no tokens, secrets or bodies.

mod observer;
mod trace;

pub(super) use self::observer::notify;
pub use self::observer::{Attempt, Dropped, Finished, Observer};
pub(super) use self::trace::record_dropped;
pub use self::trace::{TraceFields, Traces};
