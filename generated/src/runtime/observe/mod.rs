//! What can be seen of calls from outside: traces, and a hook for metrics. Neither is ever shown a token, a secret or a body.

mod observer;
mod trace;

pub use self::observer::{Attempt, Finished, Observer};
pub(super) use self::trace::{call_span, record_attempt, record_finished};
