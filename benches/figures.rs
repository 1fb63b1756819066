//! The figures of the processes that a benchmark runs.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike as _};
use std::time::Instant;

/// The time and memory of processes.
#[derive(Clone, Copy)]
pub struct Figures {
    /// Seconds by the clock.
    pub wall: f64,
    /// Seconds of all processors.
    pub cpu: f64,
    /// The most memory of one process so far, in MiB.
    pub memory: f64,
}

impl Figures {
    /// The figures of the processes that `run` waits for.
    #[expect(clippy::cast_precision_loss, reason = "the figures are small")]
    #[expect(clippy::disallowed_methods, reason = "it measures")]
    pub fn of<T>(run: impl FnOnce() -> T) -> (T, Self) {
        let usage = || getrusage(UsageWho::RUSAGE_CHILDREN).expect("a system reports the usage of its processes");
        let seconds = |time: TimeVal| time.num_microseconds() as f64 / 1e6;
        let cpu = || seconds(usage().user_time()) + seconds(usage().system_time());
        let (before, start) = (cpu(), Instant::now());
        let result = run();
        let wall = start.elapsed().as_secs_f64();
        (result, Self { wall, cpu: cpu() - before, memory: usage().max_rss() as f64 / 1024.0 })
    }

    /// The median of each figure.
    pub fn median(runs: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| {
            let mut figures: Vec<f64> = runs.iter().map(figure).collect();
            figures.sort_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        Self { wall: of(|run| run.wall), cpu: of(|run| run.cpu), memory: of(|run| run.memory) }
    }
}
