//! The stand-in on a port of this machine, which it can leave and come back to.

use crate::stand_in::StandIn;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

/// The stand-in on a port. Dropping it ends its connections.
pub struct Server {
    stand_in: StandIn,
    address: SocketAddr,
    listening: Option<Listening>,
    /// While nobody listens, so that nobody else gets the port; connections to it are refused.
    kept: Option<TcpSocket>,
}

struct Listening {
    stop: oneshot::Sender<()>,
    ended: JoinHandle<io::Result<TcpSocket>>,
}

impl Server {
    /// Starts on a free port.
    ///
    /// # Errors
    /// There is no port to be had.
    pub async fn start(stand_in: StandIn) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let listening = Some(Listening::start(&stand_in, listener));
        Ok(Self { stand_in, address, listening, kept: None })
    }

    /// The address for a client.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The stand-in.
    #[must_use]
    pub fn stand_in(&self) -> &StandIn {
        &self.stand_in
    }

    /// Ends all connections, and refuses new ones.
    ///
    /// # Errors
    /// Somebody else took the port.
    pub async fn stop(&mut self) -> io::Result<()> {
        let Some(Listening { stop, ended }) = self.listening.take() else { return Ok(()) };
        drop(stop);
        self.kept = Some(ended.await??);
        Ok(())
    }

    /// Listens on the same port again.
    ///
    /// # Errors
    /// The port does not let anyone listen.
    pub fn start_again(&mut self) -> io::Result<()> {
        if let Some(socket) = self.kept.take() {
            self.listening = Some(Listening::start(&self.stand_in, socket.listen(1024)?));
        }
        Ok(())
    }
}

impl Listening {
    fn start(stand_in: &StandIn, listener: TcpListener) -> Self {
        let (stop, stopped) = oneshot::channel();
        Self { stop, ended: tokio::spawn(accept(stand_in.clone(), listener, stopped)) }
    }
}

/// Accepts connections until told to stop, which ends them; gives the port, on which nobody listens any more.
async fn accept(stand_in: StandIn, listener: TcpListener, mut stopped: oneshot::Receiver<()>) -> io::Result<TcpSocket> {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            Some(_) = connections.join_next() => {}
            Ok((stream, _)) = listener.accept() => {
                stream.set_nodelay(true).ok();
                let stand_in = stand_in.clone();
                connections.spawn(async move { stand_in.serve(stream).await });
            }
        }
    }
    let address = listener.local_addr()?;
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    // At once: a connection of somebody else may be given a port that is free.
    drop(listener);
    socket.bind(address)?;
    connections.shutdown().await;
    Ok(socket)
}
