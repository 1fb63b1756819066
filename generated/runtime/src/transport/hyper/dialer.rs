//! TCP connections.

use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use http::Uri;
use socket2::{SockRef, TcpKeepalive};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::failure;
use super::proxy::{host, host_and_port, port};

/// The maximum time to try all addresses of a name. Each gets its share, since the first may be unreachable.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The delay before the addresses of the other family are tried as well.
const FALLBACK_DELAY: Duration = Duration::from_millis(300);

/// TCP keep-alive: the idle time before the first probe, the interval of probes, and how many unanswered ones end the
/// connection.
const KEEPALIVE: (Duration, Duration, u32) = (Duration::from_secs(30), Duration::from_secs(10), 3);

/// Opens a TCP connection to the host of a URL.
pub(super) async fn dial(uri: &Uri) -> Result<TcpStream, DialError> {
    let failed = |source| DialError { host: host_and_port(uri), source };
    let addresses = look_up(host(uri), port(uri)).await.map_err(failed)?;
    let tcp = connect(addresses).await.map_err(failed)?;
    configure(&tcp);
    Ok(tcp)
}

/// Looks up the addresses of a name.
async fn look_up(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let host = host.to_owned();
    // Dropping the set takes a lookup that has not begun out of the queue.
    let mut lookup = JoinSet::new();
    lookup.spawn_blocking(move || {
        let addresses = (host, port).to_socket_addrs();
        // Without a descriptor, a lookup fails like one of an unknown name.
        Ok(addresses.map_err(|error| failure::lacking_descriptors().unwrap_or(error))?.collect())
    });
    lookup.join_next().await.unwrap_or_else(|| Ok(Ok(Vec::new()))).map_err(io::Error::other)?
}

/// Connects to one of several addresses: to those of the first one's family in turn, and after a delay or their failure to
/// the others. Fails with the first error.
async fn connect(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let share = CONNECT_TIMEOUT / u32::try_from(addresses.len()).unwrap_or(u32::MAX).max(1);
    let is_ipv4 = addresses.first().is_some_and(SocketAddr::is_ipv4);
    let (first, second): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|address| address.is_ipv4() == is_ipv4);
    if second.is_empty() {
        return connect_in_turn(first, share).await;
    }
    let mut first = pin!(connect_in_turn(first, share));
    let second = pin!(connect_in_turn(second, share));
    match timeout(FALLBACK_DELAY, &mut first).await {
        Ok(Ok(tcp)) => Ok(tcp),
        Ok(Err(error)) => second.await.map_err(|_| error),
        Err(_) => race([first, second]).await,
    }
}

/// Connects to the first address that accepts within its share of the time.
async fn connect_in_turn(addresses: Vec<SocketAddr>, share: Duration) -> io::Result<TcpStream> {
    let mut first_error = None;
    for address in addresses {
        let connected = timeout(share, TcpStream::connect(address)).await;
        match connected.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())) {
            Ok(tcp) => return Ok(tcp),
            Err(error) => first_error.get_or_insert(error),
        };
    }
    Err(first_error.unwrap_or_else(|| io::Error::new(io::ErrorKind::NotFound, "the name has no address")))
}

/// Returns the first success, or the first error if all fail.
async fn race<F: Future<Output = io::Result<TcpStream>>>(attempts: [Pin<&mut F>; 2]) -> io::Result<TcpStream> {
    let mut attempts = attempts.map(Some);
    let mut first_error = None;
    poll_fn(|cx| {
        for attempt in &mut attempts {
            match attempt.as_mut().map(|attempt| attempt.as_mut().poll(cx)) {
                Some(Poll::Ready(Ok(tcp))) => return Poll::Ready(Ok(tcp)),
                Some(Poll::Ready(Err(error))) => {
                    *attempt = None;
                    first_error.get_or_insert(error);
                }
                Some(Poll::Pending) | None => {}
            }
        }
        match first_error.take_if(|_| attempts.iter().all(Option::is_none)) {
            Some(error) => Poll::Ready(Err(error)),
            None => Poll::Pending,
        }
    })
    .await
}

/// Sets the options of a socket. It also works without those that the system refuses.
fn configure(tcp: &TcpStream) {
    let socket = SockRef::from(tcp);
    let keepalive = TcpKeepalive::new().with_time(KEEPALIVE.0);
    #[cfg(any(
        target_os = "android",
        target_os = "dragonfly",
        target_os = "freebsd",
        target_os = "fuchsia",
        target_os = "illumos",
        target_os = "linux",
        target_os = "netbsd",
        target_os = "windows",
        target_vendor = "apple",
    ))]
    let keepalive = keepalive.with_interval(KEEPALIVE.1).with_retries(KEEPALIVE.2);
    let _ = socket.set_tcp_nodelay(true);
    let _ = socket.set_tcp_keepalive(&keepalive);
    // The same for unacknowledged data, for which the system alone would wait much longer.
    #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
    let _ = socket.set_tcp_user_timeout(Some(KEEPALIVE.0 + KEEPALIVE.1 * KEEPALIVE.2));
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
    use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
    use std::sync::mpsc;

    use http::Uri;
    use socket2::{Domain, SockRef, Socket, Type};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::task::{spawn_blocking, yield_now};
    use tokio::time::advance;

    use super::{CONNECT_TIMEOUT, FALLBACK_DELAY, KEEPALIVE, connect, dial};

    fn addresses(texts: &[&str]) -> Vec<SocketAddr> {
        texts.iter().map(|text| text.parse().expect("an address")).collect()
    }

    async fn listener(address: impl Into<std::net::IpAddr>) -> Option<(TcpListener, SocketAddr)> {
        let listener = TcpListener::bind((address.into(), 0)).await.ok()?;
        let address = listener.local_addr().expect("its address");
        Some((listener, address))
    }

    /// An address at which connections hang, since others fill the queue of its listener.
    fn hanging() -> (SocketAddr, Vec<Socket>) {
        let socket = || Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        let listener = socket();
        listener.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).expect("a port");
        listener.listen(1).expect("listening");
        let address = listener.local_addr().expect("its address");
        let mut sockets = vec![listener];
        for _ in 0..8 {
            let client = socket();
            client.set_nonblocking(true).expect("an option");
            // In progress.
            let _ = client.connect(&address);
            sockets.push(client);
        }
        (address.as_socket().expect("of IPv4"), sockets)
    }

    #[tokio::test]
    async fn skips_addresses_that_refuse() {
        let (_listener, open) = listener(Ipv4Addr::LOCALHOST).await.expect("a port");
        let refusing = addresses(&["127.0.0.1:1", "127.0.0.1:2"]);
        let connected = connect([&refusing[..], &[open]].concat()).await.expect("a connection");
        assert_eq!(connected.peer_addr().expect("its peer"), open);
        let refused = connect(refusing).await.expect_err("no listener");
        assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
        assert_eq!(connect(Vec::new()).await.expect_err("no address").kind(), io::ErrorKind::NotFound);
    }

    /// The result of connecting, with the clock moved past the share of the first address.
    async fn connect_after_first(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
        let share = CONNECT_TIMEOUT / u32::try_from(addresses.len()).expect("few");
        let connecting = tokio::spawn(connect(addresses));
        yield_now().await;
        advance(FALLBACK_DELAY).await;
        yield_now().await;
        advance(share).await;
        connecting.await.expect("no panic")
    }

    #[tokio::test(start_paused = true)]
    async fn skips_addresses_that_hang() {
        // The clock does not move by itself while a blocking task runs, so it does not overtake the network.
        let (end, ended) = mpsc::channel::<()>();
        let blocking = spawn_blocking(move || ended.recv());
        let (hanging, _sockets) = hanging();
        let (_listener, open) = listener(Ipv4Addr::LOCALHOST).await.expect("a port");
        let connected = connect_after_first(vec![hanging, open]).await.expect("a connection");
        assert_eq!(connected.peer_addr().expect("its peer"), open);
        let error = connect_after_first(vec![hanging]).await.expect_err("it hangs");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        // Not every system has IPv6.
        if let Some((_listener, open)) = listener(Ipv6Addr::LOCALHOST).await {
            let connected = connect_after_first(vec![hanging, open]).await.expect("a connection");
            assert_eq!(connected.peer_addr().expect("its peer"), open);
        }
        drop(end);
        blocking.await.expect("no panic").expect_err("closed");
    }

    #[tokio::test]
    async fn sets_options() {
        let (_listener, open) = listener(Ipv4Addr::LOCALHOST).await.expect("a port");
        let tcp = dial(&format!("http://{open}").parse().expect("a URL")).await.expect("a connection");
        let socket = SockRef::from(&tcp);
        assert!(socket.keepalive().expect("an option") && socket.tcp_nodelay().expect("an option"));
        assert_eq!(socket.tcp_keepalive_time().expect("an option"), KEEPALIVE.0);
    }

    #[tokio::test]
    async fn errors_name_the_host() {
        let error = dial(&Uri::from_static("http://127.0.0.1:1")).await.expect_err("no listener");
        assert_eq!(error.to_string(), "no connection to 127.0.0.1:1");
        // Its label is too long, so no resolver is asked.
        let name = "a".repeat(64);
        let error = dial(&format!("https://{name}.example").parse().expect("a URL")).await.expect_err("no such name");
        assert_eq!(error.to_string(), format!("no connection to {name}.example:443"));
    }

    #[tokio::test]
    async fn ipv6_addresses_have_brackets() {
        // Not every system has IPv6.
        let Some((_listener, open)) = listener(Ipv6Addr::LOCALHOST).await else { return };
        let tcp = dial(&format!("http://{open}").parse().expect("a URL")).await.expect("a connection");
        assert_eq!(tcp.peer_addr().expect("its peer"), open);
    }
}
