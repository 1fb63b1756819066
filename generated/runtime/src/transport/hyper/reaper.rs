//! Eviction of idle connections.

use std::sync::Weak;

use tokio::time::sleep_until;

use super::pool::HostPool;

/// Closes idle connections of a host for as long as connections are open. If its runtime shuts down, the next release
/// starts another.
pub(super) struct Reaper(pub(super) Weak<HostPool>);

impl Reaper {
    pub(super) async fn run(self) {
        while let Some(next) = self.0.upgrade().and_then(|host| host.evict()) {
            sleep_until(next).await;
        }
    }
}

impl Drop for Reaper {
    fn drop(&mut self) {
        self.0.upgrade().inspect(|host| host.reaper_ended());
    }
}
