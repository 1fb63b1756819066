//! Measures how the cost of an operation grows with its input, by the CPU time of the test's thread. Other load on the
//! machine does not count.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Allowed factor for eight times the input: more than linear growth needs, and far less than the 64 of quadratic
/// growth.
const MAX_FACTOR: u32 = 32;

/// Shorter measurements are rounded up to this.
const MIN_MEASURED: Duration = Duration::from_millis(2);

/// Asserts that CPU time grows about linearly. `long` is `short` with eight times the input.
pub(crate) fn assert_linear(what: &str, short: impl Fn(), long: impl Fn()) {
    let (short, long) = (least_work(short).max(MIN_MEASURED), least_work(long));
    assert!(long < MAX_FACTOR * short, "{what}: eight times the input takes {long:?} in place of {short:?}");
}

/// Minimum of three runs: the first one fills the caches.
fn least_work(run: impl Fn()) -> Duration {
    let work = |()| {
        let start = processor_time();
        run();
        processor_time().saturating_sub(start)
    };
    [(); 3].map(work).into_iter().min().unwrap_or_default()
}

fn processor_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().expect("time since the thread began")
}
