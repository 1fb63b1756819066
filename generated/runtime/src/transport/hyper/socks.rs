//! The client's side of SOCKS 5 (RFC 1928), with a user and a password (RFC 1929).

use std::io::ErrorKind;
use std::net::IpAddr;

use http::Uri;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::connector::BoxError;
use super::proxy::{Credentials, host, port};
use super::stream::Stream;

const VERSION: u8 = 5;
const NO_AUTHENTICATION: u8 = 0;
const USER_AND_PASSWORD: u8 = 2;

/// The error of a response in another protocol.
const NO_SOCKS: &str = "the proxy does not speak SOCKS 5";

/// Asks a proxy for a connection to the host of a URL, whose name the proxy resolves. The stream then leads to that host.
pub(super) async fn connect(
    stream: &mut Stream,
    destination: &Uri,
    credentials: Option<&Credentials>,
) -> Result<(), BoxError> {
    let method = if credentials.is_some() { USER_AND_PASSWORD } else { NO_AUTHENTICATION };
    send(stream, &[VERSION, 1, method]).await?;
    match receive(stream).await? {
        [VERSION, chosen] if chosen == method => {}
        [VERSION, _] => return Err("the SOCKS proxy requires another authentication".into()),
        _ => return Err(NO_SOCKS.into()),
    }
    if let Some(credentials) = credentials {
        let mut request = vec![1];
        put_text(&mut request, &credentials.user)?;
        put_text(&mut request, credentials.password.expose())?;
        send(stream, &request).await?;
        match receive(stream).await? {
            [1, 0] => {}
            [1, _] => return Err("the SOCKS proxy rejects the user and password".into()),
            _ => return Err(NO_SOCKS.into()),
        }
    }
    send(stream, &connect_request(destination)?).await?;
    read_reply(stream).await
}

fn connect_request(destination: &Uri) -> Result<Vec<u8>, BoxError> {
    let mut request = vec![VERSION, 1, 0];
    match host(destination).parse() {
        Ok(IpAddr::V4(address)) => {
            request.push(1);
            request.extend_from_slice(&address.octets());
        }
        Ok(IpAddr::V6(address)) => {
            request.push(4);
            request.extend_from_slice(&address.octets());
        }
        Err(_) => {
            request.push(3);
            put_text(&mut request, host(destination))?;
        }
    }
    request.extend_from_slice(&port(destination).to_be_bytes());
    Ok(request)
}

/// Reads the response to a request, which ends with an address of the proxy.
async fn read_reply(stream: &mut Stream) -> Result<(), BoxError> {
    let [version, status, _, kind] = receive(stream).await?;
    if version != VERSION {
        return Err(NO_SOCKS.into());
    }
    if status != 0 {
        return Err(format!("the SOCKS proxy reports: {}", status_text(status)).into());
    }
    let length = match kind {
        1 => 4,
        4 => 16,
        3 => usize::from(u8::from_be_bytes(receive(stream).await?)),
        _ => return Err("the SOCKS proxy sent an unknown type of address".into()),
    };
    let mut address_and_port = [0; 255 + 2];
    read(stream, &mut address_and_port[..length + 2]).await
}

/// Adds a text after its length.
fn put_text(request: &mut Vec<u8>, text: &str) -> Result<(), BoxError> {
    request.push(u8::try_from(text.len()).map_err(|_| "a name is longer than SOCKS allows")?);
    request.extend_from_slice(text.as_bytes());
    Ok(())
}

async fn send(stream: &mut Stream, bytes: &[u8]) -> Result<(), BoxError> {
    stream.write_all(bytes).await?;
    Ok(stream.flush().await?)
}

async fn receive<const LENGTH: usize>(stream: &mut Stream) -> Result<[u8; LENGTH], BoxError> {
    let mut bytes = [0; LENGTH];
    read(stream, &mut bytes).await?;
    Ok(bytes)
}

async fn read(stream: &mut Stream, bytes: &mut [u8]) -> Result<(), BoxError> {
    match stream.read_exact(bytes).await {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err("the proxy closed the connection".into()),
        Err(error) => Err(error.into()),
    }
}

fn status_text(status: u8) -> &'static str {
    match status {
        1 => "general failure",
        2 => "connection not allowed",
        3 => "network unreachable",
        4 => "host unreachable",
        5 => "connection refused",
        6 => "time to live expired",
        7 => "command not supported",
        8 => "type of address not supported",
        _ => "unknown failure",
    }
}

#[cfg(test)]
mod tests {
    use http::Uri;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::{Credentials, connect};
    use crate::transport::hyper::stream::Stream;

    /// The result of a handshake with a proxy that sends `responses`, and what the client sent.
    async fn handshake(url: &'static str, credentials: bool, responses: &[u8]) -> (Result<(), String>, Vec<u8>) {
        let (client, mut proxy) = duplex(1 << 10);
        proxy.write_all(responses).await.expect("within the buffer");
        proxy.shutdown().await.expect("open");
        let credentials = credentials.then(|| Credentials::parse("u:p").expect("valid"));
        let mut stream: Stream = Box::new(client);
        let result = connect(&mut stream, &Uri::from_static(url), credentials.as_ref()).await;
        drop(stream);
        let mut sent = Vec::new();
        proxy.read_to_end(&mut sent).await.expect("closed");
        (result.map_err(|error| error.to_string()), sent)
    }

    #[tokio::test]
    async fn sends_names_and_addresses() {
        const GRANTED: &[u8] = &[5, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        for (url, address) in [
            ("https://ab", &[3, 2, b'a', b'b', 1, 187][..]),
            ("http://ab:256", &[3, 2, b'a', b'b', 1, 0]),
            ("https://1.2.3.4", &[1, 1, 2, 3, 4, 1, 187]),
            ("http://[::1]", &[4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 80]),
        ] {
            let sent = [&[5, 1, 0, 5, 1, 0], address].concat();
            assert_eq!(handshake(url, false, GRANTED).await, (Ok(()), sent), "{url}");
        }
    }

    #[tokio::test]
    async fn reads_replies() {
        for (responses, result) in [
            (&[5, 2, 1, 0, 5, 0, 0, 3, 1, b'x', 0, 1][..], Ok(())),
            (&[5, 2, 1, 0, 5, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], Ok(())),
            (&[5, 255], Err("the SOCKS proxy requires another authentication")),
            (&[4, 2], Err("the proxy does not speak SOCKS 5")),
            (&[5, 2, 1, 1], Err("the SOCKS proxy rejects the user and password")),
            (&[5, 2, 5, 0], Err("the proxy does not speak SOCKS 5")),
            (&[5, 2, 1, 0, 4, 0, 0, 1], Err("the proxy does not speak SOCKS 5")),
            (&[5, 2, 1, 0, 5, 5, 0, 1], Err("the SOCKS proxy reports: connection refused")),
            (&[5, 2, 1, 0, 5, 0, 0, 9], Err("the SOCKS proxy sent an unknown type of address")),
            (&[5, 2, 1, 0, 5, 0, 0, 1, 0], Err("the proxy closed the connection")),
        ] {
            let (replied, _) = handshake("https://ab", true, responses).await;
            assert_eq!(replied, result.map_err(str::to_owned), "{responses:?}");
        }
    }
}
