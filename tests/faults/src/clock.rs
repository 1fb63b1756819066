//! Clocks for tests, independent of the machine's: paused, or stopped and advanced with network traffic.
#![expect(clippy::disallowed_methods, reason = "the only place where tests wait; it refuses to by a clock that runs")]

use crate::loopback::RoundTrips;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use tokio::task::{AbortHandle, spawn_blocking};
use tokio::time::{self, Instant};

/// The step of a ticking clock.
const TICK: Duration = Duration::from_millis(1);

/// Tokio's timers fire late by up to this, and never early.
const GRANULARITY: Duration = Duration::from_millis(1);

/// Tokio's clock, stopped while this value lives.
///
/// A paused clock jumps to the next timer whenever its runtime is idle, even while bytes are in transit through a
/// socket. This one moves only when the test [advances](Self::advance) it, or with each round trip over loopback if it
/// [ticks](Self::ticking): a busy machine slows both down, so 100 ms always suffice for an exchange.
#[must_use = "the clock runs again once this is dropped"]
pub struct Clock {
    /// A paused clock does not jump while a blocking task runs, and this one runs until the sender is dropped.
    _held: Sender<()>,
    ticker: Option<AbortHandle>,
}

impl Clock {
    /// Stops the clock.
    ///
    /// # Panics
    /// Panics if the runtime has several threads or its clock is already paused.
    pub fn stop() -> Self {
        let (held, dropped) = channel();
        time::pause();
        spawn_blocking(move || dropped.recv());
        Self { _held: held, ticker: None }
    }

    /// Stops the clock, and advances it by a millisecond for each round trip of a byte over loopback.
    ///
    /// # Panics
    /// Panics like [`stop`](Self::stop), or if the loopback is unavailable.
    pub async fn ticking() -> Self {
        let mut clock = Self::stop();
        let mut round_trips = RoundTrips::open().await;
        let ticker = tokio::spawn(async move {
            loop {
                round_trips.make_one().await;
                time::advance(TICK).await;
            }
        });
        clock.ticker = Some(ticker.abort_handle());
        clock
    }

    /// Advances the clock, so that timers of up to this duration have fired.
    pub async fn advance(&self, time: Duration) {
        time::advance(time + GRANULARITY).await;
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        if let Some(ticker) = &self.ticker {
            ticker.abort();
        }
        time::resume();
    }
}

/// Sleeps on a paused or stopped clock.
///
/// # Panics
/// Panics if the clock runs.
pub async fn sleep(time: Duration) {
    assert_paused();
    time::sleep(time).await;
}

/// Measures a future, in seconds of a paused or stopped clock.
///
/// # Panics
/// Panics if the clock runs.
pub async fn timed<T>(future: impl Future<Output = T>) -> (T, f64) {
    assert_paused();
    let start = Instant::now();
    let value = future.await;
    (value, start.elapsed().as_secs_f64())
}

/// Only a running clock changes with the machine's.
fn assert_paused() {
    let (real, shown) = (std::time::Instant::now(), Instant::now());
    while std::time::Instant::now() == real {}
    assert_eq!(Instant::now(), shown, "the clock runs: this test depends on how fast the machine is");
}
