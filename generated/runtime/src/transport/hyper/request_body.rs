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
    /// In a box, since a request is moved often, and few have it.
    reported: Option<Box<ReportedProgress>>,
}

/// The progress of a body, and the number of bytes that were sent so far.
struct ReportedProgress {
    progress: Progress,
    sent: u64,
}

impl RequestBody {
    /// The body of a request.
    pub(super) fn of(request: &Request<Bytes>) -> Self {
        let progress = request.extensions().get::<Progress>().cloned();
        let reported = progress.map(|progress| Box::new(ReportedProgress { progress, sent: 0 }));
        Self { bytes: request.body().clone(), reported }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Self { bytes, reported } = &mut *self;
        let Some(ReportedProgress { progress, sent }) = reported.as_deref_mut() else {
            let bytes = std::mem::take(bytes);
            return Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))));
        };
        // The last part is complete when the response is there.
        if *sent > 0 {
            progress.report(*sent);
        }
        let part = bytes.split_to(bytes.len().min(PART));
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
