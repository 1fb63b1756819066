//! Verification of certificates: with extra roots, then with the platform's.

use std::env;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring::default_provider;
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, SignatureScheme};
use rustls_platform_verifier::Verifier;
use tokio::sync::watch;

use super::super::connector::BoxError;
use super::super::failure;

/// The platform's verifier, shared by the process.
static PLATFORM: OnceLock<Arc<Verifier>> = OnceLock::new();

/// Closed when the thread that reads the platform's roots ends.
static READING: Mutex<Option<watch::Receiver<()>>> = Mutex::new(None);

/// Trusts what the extra roots or the platform's trust.
#[derive(Debug)]
pub(super) struct RootVerifier {
    extra: Option<Arc<WebPkiServerVerifier>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl RootVerifier {
    pub(super) fn new(extra: Option<Arc<WebPkiServerVerifier>>, algorithms: WebPkiSupportedAlgorithms) -> Self {
        Self { extra, algorithms }
    }
}

/// Returns the platform's verifier. A failed attempt to read its roots is repeated for the next certificate.
fn platform() -> Result<Arc<Verifier>, Error> {
    if let Some(verifier) = PLATFORM.get() {
        return Ok(Arc::clone(verifier));
    }
    let verifier = Verifier::new(Arc::new(default_provider()));
    let verifier = verifier.map_err(|error| Error::Other(OtherError(Arc::new(MissingRoots::new(error)))))?;
    Ok(Arc::clone(PLATFORM.get_or_init(|| Arc::new(verifier))))
}

/// Reads the platform's roots before a connection is opened: a handshake would block its thread and might hold the last
/// file descriptor.
///
/// # Errors
/// Fails if no file descriptor or thread is available. The handshake reports other errors, since it may not need these
/// roots.
pub(super) async fn preload() -> Result<(), BoxError> {
    if PLATFORM.get().is_some() {
        return Ok(());
    }
    let mut reading = reader()?;
    // Nothing is sent on the channel: the wait ends with the thread.
    drop(reading.changed().await);
    if PLATFORM.get().is_some() {
        return Ok(());
    }
    failure::lacking_descriptors().map_or(Ok(()), |error| Err(error.into()))
}

/// Joins or starts the thread that reads the platform's roots. It is not a `spawn_blocking` task, because a runtime's
/// shutdown would wait for a file that blocks.
fn reader() -> io::Result<watch::Receiver<()>> {
    let mut reading = READING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(receiver) = &*reading
        && receiver.has_changed().is_ok()
    {
        return Ok(receiver.clone());
    }
    let (done, receiver) = watch::channel(());
    let read = move || {
        drop(platform());
        drop(done);
    };
    thread::Builder::new().name("ca-roots".to_owned()).spawn(read)?;
    Ok(reading.insert(receiver).clone())
}

impl ServerCertVerifier for RootVerifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verify = |verifier: &dyn ServerCertVerifier| {
            verifier.verify_server_cert(certificate, intermediates, name, ocsp, now)
        };
        let platform = || self::platform().and_then(|platform| verify(&*platform));
        match self.extra.as_ref().map(|extra| verify(&**extra)) {
            None | Some(Err(Error::InvalidCertificate(CertificateError::UnknownIssuer))) => platform(),
            Some(Ok(verified)) => Ok(verified),
            // The extra roots know the issuer, so their error is more specific.
            Some(Err(error)) => platform().map_err(|_| error),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// The error of reading the platform's roots.
#[derive(Debug)]
pub(super) struct MissingRoots {
    source: Error,
    /// The locations that the environment sets.
    places: Vec<String>,
}

impl MissingRoots {
    fn new(source: Error) -> Self {
        let place = |name| env::var_os(name).map(|value| format!("{name} is {}", value.display()));
        Self { source, places: ["SSL_CERT_FILE", "SSL_CERT_DIR"].into_iter().filter_map(place).collect() }
    }
}

impl fmt::Display for MissingRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Error::General(why) => f.write_str(why)?,
            other => write!(f, "{other}")?,
        }
        self.places.iter().try_for_each(|place| write!(f, ", {place}"))
    }
}

impl std::error::Error for MissingRoots {}
