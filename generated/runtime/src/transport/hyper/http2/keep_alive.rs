//! Keep-alive over HTTP/2: pings a silent connection, and closes it if it stays silent.

use std::task::{Context, Poll};
use std::time::Duration;

use h2::{Ping, PingPong};
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::super::monitor::Monitor;

/// The interval of checks of a connection with requests. After two silent intervals it is pinged, and after a third it
/// is closed: within a call's default deadline.
const TICK: Duration = Duration::from_secs(5);
const SILENT_TICKS: u32 = 2;

/// Detects dead connections.
pub(super) struct KeepAlive {
    pings: Option<PingPong>,
    ticks: Interval,
    silent: u32,
    /// The number of bytes read at the last tick.
    read: u64,
}

impl KeepAlive {
    pub(super) fn new(pings: Option<PingPong>) -> Self {
        let mut ticks = interval(TICK);
        // After a suspended process resumes, the server gets its time as well.
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { pings, ticks, silent: 0, read: 0 }
    }

    /// Ready once the connection must be closed.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, monitor: &Monitor) -> Poll<()> {
        if let Some(pings) = &mut self.pings {
            // Only to allow the next ping: any data counts as a sign of life.
            drop(pings.poll_pong(cx));
        }
        while self.ticks.poll_tick(cx).is_ready() {
            let read = monitor.read();
            if read != self.read || !monitor.is_awaited() {
                (self.read, self.silent) = (read, 0);
                continue;
            }
            self.silent += 1;
            if self.silent > SILENT_TICKS {
                return Poll::Ready(());
            }
            if let (SILENT_TICKS, Some(pings)) = (self.silent, &mut self.pings) {
                // Fails if a ping is in progress.
                pings.send_ping(Ping::opaque()).ok();
            }
        }
        Poll::Pending
    }
}
