//! How many retries the callers of a client may make together.

use std::sync::atomic::{AtomicU32, Ordering};

/// What another attempt costs, in parts of which each success gives one back.
const COST: u32 = 10;

/// Another hundred attempts.
const FULL: u32 = 100 * COST;

/// The attempts that a client may still make beyond the first of each call. Each success gives a tenth of one back: a
/// service that fails all calls gets no more than a hundred beyond those that were made anyway, one that fails some gets
/// a tenth more.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(FULL))
    }

    /// Takes another attempt, if there is one left.
    pub(crate) fn take(&self) -> bool {
        let take = |left: u32| left.checked_sub(COST);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// A call succeeded.
    pub(crate) fn give_back(&self) {
        let give = |left: u32| (left < FULL).then_some(left + 1);
        // A full budget stays as it is.
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn it_ends_and_successes_fill_it() {
        let budget = Budget::new();
        budget.give_back();
        let taken = (0..1000).filter(|_| budget.take()).count();
        assert_eq!(taken, 100);
        (0..9).for_each(|_| budget.give_back());
        assert!(!budget.take());
        budget.give_back();
        assert!(budget.take() && !budget.take());
    }
}
