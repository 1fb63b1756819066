//! The stand-in on a local port, with restarts.

use crate::stand_in::StandIn;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

/// The stand-in on a port. Dropping it ends its connections.
pub struct Server {
    stand_in: StandIn,
    /// Accepts TLS connections, if TLS is enabled.
    tls: Option<TlsAcceptor>,
    address: SocketAddr,
    listening: Option<Listening>,
    /// Reserves the port while the server is stopped. Connections to it are refused.
    reserved: Option<TcpSocket>,
}

struct Listening {
    stop: oneshot::Sender<()>,
    ended: JoinHandle<io::Result<TcpSocket>>,
}

impl Server {
    /// Starts on a free port.
    ///
    /// # Errors
    /// Fails if no port is available.
    pub async fn start(stand_in: StandIn) -> io::Result<Self> {
        Self::start_speaking(stand_in, None).await
    }

    /// Starts on a free port with TLS, and with HTTP/2 if the client negotiates it.
    ///
    /// # Errors
    /// Fails if no port is available.
    pub async fn start_tls(stand_in: StandIn, tls: TlsAcceptor) -> io::Result<Self> {
        Self::start_speaking(stand_in, Some(tls)).await
    }

    async fn start_speaking(stand_in: StandIn, tls: Option<TlsAcceptor>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let listening = Some(Listening::start(&stand_in, tls.clone(), listener));
        Ok(Self { stand_in, tls, address, listening, reserved: None })
    }

    /// The base URL for a client.
    #[must_use]
    pub fn url(&self) -> String {
        match self.tls {
            None => format!("http://{}", self.address),
            Some(_) => format!("https://localhost:{}", self.address.port()),
        }
    }

    /// The stand-in.
    #[must_use]
    pub fn stand_in(&self) -> &StandIn {
        &self.stand_in
    }

    /// Ends all connections, and refuses new ones.
    ///
    /// # Errors
    /// Fails if another process took the port.
    pub async fn stop(&mut self) -> io::Result<()> {
        let Some(Listening { stop, ended }) = self.listening.take() else { return Ok(()) };
        drop(stop);
        self.reserved = Some(ended.await??);
        Ok(())
    }

    /// Listens on the same port again.
    ///
    /// # Errors
    /// Fails if listening on the port fails.
    pub fn restart(&mut self) -> io::Result<()> {
        if let Some(socket) = self.reserved.take() {
            self.listening = Some(Listening::start(&self.stand_in, self.tls.clone(), socket.listen(1024)?));
        }
        Ok(())
    }
}

impl Listening {
    fn start(stand_in: &StandIn, tls: Option<TlsAcceptor>, listener: TcpListener) -> Self {
        let (stop, stopped) = oneshot::channel();
        Self { stop, ended: tokio::spawn(accept(stand_in.clone(), tls, listener, stopped)) }
    }
}

/// Accepts connections until it is stopped, which ends them. Returns the reserved port.
async fn accept(
    stand_in: StandIn,
    tls: Option<TlsAcceptor>,
    listener: TcpListener,
    mut stopped: oneshot::Receiver<()>,
) -> io::Result<TcpSocket> {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            Some(_) = connections.join_next() => {}
            Ok((stream, _)) = listener.accept() => {
                stream.set_nodelay(true).ok();
                connections.spawn(serve(stand_in.clone(), tls.clone(), stream));
            }
        }
    }
    let address = listener.local_addr()?;
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    // Without delay: a free port may be assigned to another connection.
    drop(listener);
    socket.bind(address)?;
    connections.shutdown().await;
    Ok(socket)
}

/// Serves a connection until it ends.
async fn serve(stand_in: StandIn, tls: Option<TlsAcceptor>, stream: TcpStream) {
    let Some(tls) = tls else { return stand_in.serve(stream).await };
    let Ok(stream) = tls.accept(stream).await else { return };
    match stream.get_ref().1.alpn_protocol() {
        Some(b"h2") => stand_in.serve_http2(stream).await,
        _ => stand_in.serve(stream).await,
    }
}
