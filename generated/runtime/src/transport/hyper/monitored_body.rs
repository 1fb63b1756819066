//! Accounting of response bodies.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use hyper::body::{Body, Frame, SizeHint};

use super::super::Bytes;
use super::monitor::Monitor;

/// A body that reports its bytes to the monitor of its connection.
pub(super) struct MonitoredBody<B> {
    body: B,
    monitor: Arc<Monitor>,
}

impl<B> MonitoredBody<B> {
    pub(super) fn new(body: B, monitor: &Arc<Monitor>) -> Self {
        Self { body, monitor: Arc::clone(monitor) }
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for MonitoredBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        if let Some(Ok(frame)) = &frame {
            self.monitor.received(frame.data_ref().map_or(0, Bytes::len));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
