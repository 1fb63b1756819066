//! Timers and deadlines. Timers are Tokio's, so only a call within a Tokio runtime can wait.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

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

/// Polls a future once.
pub(super) async fn poll_once<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    poll_fn(|cx| Poll::Ready(Pin::new(&mut *future).poll(cx))).await
}

/// Sleeps until the deadline. Returns at once without a Tokio runtime.
pub(super) async fn until(deadline: Instant) {
    if can_wait() {
        sleep_until(deadline).await;
    }
}

/// The number of steps between two checks of the clock.
const CHECK_INTERVAL: u32 = 4096;

/// The deadline of a computation in many small steps. The clock is read only once in a while.
#[derive(Clone, Copy, Debug)]
pub(super) struct StepDeadline {
    /// `None` for no deadline.
    deadline: Option<Instant>,
    /// The number of steps until the next check of the clock.
    until_check: u32,
}

impl StepDeadline {
    pub(super) fn new(deadline: Option<Instant>) -> Self {
        Self { deadline, until_check: CHECK_INTERVAL }
    }

    /// Counts a step. Returns true if the deadline has passed, and then again for every further step.
    #[inline]
    pub(super) fn has_passed(&mut self) -> bool {
        self.until_check -= 1;
        self.until_check == 0 && self.check()
    }

    #[cold]
    fn check(&mut self) -> bool {
        let has_passed = self.deadline.is_some_and(|deadline| deadline <= Instant::now());
        self.until_check = if has_passed { 1 } else { CHECK_INTERVAL };
        has_passed
    }
}
