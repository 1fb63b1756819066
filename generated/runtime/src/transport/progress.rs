//! Progress of sending a request's body.

use std::fmt;
use std::sync::Arc;

/// Receives the number of bytes of a request's body that were handed to the connection so far.
///
/// A request has it in its [extensions](http::Request::extensions). A transport may ignore it.
#[derive(Clone)]
pub struct Progress(Arc<dyn Fn(u64) + Send + Sync>);

impl Progress {
    /// Creates progress that calls `report`, which must return soon.
    pub fn new(report: impl Fn(u64) + Send + Sync + 'static) -> Self {
        Self(Arc::new(report))
    }

    /// Reports a number of bytes.
    pub fn report(&self, bytes: u64) {
        (self.0)(bytes);
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress").finish_non_exhaustive()
    }
}
