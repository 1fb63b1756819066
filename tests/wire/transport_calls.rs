//! Calls of the default transport itself, without a client.

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dingtalk_client::transport::rustls::crypto::ring::default_provider;
use dingtalk_client::transport::rustls::pki_types::CertificateDer;
use dingtalk_client::transport::rustls::{ClientConfig, RootCertStore};
use dingtalk_client::transport::{
    Bytes, Hyper, HyperBuilder, Limits, Request, Response, Transport, TransportError, TransportErrorKind,
};

/// Generous limits.
pub fn limits() -> Limits {
    Limits::new(Duration::from_secs(20), 1000)
}

/// Limits with one short timeout, for a stopped clock.
pub fn short(set: impl FnOnce(&mut Limits, Duration)) -> Limits {
    let mut limits = limits();
    set(&mut limits, Duration::from_millis(100));
    limits
}

/// A deadline after this time.
pub fn deadline(time: Duration) -> Instant {
    Limits::new(time, 0).deadline
}

/// A transport with these settings, without the platform's certificates, which take long to read.
pub fn hyper(set: impl FnOnce(HyperBuilder) -> HyperBuilder) -> Hyper {
    set(Hyper::builder().tls_config(trusting(None))).build().expect("a transport")
}

/// TLS that trusts only this root.
pub fn trusting(root: Option<&[u8]>) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(root.map(|der| CertificateDer::from(der.to_vec())));
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()));
    let builder = builder.with_safe_default_protocol_versions().expect("versions");
    builder.with_root_certificates(roots).with_no_client_auth()
}

/// A call with a token and a body.
pub async fn call(transport: &Hyper, url: &str, limits: Limits) -> Result<Response<Bytes>, TransportError> {
    let request = Request::post(url).header("x-token", "the-token").body(Bytes::from_static(b"the body"));
    transport.call(request.expect("a request"), limits).await
}

/// The error of a call: its kind, whether anything may have been sent, and the status if a head arrived.
pub fn reported(result: Result<Response<Bytes>, TransportError>) -> (TransportErrorKind, bool, Option<u16>) {
    let error = result.expect_err("an error");
    (error.kind(), error.may_have_been_sent(), error.head().map(|head| head.status.as_u16()))
}

/// An error with its causes.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
