//! How the work of tests grows with its input. Work is processor time of the test's thread: what else the machine does is
//! no part of it.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Eight times the input may be this much more work: some more than eight times, and far less than the 64 times of what
/// compares all with all.
const MAX_FACTOR: u32 = 32;

/// Work that is too little to be measured counts as this much.
const MIN_MEASURED: Duration = Duration::from_millis(2);

/// Checks that work grows about as its input does. `long` is what `short` is, with eight times the input.
pub(crate) fn assert_linear(what: &str, short: impl Fn(), long: impl Fn()) {
    let (short, long) = (least_work(short).max(MIN_MEASURED), least_work(long));
    assert!(long < MAX_FACTOR * short, "{what}: eight times the input takes {long:?} in place of {short:?}");
}

/// The least of three: caches are cold at first, and a processor may have to share them.
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
