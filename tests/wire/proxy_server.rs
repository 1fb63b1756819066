//! A proxy on loopback: it records requests, and forwards bytes.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use crate::raw_server;

/// The behavior of the proxy.
#[derive(Clone)]
pub enum ProxyMode {
    /// Connects to the address of a CONNECT, and forwards bytes.
    Tunnel,
    /// Responds with this and closes the connection.
    Respond(&'static str),
    /// Sends nothing.
    Hang,
    /// Speaks SOCKS 5 with a user and a password, connects, and forwards bytes.
    Socks,
}

pub struct Proxy {
    pub address: SocketAddr,
    received: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub async fn start(mode: ProxyMode) -> Self {
        Self::serve(mode, None).await
    }

    /// A proxy that is reached over TLS.
    pub async fn start_over_tls(mode: ProxyMode, acceptor: TlsAcceptor) -> Self {
        Self::serve(mode, Some(acceptor)).await
    }

    async fn serve(mode: ProxyMode, acceptor: Option<TlsAcceptor>) -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&received);
        let address = raw_server::serve(move |stream| {
            let (mode, acceptor, received) = (mode.clone(), acceptor.clone(), Arc::clone(&shared));
            async move {
                match acceptor {
                    None => pass(stream, mode, &received).await,
                    Some(acceptor) => pass(acceptor.accept(stream).await.expect("TLS"), mode, &received).await,
                }
            }
        })
        .await;
        Self { address, received }
    }

    /// The heads of requests, or the greetings, one for each connection.
    pub fn received(&self) -> Vec<String> {
        self.received.lock().expect("unpoisoned").clone()
    }
}

async fn pass(mut client: impl AsyncRead + AsyncWrite + Unpin, mode: ProxyMode, received: &Mutex<Vec<String>>) {
    if let ProxyMode::Socks = mode {
        return greet(client, received).await;
    }
    let mut head = Vec::new();
    while !head.windows(4).any(|window| window == b"\r\n\r\n") {
        if client.read_buf(&mut head).await.unwrap_or_default() == 0 {
            return;
        }
    }
    let head = String::from_utf8(head).expect("a text");
    received.lock().expect("unpoisoned").push(head.clone());
    match mode {
        ProxyMode::Respond(bytes) => {
            client.write_all(bytes.as_bytes()).await.expect("sent");
            client.shutdown().await.ok();
        }
        ProxyMode::Tunnel => {
            let target = head.split(' ').nth(1).expect("an address");
            client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.expect("sent");
            join(client, target).await;
        }
        ProxyMode::Hang | ProxyMode::Socks => std::future::pending().await,
    }
}

/// The server's side of SOCKS 5 with a user and a password (RFC 1928 and RFC 1929), for names.
async fn greet(mut client: impl AsyncRead + AsyncWrite + Unpin, received: &Mutex<Vec<String>>) {
    let [_, methods] = read(&mut client).await;
    client.read_exact(&mut vec![0; methods.into()]).await.expect("methods");
    client.write_all(&[5, 2]).await.expect("sent");
    let [_, length] = read(&mut client).await;
    let user = text(&mut client, length).await;
    let [length] = read(&mut client).await;
    let password = text(&mut client, length).await;
    client.write_all(&[1, 0]).await.expect("sent");
    let [_, _, _, _, length] = read(&mut client).await;
    let name = text(&mut client, length).await;
    let port = u16::from_be_bytes(read(&mut client).await);
    received.lock().expect("unpoisoned").push(format!("{user} {password} {name}:{port}"));
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.expect("sent");
    join(client, &format!("{name}:{port}")).await;
}

async fn read<const N: usize>(client: &mut (impl AsyncRead + Unpin)) -> [u8; N] {
    let mut bytes = [0; N];
    client.read_exact(&mut bytes).await.expect("bytes");
    bytes
}

async fn text(client: &mut (impl AsyncRead + Unpin), length: u8) -> String {
    let mut bytes = vec![0; length.into()];
    client.read_exact(&mut bytes).await.expect("bytes");
    String::from_utf8(bytes).expect("a text")
}

async fn join(mut client: impl AsyncRead + AsyncWrite + Unpin, target: &str) {
    // Servers of these tests listen on IPv4 alone.
    let target = target.replace("localhost", "127.0.0.1");
    let mut server = TcpStream::connect(target).await.expect("a server");
    copy_bidirectional(&mut client, &mut server).await.ok();
}
