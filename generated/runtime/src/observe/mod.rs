//! What can be seen of calls from outside: traces, and a hook for metrics. Traces never hold a token, a secret or a body.

mod observer;
mod trace;

pub(super) use self::observer::notify;
pub use self::observer::{Attempt, Dropped, Finished, Observer};
pub(super) use self::trace::{call_span, record_attempt, record_dropped, record_finished};
