//! Stub of `tls` for builds without the feature `tls`: `https` URLs are errors.
#![expect(
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    reason = "the same items as with the feature"
)]

use std::error::Error;
use std::fmt;

use http::Uri;

use super::super::TransportErrorKind;
use super::connector::BoxError;
use super::stream::Stream;
use crate::BuildError;

/// No settings.
#[derive(Clone, Debug, Default)]
pub(super) struct TlsSettings {}

impl TlsSettings {
    pub(super) fn build(self, _: bool) -> Result<Tls, BuildError> {
        Ok(Tls)
    }
}

/// No TLS.
pub(super) struct Tls;

impl Tls {
    pub(super) async fn prepare(&self, _: &Uri) -> Result<(), BoxError> {
        Err(RequiresTls.into())
    }

    pub(super) async fn connect_to_server(&self, _: Stream, _: &Uri) -> Result<(Stream, bool), BoxError> {
        Err(RequiresTls.into())
    }

    pub(super) async fn connect_to_proxy(&self, _: Stream, _: &Uri) -> Result<Stream, BoxError> {
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
