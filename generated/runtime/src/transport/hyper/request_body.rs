//! The body of a request over HTTP/1.1.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::Request;
use hyper::body::{Body, Frame, SizeHint};

use super::super::{Bytes, Progress};

/// The size of the parts of a body whose progress is reported.
const PART: usize = 64 << 10;

/// A body that is sent as one part, or as several if its progress is reported.
pub(super) struct RequestBody {
    bytes: Bytes,
    sent: u64,
    progress: Option<Progress>,
}

impl RequestBody {
    /// The request with such a body.
    pub(super) fn of(request: Request<Bytes>) -> Request<Self> {
        let progress = request.extensions().get::<Progress>().cloned();
        request.map(|bytes| Self { bytes, sent: 0, progress })
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Self { bytes, sent, progress } = &mut *self;
        // The last part is complete when the response is there.
        if let Some(progress) = progress.as_ref().filter(|_| *sent > 0) {
            progress.report(*sent);
        }
        let part = if progress.is_some() { bytes.split_to(bytes.len().min(PART)) } else { std::mem::take(bytes) };
        *sent += part.len() as u64;
        Poll::Ready((!part.is_empty()).then(|| Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}
