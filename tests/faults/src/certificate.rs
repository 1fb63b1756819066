//! Self-signed certificates for TLS servers.

use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};

/// A self-signed certificate.
pub struct Certificate {
    der: CertificateDer<'static>,
    server: ServerConfig,
}

impl Certificate {
    /// Generates a certificate for a host.
    ///
    /// # Panics
    /// Panics if the name is invalid.
    #[must_use]
    pub fn generate(host: &str) -> Self {
        let generated = rcgen::generate_simple_self_signed([host.to_owned()]).expect("a certificate");
        let (der, key) =
            (generated.cert.der().clone(), PrivatePkcs8KeyDer::from(generated.signing_key.serialize_der()));
        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()));
        let builder = builder.with_safe_default_protocol_versions().expect("versions").with_no_client_auth();
        let server = builder.with_single_cert(vec![der.clone()], key.into()).expect("a key");
        Self { der, server }
    }

    /// The certificate as DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate as PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        let text = BASE64_STANDARD.encode(&self.der);
        format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
    }

    /// Accepts TLS connections with one of these protocols.
    #[must_use]
    pub fn acceptor(&self, protocols: &[&str]) -> TlsAcceptor {
        let mut server = self.server.clone();
        server.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        TlsAcceptor::from(Arc::new(server))
    }

    /// A configuration of clients that trust only this certificate.
    #[must_use]
    pub fn trusted(&self) -> ClientConfig {
        trust([self.der.clone()])
    }
}

/// A configuration of clients that trust only these certificates.
///
/// # Panics
/// Panics if the default versions of TLS are unavailable.
pub fn trust(roots: impl IntoIterator<Item = CertificateDer<'static>>) -> ClientConfig {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots);
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()));
    let builder = builder.with_safe_default_protocol_versions().expect("versions");
    builder.with_root_certificates(store).with_no_client_auth()
}
