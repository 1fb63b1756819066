//! The retry budget of a client.

use std::sync::atomic::{AtomicU32, Ordering};

/// The cost of a retry. Each success returns 1.
const RETRY_COST: u32 = 10;

/// The capacity: a hundred retries.
const CAPACITY: u32 = 100 * RETRY_COST;

/// A token bucket for retries, shared by all calls of a client. Each success refills a tenth of a retry: a service that
/// fails every call gets at most a hundred retries, one that fails some calls gets 10 % more requests.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

impl RetryBudget {
    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }

    /// Withdraws a retry. Returns whether there was one left.
    pub(crate) fn take(&self) -> bool {
        let take = |left: u32| left.checked_sub(RETRY_COST);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// Refills the bucket after a success.
    pub(crate) fn refill(&self) {
        let give = |left: u32| (left < CAPACITY).then_some(left + 1);
        // An error means that the bucket is full.
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::RetryBudget;

    #[test]
    fn is_exhausted_and_refilled_by_successes() {
        let budget = RetryBudget::new();
        budget.refill();
        let taken = (0..1000).filter(|_| budget.take()).count();
        assert_eq!(taken, 100);
        (0..9).for_each(|_| budget.refill());
        assert!(!budget.take());
        budget.refill();
        assert!(budget.take() && !budget.take());
    }
}
