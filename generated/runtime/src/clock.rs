//! Timers. They are Tokio's, so only a call within a Tokio runtime can wait.

use std::future::Future;

use tokio::runtime::Handle;
use tokio::time::{Instant, sleep_until, timeout_at};

/// Returns true if there is a Tokio runtime. A custom transport may run on another executor, without one.
pub(super) fn can_wait() -> bool {
    Handle::try_current().is_ok()
}

/// Awaits a future until the deadline. Without a Tokio runtime the deadline is ignored.
pub(super) async fn by<F: Future>(deadline: Instant, future: F) -> Option<F::Output> {
    if can_wait() { timeout_at(deadline, future).await.ok() } else { Some(future.await) }
}

/// Sleeps until the deadline. Returns at once without a Tokio runtime.
pub(super) async fn until(deadline: Instant) {
    if can_wait() {
        sleep_until(deadline).await;
    }
}
