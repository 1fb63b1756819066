//! Time in tests, which never is that of the machine: a paused clock, or a stopped one that ticks with the network.
#![expect(clippy::disallowed_methods, reason = "the only place where tests wait; it refuses to by a clock that runs")]

use crate::loopback::RoundTrips;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use tokio::task::{AbortHandle, spawn_blocking};
use tokio::time::{self, Instant};

/// What a ticking clock moves on by.
const TICK: Duration = Duration::from_millis(1);

/// Tokio's timers are late by up to this, and never early.
const GRANULARITY: Duration = Duration::from_millis(1);

/// Tokio's clock, stopped while this value lives.
///
/// A paused clock jumps to the next timer whenever its runtime is idle, even while bytes are on their way through a
/// socket. This one moves only when the test [advances](Self::advance) it, or with each round trip over loopback if it
/// [ticks](Self::ticking): a busy machine makes both slower, so a time of 100 ms is always enough for an exchange.
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
    /// The runtime has several threads, or its clock is paused already.
    pub fn stop() -> Self {
        let (held, dropped) = channel();
        time::pause();
        spawn_blocking(move || dropped.recv());
        Self { _held: held, ticker: None }
    }

    /// Stops the clock, and moves it on by a millisecond for each round trip of a byte over loopback.
    ///
    /// # Panics
    /// As [`stop`](Self::stop), or if the loopback cannot be used.
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

    /// Moves the clock on, so that timers of up to this time are over.
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

/// Waits by a clock that is paused or stopped.
///
/// # Panics
/// The clock runs.
pub async fn sleep(time: Duration) {
    assert_paused();
    time::sleep(time).await;
}

/// How long something takes, in seconds of a clock that is paused or stopped.
///
/// # Panics
/// The clock runs.
pub async fn timed<T>(future: impl Future<Output = T>) -> (T, f64) {
    assert_paused();
    let start = Instant::now();
    let value = future.await;
    (value, start.elapsed().as_secs_f64())
}

/// Only a clock that runs shows another time once the machine's does.
fn assert_paused() {
    let (real, shown) = (std::time::Instant::now(), Instant::now());
    while std::time::Instant::now() == real {}
    assert_eq!(Instant::now(), shown, "the clock runs: this test depends on how fast the machine is");
}
