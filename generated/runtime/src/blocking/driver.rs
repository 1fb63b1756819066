//! The runtime of a blocking client. Sockets and timers run on its thread, the call on the thread that waits for it.

use std::future::Future;

use tokio::runtime::{Builder, Runtime};
use tokio::task::coop::unconstrained;

use crate::BuildError;

/// Drives the pooled connections and other background tasks for as long as the client exists.
pub(super) struct Driver {
    /// `None` only during `drop`.
    runtime: Option<Runtime>,
}

impl Driver {
    /// Starts the runtime's thread, which has this name.
    pub(super) fn start(name: &str) -> Result<Self, BuildError> {
        let mut builder = Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).thread_name(name).enable_all().build();
        Ok(Self { runtime: Some(runtime.map_err(BuildError::runtime)?) })
    }

    /// Blocks on a future in the context of the driver's runtime.
    ///
    /// `Runtime::block_on` would panic inside another runtime.
    pub(super) fn wait_for<F: Future>(&self, future: F) -> F::Output {
        let _entered = self.runtime.as_ref().map(Runtime::enter);
        // An enclosing Tokio task has a cooperative budget, which is refilled only when that task yields. It does not
        // yield while it blocks here.
        pollster::block_on(unconstrained(future))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Dropping a runtime blocks on its threads, which panics in async code.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
