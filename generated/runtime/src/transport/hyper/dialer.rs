//! TCP connections.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use http::Uri;
use socket2::{SockRef, TcpKeepalive};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::proxy::{host, port};

/// The maximum time to look up a name and to try its addresses.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The delay before the next address is tried as well, recommended by RFC 8305.
const ATTEMPT_DELAY: Duration = Duration::from_millis(250);

/// TCP keep-alive: the idle time before the first probe, the interval of probes, and how many unanswered ones end the
/// connection.
const KEEPALIVE: (Duration, Duration, u32) = (Duration::from_secs(30), Duration::from_secs(10), 3);

/// Opens a TCP connection to the host of a URL.
pub(super) async fn dial(uri: &Uri) -> Result<TcpStream, DialError> {
    let failed = |source| DialError { host: format!("{}:{}", uri.host().unwrap_or_default(), port(uri)), source };
    let connecting = async {
        // An IP address is not looked up.
        let addresses = lookup_host((host(uri), port(uri))).await?;
        connect(alternate(addresses.collect())).await
    };
    let connected = timeout(CONNECT_TIMEOUT, connecting).await;
    let tcp = connected.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())).map_err(failed)?;
    configure(&tcp);
    Ok(tcp)
}

/// Connects to the first address that accepts. Tries the next one when one fails, and after a delay, since the first may
/// be unreachable.
async fn connect(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut remaining = addresses.into_iter();
    let mut attempts = JoinSet::new();
    let mut last_error = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    loop {
        if let Some(address) = remaining.next() {
            attempts.spawn(TcpStream::connect(address));
        }
        // The caller limits the wait for the last one.
        let wait = if remaining.len() == 0 { CONNECT_TIMEOUT } else { ATTEMPT_DELAY };
        match timeout(wait, attempts.join_next()).await {
            Ok(Some(Ok(Ok(tcp)))) => return Ok(tcp),
            Ok(Some(Ok(Err(error)))) => last_error = error,
            Ok(Some(Err(error))) => last_error = io::Error::other(error),
            Ok(None) => return Err(last_error),
            Err(_) => {}
        }
    }
}

/// Alternates between the address families, beginning with the first: often only one of them is reachable.
fn alternate(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let is_ipv4 = addresses.first().is_some_and(SocketAddr::is_ipv4);
    let (first, second): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|address| address.is_ipv4() == is_ipv4);
    let pairs = (0..first.len().max(second.len())).map(|index| [first.get(index), second.get(index)]);
    pairs.flatten().flatten().copied().collect()
}

/// Sets the options of a socket. It also works without those that the system refuses.
fn configure(tcp: &TcpStream) {
    let socket = SockRef::from(tcp);
    let (idle, interval, probes) = KEEPALIVE;
    let keepalive = TcpKeepalive::new().with_time(idle);
    #[cfg(any(target_vendor = "apple", target_os = "android", target_os = "linux", target_os = "windows"))]
    let keepalive = keepalive.with_interval(interval).with_retries(probes);
    let _ = socket.set_tcp_nodelay(true);
    let _ = socket.set_tcp_keepalive(&keepalive);
    // The same for unacknowledged data, for which the system alone would wait much longer.
    #[cfg(any(target_os = "android", target_os = "linux"))]
    let _ = socket.set_tcp_user_timeout(Some(idle + interval * probes));
}

/// The error of a host to which no connection was opened.
#[derive(Debug)]
pub(super) struct DialError {
    host: String,
    source: io::Error,
}

impl fmt::Display for DialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no connection to {}", self.host)
    }
}

impl Error for DialError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::{Ipv4Addr, SocketAddr};

    use http::Uri;
    use tokio::net::TcpListener;

    use super::{alternate, connect, dial};

    fn addresses(texts: &[&str]) -> Vec<SocketAddr> {
        texts.iter().map(|text| text.parse().expect("an address")).collect()
    }

    #[test]
    fn families_alternate() {
        let resolved = addresses(&["[::1]:1", "[::2]:1", "[::3]:1", "1.1.1.1:1", "2.2.2.2:1"]);
        let tried = addresses(&["[::1]:1", "1.1.1.1:1", "[::2]:1", "2.2.2.2:1", "[::3]:1"]);
        assert_eq!(alternate(resolved), tried);
        assert_eq!(alternate(addresses(&["1.1.1.1:1", "[::1]:1"])), addresses(&["1.1.1.1:1", "[::1]:1"]));
        assert_eq!(alternate(Vec::new()), Vec::new());
    }

    #[tokio::test]
    async fn skips_addresses_that_refuse() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let open = listener.local_addr().expect("its address");
        let refusing = addresses(&["127.0.0.1:1", "127.0.0.1:2"]);
        let connected = connect([&refusing[..], &[open]].concat()).await.expect("a connection");
        assert_eq!(connected.peer_addr().expect("its peer"), open);
        let refused = connect(refusing).await.expect_err("no listener");
        assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
    }

    #[tokio::test]
    async fn errors_name_the_host() {
        for (url, host) in [("http://127.0.0.1:1", "127.0.0.1:1"), ("https://[::1]:1", "[::1]:1")] {
            let error = dial(&Uri::from_static(url)).await.expect_err("no listener");
            assert_eq!(error.to_string(), format!("no connection to {host}"));
        }
        let error = dial(&Uri::from_static("http://name.invalid")).await.expect_err("no such name");
        assert_eq!(error.to_string(), "no connection to name.invalid:80");
    }
}
