//! TLS: its configuration, and connections with it where the URL requires it.

mod roots;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use http::Uri;
use rustls::client::WebPkiServerVerifier;
use rustls::crypto::CryptoProvider;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, InvalidDnsNameError, ServerName};
use rustls::{ClientConfig, OtherError, RootCertStore};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use self::roots::{MissingRoots, RootVerifier};
use super::super::TransportErrorKind;
use super::HyperBuilder;
use super::connector::BoxError;
use super::proxy::host;
use super::stream::Stream;
use crate::{BuildError, BuildErrorKind};

const HTTP2: &[u8] = b"h2";
const HTTP1: &[u8] = b"http/1.1";

/// The settings of a builder.
#[derive(Clone, Default)]
pub(super) struct TlsSettings {
    extra_roots: Vec<Vec<u8>>,
    config: Option<ClientConfig>,
}

impl HyperBuilder {
    /// Adds root certificates to those of the platform: one in DER, or any number in PEM. Can be called several times.
    #[must_use]
    pub fn extra_root(mut self, certificate: impl AsRef<[u8]>) -> Self {
        self.tls.extra_roots.push(certificate.as_ref().to_vec());
        self
    }

    /// Sets the TLS configuration, instead of the default with the platform's roots.
    ///
    /// Its crypto provider, roots, versions and client certificates apply; the transport sets the ALPN protocols. The
    /// type is that of the re-exported `transport::rustls`.
    #[must_use]
    pub fn tls_config(mut self, config: ClientConfig) -> Self {
        self.tls.config = Some(config);
        self
    }
}

impl TlsSettings {
    /// With `http2`, TLS offers HTTP/2 to servers.
    ///
    /// # Errors
    /// - [`Certificate`](crate::BuildErrorKind::Certificate): an extra root is not a certificate, or there is a
    ///   configuration as well.
    /// - [`Transport`](crate::BuildErrorKind::Transport): TLS cannot be configured.
    pub(super) fn build(self, http2: bool) -> Result<Tls, BuildError> {
        let needs_roots = self.config.is_none();
        let config = match self.config {
            None => config(&self.extra_roots)?,
            Some(config) if self.extra_roots.is_empty() => config,
            Some(_) => return Err(BuildError::certificate("extra roots cannot be combined with a TLS configuration")),
        };
        let offering = |protocols: &[&[u8]]| {
            let mut config = config.clone();
            config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
            TlsConnector::from(Arc::new(config))
        };
        let servers = offering(if http2 { &[HTTP2, HTTP1] } else { &[HTTP1] });
        Ok(Tls { servers, proxies: offering(&[HTTP1]), needs_roots })
    }
}

impl fmt::Debug for TlsSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsSettings")
            .field("extra_roots", &self.extra_roots.len())
            .field("config", &self.config.is_some())
            .finish()
    }
}

/// TLS to servers and proxies.
pub(super) struct Tls {
    servers: TlsConnector,
    proxies: TlsConnector,
    /// True if certificates are verified with the platform's roots.
    needs_roots: bool,
}

impl Tls {
    /// Starts TLS with the server of a URL. Returns whether it chose HTTP/2.
    pub(super) async fn connect_to_server(&self, stream: Stream, uri: &Uri) -> Result<(Stream, bool), BoxError> {
        let stream = handshake(&self.servers, stream, uri).await?;
        let is_http2 = stream.get_ref().1.alpn_protocol() == Some(HTTP2);
        Ok((Box::new(stream), is_http2))
    }

    /// Starts TLS with a proxy.
    pub(super) async fn connect_to_proxy(&self, stream: Stream, uri: &Uri) -> Result<Stream, BoxError> {
        Ok(Box::new(handshake(&self.proxies, stream, uri).await?))
    }

    /// Checks the name of a server or proxy, and does what would block a handshake.
    pub(super) async fn prepare(&self, uri: &Uri) -> Result<(), BoxError> {
        server_name(uri)?;
        if self.needs_roots { roots::preload().await } else { Ok(()) }
    }
}

async fn handshake(connector: &TlsConnector, stream: Stream, uri: &Uri) -> Result<TlsStream<Stream>, BoxError> {
    Ok(connector.connect(server_name(uri)?, stream).await?)
}

fn server_name(uri: &Uri) -> Result<ServerName<'static>, InvalidDnsNameError> {
    ServerName::try_from(host(uri).to_owned())
}

/// The kind of an error, if it is one of TLS.
pub(super) fn error_kind(error: &(dyn Error + 'static)) -> Option<TransportErrorKind> {
    match error.downcast_ref()? {
        rustls::Error::InvalidCertificate(_) => Some(TransportErrorKind::Untrusted),
        rustls::Error::Other(OtherError(other)) if other.is::<MissingRoots>() => Some(TransportErrorKind::MissingRoots),
        _ => None,
    }
}

/// A configuration that trusts the extra roots and the platform's. Names its crypto provider, because the process may
/// have no default or another one.
fn config(extra_roots: &[Vec<u8>]) -> Result<ClientConfig, BuildError> {
    let provider = Arc::new(default_provider());
    let verifier = RootVerifier::new(verifier(extra_roots, &provider)?, provider.signature_verification_algorithms);
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(BuildError::transport)?.dangerous();
    // Safe: `RootVerifier` delegates to webpki and the platform.
    Ok(config.with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth())
}

/// The verifier of the extra roots, if there are any.
fn verifier(
    extra_roots: &[Vec<u8>],
    provider: &Arc<CryptoProvider>,
) -> Result<Option<Arc<WebPkiServerVerifier>>, BuildError> {
    if extra_roots.is_empty() {
        return Ok(None);
    }
    let unusable = |error| BuildError::new(BuildErrorKind::Certificate).with_source(error);
    let mut roots = RootCertStore::empty();
    for text in extra_roots {
        for certificate in certificates(text)? {
            roots.add(certificate).map_err(unusable)?;
        }
    }
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider)).build();
    verifier.map(Some).map_err(BuildError::transport)
}

/// Parses one certificate in DER, or any number in PEM.
fn certificates(text: &[u8]) -> Result<Vec<CertificateDer<'static>>, BuildError> {
    // A DER certificate starts with a byte that PEM cannot start with.
    if text.first() == Some(&0x30) {
        return Ok(vec![CertificateDer::from(text.to_vec())]);
    }
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text).collect();
    match certificates {
        Ok(certificates) if certificates.is_empty() => {
            Err(BuildError::certificate("it contains no certificate in DER or PEM"))
        }
        Ok(certificates) => Ok(certificates),
        Err(error) => Err(BuildError::new(BuildErrorKind::Certificate).with_source(error)),
    }
}
