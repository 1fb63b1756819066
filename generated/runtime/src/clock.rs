//! Waiting. It takes tokio's timers, so only a call within a tokio runtime can wait.

use std::future::Future;

use tokio::runtime::Handle;
use tokio::time::{Instant, sleep_until, timeout_at};

/// Whether there is a runtime to wait in. There is none around a transport of the user's own, in an executor of its own.
pub(super) fn can_wait() -> bool {
    Handle::try_current().is_ok()
}

/// What a future gives by a deadline. Where nothing can wait, there is no deadline.
pub(super) async fn by<F: Future>(deadline: Instant, future: F) -> Option<F::Output> {
    if can_wait() { timeout_at(deadline, future).await.ok() } else { Some(future.await) }
}

/// Waits, where that is possible.
pub(super) async fn until(deadline: Instant) {
    if can_wait() {
        sleep_until(deadline).await;
    }
}
