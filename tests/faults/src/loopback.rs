//! How tests know that bytes have arrived without a guess at how long they take.

use std::io;
use std::net::Ipv4Addr;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::yield_now;

/// How many round trips [`settle`] makes.
const SETTLED: u64 = 16;

/// A connection to itself, over which a byte goes back and forth. Loopback delivers in order, so what was sent before
/// the byte arrives before it.
pub(crate) struct RoundTrips {
    near: TcpStream,
    far: TcpStream,
}

impl RoundTrips {
    pub(crate) async fn open() -> Self {
        Self::try_open().await.expect("a connection over loopback")
    }

    async fn try_open() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let (near, accepted) = tokio::try_join!(TcpStream::connect(listener.local_addr()?), listener.accept())?;
        let far = accepted.0;
        near.set_nodelay(true)?;
        far.set_nodelay(true)?;
        Ok(Self { near, far })
    }

    /// Sends a byte there and back, and gives every other task a turn.
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

/// Waits until all that was sent over loopback has arrived, and those that it was sent to have had their turns.
///
/// # Panics
/// The loopback cannot be used.
pub async fn settle() {
    round_trips(SETTLED).await;
}

/// Waits for as long as it takes a byte to go over loopback and back so many times.
///
/// # Panics
/// The loopback cannot be used.
pub async fn round_trips(count: u64) {
    let mut round_trips = RoundTrips::open().await;
    for _ in 0..count {
        round_trips.make_one().await;
    }
}
