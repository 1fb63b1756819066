//! Whether a call still waits for a connection, of which reqwest itself says nothing.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};

use tower_service::Service;

thread_local! {
    /// Whether the last connector that had its turn on this thread waits for its connection.
    static WAITS: Cell<bool> = const { Cell::new(false) };
}

/// Gives a future its turn, and says whether a connector that it drives waits after that for its connection.
///
/// A call that is given a pooled connection while it opens one leaves its connector to the pool, and gives it no more turns.
pub(super) fn poll<F: Future>(future: Pin<&mut F>, context: &mut Context<'_>) -> (Poll<F::Output>, bool) {
    // Calls may be within calls: a connector of the user's may use a client.
    let outer = WAITS.replace(false);
    let poll = future.poll(context);
    (poll, WAITS.replace(outer))
}

/// A connector that says when it waits.
#[derive(Clone)]
pub(super) struct Connector<S>(pub(super) S);

impl<S: Service<R, Future: Unpin>, R> Service<R> for Connector<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = Connecting<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        let poll = self.0.poll_ready(context);
        WAITS.set(poll.is_pending());
        poll
    }

    fn call(&mut self, destination: R) -> Self::Future {
        Connecting(self.0.call(destination))
    }
}

/// A connection that is being opened.
pub(super) struct Connecting<F>(F);

impl<F: Future + Unpin> Future for Connecting<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let poll = Pin::new(&mut self.0).poll(context);
        WAITS.set(poll.is_pending());
        poll
    }
}
