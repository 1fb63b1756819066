//! Stub of `tls` for builds without the feature `tls`: `https` URLs are errors.
#![expect(
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    reason = "the same items as with the feature"
)]

use std::error::Error;
use std::fmt;
use std::future::{Future, ready};
use std::task::{Context, Poll};

use http::Uri;
use tower_service::Service;

use super::super::TransportErrorKind;
use super::connector::{BoxError, Connecting};
use super::proxy::is_tls;
use crate::BuildError;

/// A stream without TLS.
pub(super) type TlsStream<S> = S;

/// Opens the connections of `C`, if the URL requires no TLS.
#[derive(Clone)]
pub(super) struct TlsConnector<C> {
    connect: C,
    https_only: bool,
}

impl<C> TlsConnector<C> {
    /// Makes requests without TLS fail as well.
    pub(super) fn enforce_https(&mut self) {
        self.https_only = true;
    }
}

impl<C> Service<Uri> for TlsConnector<C>
where
    C: Service<Uri, Error = BoxError>,
    C::Response: Send + 'static,
    C::Future: Future<Output = Result<C::Response, BoxError>> + Send + 'static,
{
    type Response = C::Response;
    type Error = BoxError;
    type Future = Connecting<C::Response>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connect.poll_ready(cx)
    }

    fn call(&mut self, destination: Uri) -> Self::Future {
        if is_tls(&destination) {
            return Box::pin(ready(Err(RequiresTls.into())));
        }
        if self.https_only {
            return Box::pin(ready(Err("plain HTTP is not allowed".into())));
        }
        Box::pin(self.connect.call(destination))
    }
}

/// No settings.
#[derive(Clone, Debug, Default)]
pub(super) struct TlsSettings {}

impl TlsSettings {
    pub(super) fn build(self) -> Result<Tls, BuildError> {
        Ok(Tls)
    }
}

/// No TLS.
#[derive(Clone)]
pub(super) struct Tls;

impl Tls {
    pub(super) fn connector<C>(&self, connect: C, _: bool) -> TlsConnector<C> {
        TlsConnector { connect, https_only: false }
    }

    pub(super) async fn prepare(&self) -> Result<(), BoxError> {
        Err(RequiresTls.into())
    }
}

/// The error of an `https` URL.
#[derive(Debug)]
struct RequiresTls;

impl fmt::Display for RequiresTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an https URL requires the feature `tls`")
    }
}

impl Error for RequiresTls {}

/// The kind of an error, if it is one of TLS.
pub(super) fn error_kind(error: &(dyn Error + 'static)) -> Option<TransportErrorKind> {
    error.is::<RequiresTls>().then_some(TransportErrorKind::Unusable)
}
