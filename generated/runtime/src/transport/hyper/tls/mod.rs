//! The TLS configuration.

pub(super) mod roots;

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::crypto::CryptoProvider;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use self::roots::RootVerifier;
use crate::{BuildError, BuildErrorKind};

/// A configuration that trusts the extra roots and the platform's. Names its crypto provider, because the process may
/// have no default or another one.
pub(super) fn config(extra_roots: &[Vec<u8>]) -> Result<ClientConfig, BuildError> {
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

/// Sets the ALPN protocols: HTTP/1.1, preceded by HTTP/2 if `http2`.
pub(super) fn offering(mut config: ClientConfig, http2: bool) -> ClientConfig {
    config.alpn_protocols = if http2 { vec![b"h2".to_vec(), b"http/1.1".to_vec()] } else { vec![b"http/1.1".to_vec()] };
    config
}
