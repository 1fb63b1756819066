//! Reading a response's body within the limits of its call.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use bytes::BytesMut;
use hyper::body::{Body, Frame};
use tokio::time::{Instant, timeout_at};

use super::timeout::Timeout;
use super::{Bytes, Limits, TransportError, TransportErrorKind};
use crate::clock::poll_once;

/// Reads a body up to the maximum size. Fails at once if the announced length exceeds it. `broken` converts the body's
/// errors.
pub(super) async fn read<B>(
    mut body: B,
    limits: &Limits,
    broken: impl Fn(B::Error) -> TransportError,
) -> Result<Bytes, TransportError>
where
    B: Body<Data = Bytes> + Unpin,
{
    let announced = body.size_hint().lower();
    if usize::try_from(announced).map_or(true, |announced| announced > limits.max_body) {
        return Err(TransportError::new(TransportErrorKind::TooLarge));
    }
    // Most bodies arrive in one part, which is returned without a copy.
    let mut whole = BytesMut::new();
    while let Some(part) = next(&mut body, limits).await? {
        let part = part.map_err(&broken)?;
        if part.len() > limits.max_body - whole.len() {
            return Err(TransportError::new(TransportErrorKind::TooLarge));
        }
        if whole.is_empty() && body.is_end_stream() {
            return Ok(part);
        }
        whole.extend_from_slice(&part);
    }
    Ok(whole.freeze())
}

/// The next part of a body; `None` after the last one.
async fn next<B>(body: &mut B, limits: &Limits) -> Result<Option<Result<Bytes, B::Error>>, TransportError>
where
    B: Body<Data = Bytes> + Unpin,
{
    let timeout = Timeout::for_next_part(limits);
    // A timer is polled only if no data is ready, which may never happen.
    if timeout.end <= Instant::now() {
        return Err(TransportError::new(timeout.kind));
    }
    let mut frame = poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx));
    // A part that is ready needs no timer.
    if let Poll::Ready(frame) = poll_once(&mut frame).await {
        return Ok(frame.map(data));
    }
    let frame = timeout_at(timeout.end, frame).await.map_err(|_| TransportError::new(timeout.kind))?;
    Ok(frame.map(data))
}

/// The data of a frame. Trailers are ignored.
fn data<E>(frame: Result<Frame<Bytes>, E>) -> Result<Bytes, E> {
    Ok(frame?.into_data().unwrap_or_default())
}
