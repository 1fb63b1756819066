//! Uploads to signed URLs.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::uri::Scheme;
use http::{HeaderName, HeaderValue, Method, Uri};

use super::base_url::check_authority;
use super::call_context::CallContext;
use super::client::ClientShared;
use super::encoded_request::{CONNECTION_HEADERS, EncodedRequest, UnsentRequest};
use super::request::{header_name, header_value};
use super::transport::Progress;
use super::{AnyError, Dialect, Operation, Options, Secret};

/// The operation, as errors, traces and metrics show it.
const OPERATION: Operation =
    Operation::new("upload to a signed URL", Method::PUT, "").without_token().idempotent().bytes_response();

/// A storage service has no error codes of the API.
const STORAGE: Dialect = Dialect::new(&[]);

/// A `PUT` of some content to a URL that the service has signed, as returned by
/// [`Client::put_signed`](super::Client::put_signed).
///
/// It has exactly the given headers, an empty `content-type` if there is none among them, and neither the access token
/// nor the headers of the client. [`Options::read_timeout`] does not apply. It is retried like a call of an idempotent
/// operation, since the same content at the same URL has the same effect. The URL and the values of the headers grant
/// access: errors and traces do not show them.
///
/// ```
/// # use dingtalk_runtime::{AnyError, Api, Client};
/// # async fn example<A: Api>(client: Client<A>, url: String) -> Result<(), AnyError> {
/// let headers = [("x-oss-date", "20221010T101010Z")];
/// let upload = client.put_signed(&url, headers, "the content").on_progress(|bytes| println!("{bytes}"));
/// upload.send().await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is uploaded before `send`"]
pub struct SignedPut {
    shared: Arc<ClientShared>,
    options: Options,
    request: Result<UnsentRequest, String>,
    secrets: Vec<Secret>,
    size: u64,
}

impl SignedPut {
    pub(super) fn new<N: AsRef<str>, V: AsRef<str>>(
        shared: &Arc<ClientShared>,
        options: &Options,
        url: &str,
        headers: impl IntoIterator<Item = (N, V)>,
        content: Bytes,
    ) -> Self {
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let mut secrets = vec![Secret::new(query)];
        let size = content.len() as u64;
        // The values of all headers are secret, also if one of them is not valid.
        let headers: Vec<_> = headers
            .into_iter()
            .map(|(name, value)| {
                secrets.push(Secret::new(value.as_ref()));
                header(name.as_ref(), value.as_ref())
            })
            .collect();
        let request = target(url, shared.allows_plain_http()).and_then(|uri| {
            let mut request =
                UnsentRequest { method: Method::PUT, uri, headers: Vec::new(), body: Bytes::new(), progress: None };
            request.set_body(Some((HeaderValue::from_static(""), content)));
            for header in headers {
                request.headers.push(header?);
            }
            Ok(request)
        });
        Self { shared: Arc::clone(shared), options: options.for_other_service(), request, secrets, size }
    }

    /// Sets the timeout of the whole upload. See [`Options::deadline`].
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options = self.options.deadline(deadline);
        self
    }

    /// Sets the maximum number of attempts. See [`Options::attempts`].
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.options = self.options.attempts(attempts);
        self
    }

    /// Calls `report` with the number of bytes that the connection has taken so far, after each 64 KiB, and with the size
    /// of the content after success. It starts again with each attempt. Over HTTP/2, or with another transport, it is
    /// called only once, after success.
    pub fn on_progress(mut self, report: impl Fn(u64) + Send + Sync + 'static) -> Self {
        if let Ok(request) = &mut self.request {
            request.progress = Some(Progress::new(report));
        }
        self
    }

    /// Sends the content.
    ///
    /// # Errors
    /// Fails if the URL or a header is not valid, no complete response arrives, or the storage service refuses the
    /// request. The URL must have the scheme `https`, unless the client's base URL is plain HTTP as well.
    ///
    /// # Panics
    /// Panics like [`Call::send`](super::Call::send).
    pub async fn send(self) -> Result<(), AnyError> {
        let progress = self.request.as_ref().ok().and_then(|request| request.progress.clone());
        let request = EncodedRequest::raw(self.request, self.secrets);
        let operation = Cow::Borrowed(const { &OPERATION });
        let context = CallContext::new(self.shared, self.options, request, operation, &STORAGE, &[]);
        let mut ignored: Option<crate::Bytes> = None;
        context.run(&mut ignored).await?;
        if let Some(progress) = progress {
            progress.report(self.size);
        }
        Ok(())
    }
}

impl fmt::Debug for SignedPut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedPut").field("size", &self.size).field("options", &self.options).finish_non_exhaustive()
    }
}

/// Checks a URL that a response contains. The error does not quote it.
fn target(url: &str, plain_http: bool) -> Result<Uri, String> {
    if url.is_empty() {
        return Err("the service returned no signed URL".to_owned());
    }
    let uri: Uri = url.parse().map_err(|_| "the signed URL is not a URL")?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err("the signed URL is not absolute".to_owned());
    };
    if url.contains('#') {
        return Err("the signed URL has a fragment".to_owned());
    }
    if *scheme != Scheme::HTTPS && !(plain_http && *scheme == Scheme::HTTP) {
        return Err("the signed URL is not an https URL".to_owned());
    }
    check_authority(authority.as_str(), authority.host())
        .map_err(|reason| format!("the signed URL is invalid: {reason}"))?;
    Ok(uri)
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let header = header_name(name)?;
    // A service that lists one of them asks for a request other than the one it signed.
    if CONNECTION_HEADERS.contains(&header) {
        return Err(format!("the header `{header}` of the signed URL is set by the client"));
    }
    let value = header_value(header.as_str(), value)?;
    Ok((header, value))
}

#[cfg(test)]
mod tests {
    use super::{header, target};

    #[test]
    fn only_https_urls_are_accepted() {
        assert!(target("https://storage.example/a%2Fb?signature=x", false).is_ok());
        assert!(target("http://127.0.0.1:80/a", true).is_ok());
        for url in
            ["http://storage.example/a", "ftp://h/a", "/a", "", "https://me:pass@h/a", "https://h/a#b", "https://h:0/a"]
        {
            assert!(target(url, false).is_err(), "{url}");
        }
    }

    #[test]
    fn headers_of_the_connection_are_rejected() {
        assert!(header("Authorization", "OSS x:y").is_ok() && header("content-type", "text/plain").is_ok());
        for (name, value) in [("Host", "h"), ("content-length", "1"), ("a b", "x"), ("x", "a\r\nb")] {
            assert!(header(name, value).is_err(), "{name}");
        }
    }
}
