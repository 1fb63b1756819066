//! Stub of `http2` for builds without the feature `http2`: no connection uses HTTP/2.
#![expect(clippy::unused_async, reason = "the same items as with the feature")]

use std::sync::{Arc, Weak};

use http::{Request, Response};
use tokio::time::Instant;

use super::super::{Bytes, Limits, TransportError};
use super::connector::BoxError;
use super::monitor::Monitor;
use super::pool::{ConnectionSlot, HostPool};
use super::stream::Stream;

/// A connection. Uninhabited.
pub(super) enum Http2 {}

/// A permit for a stream. Uninhabited.
pub(super) enum StreamPermit {}

impl Http2 {
    /// Fails. TLS does not offer HTTP/2, so no server negotiates it.
    pub(super) async fn handshake(
        _: Stream,
        _: Arc<Monitor>,
        _: ConnectionSlot,
        _: Weak<HostPool>,
    ) -> Result<Arc<Self>, BoxError> {
        Err("HTTP/2 requires the feature `http2`".into())
    }

    pub(super) fn reserve(self: &Arc<Self>, _: &Arc<HostPool>) -> Option<StreamPermit> {
        match **self {}
    }

    pub(super) fn has_ended(&self) -> bool {
        match *self {}
    }

    pub(super) fn is_retired(&self) -> bool {
        match *self {}
    }

    pub(super) fn idle_since(&self) -> Option<Instant> {
        match *self {}
    }
}

impl StreamPermit {
    pub(super) async fn exchange(
        &mut self,
        _: &mut Request<Bytes>,
        _: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        match *self {}
    }
}
