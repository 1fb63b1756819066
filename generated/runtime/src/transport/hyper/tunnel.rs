//! Tunnels through HTTP proxies, by the method CONNECT.

use http::{HeaderValue, Uri};
use httparse::{EMPTY_HEADER, Response, Status};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::MAX_FIELDS;
use super::connector::BoxError;
use super::proxy::host_and_port;
use super::stream::Stream;

/// The maximum size of the head of a proxy's response, in bytes.
const MAX_PROXY_HEAD: usize = 8 << 10;

/// Asks a proxy for a tunnel to the host of a URL. The stream then leads to that host.
pub(super) async fn open(
    stream: &mut Stream,
    destination: &Uri,
    credentials: Option<&HeaderValue>,
) -> Result<(), BoxError> {
    let host = host_and_port(destination);
    let mut request = format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n").into_bytes();
    if let Some(credentials) = credentials {
        request.extend_from_slice(b"Proxy-Authorization: ");
        request.extend_from_slice(credentials.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    stream.write_all(&request).await?;
    stream.flush().await?;
    match read_status(stream).await? {
        200..300 => Ok(()),
        407 => Err("proxy authorization required".into()),
        status => Err(format!("the proxy refuses the tunnel with status {status}").into()),
    }
}

/// Reads the head of a proxy's response, and returns its status.
async fn read_status(stream: &mut Stream) -> Result<u16, BoxError> {
    let mut head = vec![0; MAX_PROXY_HEAD];
    let mut length = 0;
    loop {
        let count = match &mut head[length..] {
            [] => return Err("the head of the proxy's response is too large".into()),
            free => stream.read(free).await?,
        };
        if count == 0 {
            return Err("the proxy closed the connection".into());
        }
        length += count;
        let mut fields = [EMPTY_HEADER; MAX_FIELDS];
        let mut response = Response::new(&mut fields);
        let parsed =
            response.parse(&head[..length]).map_err(|error| format!("the proxy does not speak HTTP: {error}"))?;
        if let (Status::Complete(end), Some(status)) = (parsed, response.code) {
            // A server of TLS sends nothing before the client, and a success has no body.
            let is_success_with_more = matches!(status, 200..300) && end < length;
            return if is_success_with_more { Err("the proxy sent more than a head".into()) } else { Ok(status) };
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Uri;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufStream, duplex};

    use super::open;
    use crate::transport::hyper::stream::Stream;

    /// The result with a proxy that sends this, and what it received.
    async fn opened(response: &str) -> (Result<(), String>, String) {
        // Both sides read small parts.
        let (client, mut proxy) = duplex(100);
        let response = response.to_owned();
        let proxy = tokio::spawn(async move {
            let mut received = vec![0; EXPECTED.len()];
            proxy.read_exact(&mut received).await.expect("a request");
            // The client may stop reading.
            let _ = proxy.write_all(response.as_bytes()).await;
            String::from_utf8(received).expect("text")
        });
        // Sends nothing before it is flushed.
        let mut stream: Stream = Box::new(BufStream::new(client));
        let result = open(&mut stream, &Uri::from_static("https://x"), None).await.map_err(|error| error.to_string());
        drop(stream);
        (result, proxy.await.expect("no panic"))
    }

    const EXPECTED: &str = "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n";

    #[tokio::test]
    async fn reads_one_bounded_response() {
        let field = format!("a: {}\r\n", "b".repeat(1000));
        for (response, result) in [
            (format!("HTTP/1.0 200 OK\r\n{field}\r\n"), Ok(())),
            ("HTTP/1.1 204 No Content\r\n\r\n".to_owned(), Ok(())),
            ("HTTP/1.1 200 OK\r\n\r\nmore".to_owned(), Err("the proxy sent more than a head")),
            ("HTTP/1.1 403 Forbidden\r\n\r\nmore".to_owned(), Err("the proxy refuses the tunnel with status 403")),
            ("HTTP/2 200\r\n\r\n".to_owned(), Err("the proxy does not speak HTTP: invalid HTTP version")),
            (format!("HTTP/1.1 200 OK\r\n{}", field.repeat(9)), Err("the head of the proxy's response is too large")),
            (
                format!("HTTP/1.1 200 OK\r\n{}\r\n", "a: b\r\n".repeat(101)),
                Err("the proxy does not speak HTTP: too many headers"),
            ),
            ("HTTP/1.1 200 OK\r\n".to_owned(), Err("the proxy closed the connection")),
        ] {
            let expected = (result.map_err(str::to_owned), EXPECTED.to_owned());
            assert_eq!(opened(&response).await, expected, "{response}");
        }
    }
}
