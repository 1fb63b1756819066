//! Waiting for bytes to arrive, without a guess at how long they take.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::yield_now;

/// The number of round trips of [`settle`].
const SETTLED: u64 = 16;

/// Listens on a free port.
///
/// # Panics
/// Panics if no port is available.
pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

/// A connection to itself. Loopback delivers in order, so data that was sent before a byte arrives before it.
pub(crate) struct RoundTrips {
    near: TcpStream,
    far: TcpStream,
}

impl RoundTrips {
    pub(crate) async fn open() -> Self {
        Self::try_open().await.expect("a connection over loopback")
    }

    async fn try_open() -> io::Result<Self> {
        let (listener, address) = listen().await;
        let (near, accepted) = tokio::try_join!(TcpStream::connect(address), listener.accept())?;
        let far = accepted.0;
        near.set_nodelay(true)?;
        far.set_nodelay(true)?;
        Ok(Self { near, far })
    }

    /// Sends a byte there and back, and yields to every other task.
    pub(crate) async fn make_one(&mut self) {
        pass(&mut self.near, &mut self.far).await.expect("a byte over loopback");
        pass(&mut self.far, &mut self.near).await.expect("a byte over loopback");
        yield_now().await;
    }
}

async fn pass(from: &mut TcpStream, to: &mut TcpStream) -> io::Result<()> {
    from.write_all(&[0]).await?;
    to.read_exact(&mut [0]).await?;
    Ok(())
}

/// Waits until data that was sent over loopback has arrived, and its recipients have been polled.
///
/// # Panics
/// Panics if the loopback is unavailable.
pub async fn settle() {
    round_trips(SETTLED).await;
}

/// Waits for this many round trips of a byte over loopback.
///
/// # Panics
/// Panics if the loopback is unavailable.
pub async fn round_trips(count: u64) {
    let mut round_trips = RoundTrips::open().await;
    for _ in 0..count {
        round_trips.make_one().await;
    }
}
