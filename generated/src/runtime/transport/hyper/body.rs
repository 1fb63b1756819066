//! Reading the body of an answer within the limits of its call.

use bytes::BytesMut;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use tokio::time::{Instant, timeout_at};

use super::super::{Bytes, Fault, FaultKind, Limits};
use super::patience::Patience;

/// Reads a body up to a bound. One that announces more is not read at all.
pub(super) async fn read(mut body: Incoming, limits: &Limits) -> Result<Bytes, Fault> {
    let announced = body.size_hint().lower();
    if usize::try_from(announced).map_or(true, |announced| announced > limits.max_body) {
        return Err(Fault::new(FaultKind::TooLarge));
    }
    let mut whole = BytesMut::new();
    while let Some(part) = next(&mut body, limits).await? {
        if part.len() > limits.max_body - whole.len() {
            return Err(Fault::new(FaultKind::TooLarge));
        }
        whole.extend_from_slice(&part);
    }
    Ok(whole.freeze())
}

/// The next part of a body; `None` after the last one.
async fn next(body: &mut Incoming, limits: &Limits) -> Result<Option<Bytes>, Fault> {
    let patience = Patience::for_next_part(limits);
    // A timer is looked at only when there is nothing to read, which may never be so.
    if patience.end <= Instant::now() {
        return Err(Fault::new(patience.kind));
    }
    match timeout_at(patience.end, body.frame()).await {
        // Trailers are left out.
        Ok(Some(Ok(frame))) => Ok(Some(frame.into_data().unwrap_or_default())),
        Ok(Some(Err(error))) => Err(Fault::new(FaultKind::Interrupted).with_source(error)),
        Ok(None) => Ok(None),
        Err(_) => Err(Fault::new(patience.kind)),
    }
}
