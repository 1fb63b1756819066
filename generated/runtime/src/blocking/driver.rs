//! The runtime of a blocking client: sockets and timers on a thread of its own, the call on the thread that waits for it.

use std::future::Future;

use tokio::runtime::{Builder, Runtime};
use tokio::task::coop::unconstrained;

use crate::BuildError;

/// Runs what calls leave behind, such as pooled connections, for as long as there is a client.
pub(super) struct Driver {
    /// Only `drop` takes it.
    runtime: Option<Runtime>,
}

impl Driver {
    /// Starts the thread.
    pub(super) fn start() -> Result<Self, BuildError> {
        let mut builder = Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).thread_name("dingtalk-client").enable_all().build();
        Ok(Self { runtime: Some(runtime.map_err(BuildError::runtime)?) })
    }

    /// Waits for a future on this thread, with the driver's runtime around it.
    ///
    /// `Runtime::block_on` would panic in the midst of another runtime.
    pub(super) fn wait_for<F: Future>(&self, future: F) -> F::Output {
        let _entered = self.runtime.as_ref().map(Runtime::enter);
        // A task around this call has a budget of steps, of which it gets a new one only when it yields. It does not while
        // it waits here.
        pollster::block_on(unconstrained(future))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Dropping a runtime waits for its threads, which panics in async code.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
