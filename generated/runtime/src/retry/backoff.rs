//! Exponential backoff with jitter.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

/// The pace of retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// After a failure of the network or the service.
    Failed,
    /// After throttling: at least a second, as the service's documentation requires.
    Throttled,
}

impl Pace {
    /// The delay after this many attempts without jitter: doubles each time, up to a maximum.
    pub(crate) fn min_delay(self, attempts: u32) -> Duration {
        let (first, longest) = match self {
            Self::Failed => (Duration::from_millis(100), Duration::from_secs(5)),
            Self::Throttled => (Duration::from_secs(1), Duration::from_secs(20)),
        };
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        first.saturating_mul(doubled).min(longest)
    }

    /// The delay with jitter, so that callers that failed together do not retry together. Never shorter than the
    /// service requests.
    pub(crate) fn delay(self, attempts: u32, requested: Option<Duration>) -> Duration {
        let min_delay = self.min_delay(attempts);
        // Up to 100 % after a failure, which many callers share; 50 % where the delay is already long.
        let spread = if self == Self::Failed { min_delay } else { min_delay / 2 };
        let delay = min_delay.max(requested.unwrap_or_default());
        delay.saturating_add(spread.mul_f64(random()))
    }
}

/// A number from 0 to 1. The keys of hashers differ between threads and between two hashers of a thread, which spreads the
/// delays of callers.
fn random() -> f64 {
    let hash = RandomState::new().hash_one(());
    // Any 32 bits are enough for a delay.
    f64::from((hash >> 32) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Pace;

    fn seconds(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    #[test]
    fn delay_doubles_up_to_a_maximum_with_jitter() {
        for (pace, attempts, min_delay, longest) in [
            (Pace::Failed, 1, 0.1, 0.2),
            (Pace::Failed, 2, 0.2, 0.4),
            (Pace::Failed, u32::MAX, 5.0, 10.0),
            (Pace::Throttled, 1, 1.0, 1.5),
            (Pace::Throttled, 3, 4.0, 6.0),
            (Pace::Throttled, 40, 20.0, 30.0),
        ] {
            let waits: Vec<Duration> = (0..100).map(|_| pace.delay(attempts, None)).collect();
            let is_within = |delay: &Duration| (seconds(min_delay)..=seconds(longest)).contains(delay);
            assert!(waits.iter().all(is_within), "{pace:?} {attempts}: {waits:?}");
            assert!(waits.iter().any(|delay| *delay != waits[0]), "{pace:?} {attempts} is the same for all");
        }
    }

    #[test]
    fn delay_is_at_least_the_requested_one() {
        assert!((7.0..=7.5).contains(&Pace::Throttled.delay(1, Some(seconds(7.0))).as_secs_f64()));
        assert!((7.0..=7.1).contains(&Pace::Failed.delay(1, Some(seconds(7.0))).as_secs_f64()));
        assert!(Pace::Failed.delay(1, Some(Duration::MAX)) == Duration::MAX);
    }
}
