//! A server that speaks HTTP/2 by hand, so that it can say what no library says.

use std::net::SocketAddr;

use dingtalk_client::transport::Hyper;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::tls_server::{Own, listen};
use crate::transport_calls::hyper;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const ACK: u8 = 1;

/// How long a frame may be unless a client allows more.
const MAX_PAYLOAD: usize = 16 << 10;

const MAX_CONCURRENT_STREAMS: u16 = 3;

/// A port on which HTTP/2 is spoken over TLS.
pub struct Http2 {
    listener: TcpListener,
    acceptor: TlsAcceptor,
    own: Own,
    address: SocketAddr,
}

impl Http2 {
    pub async fn start() -> Self {
        let own = Own::named("127.0.0.1");
        let (listener, address) = listen().await;
        Self { listener, acceptor: own.acceptor(&["h2"]), own, address }
    }

    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// A transport that trusts the server, and opens at most so many connections.
    pub fn transport(&self, connections: usize) -> Hyper {
        hyper(|builder| builder.tls_config(self.own.trusted()).max_connections(connections))
    }

    /// Accepts the next connection, with this limit of concurrent streams.
    pub async fn accept(&self, streams: u32) -> Frames {
        let (stream, _) = self.listener.accept().await.expect("a connection");
        let mut stream = self.acceptor.accept(stream).await.expect("TLS");
        let mut preface = [0; 24];
        stream.read_exact(&mut preface).await.expect("a preface");
        let mut frames = Frames { stream };
        frames.settings(streams).await;
        frames
    }
}

/// A connection, frame by frame.
pub struct Frames {
    stream: TlsStream<TcpStream>,
}

impl Frames {
    /// The stream of the next request, once all of it is read; nothing after the end of the connection.
    pub async fn request(&mut self) -> Option<u32> {
        loop {
            let (kind, flags, stream) = self.receive().await?;
            if matches!(kind, HEADERS | DATA) && flags & END_STREAM != 0 {
                return Some(stream);
            }
        }
    }

    /// The kind, flags and stream of the next frame; nothing after the end of the connection.
    async fn receive(&mut self) -> Option<(u8, u8, u32)> {
        let mut head = [0; 9];
        self.stream.read_exact(&mut head).await.ok()?;
        let [a, b, c, kind, flags, stream @ ..] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
        self.stream.read_exact(&mut payload).await.ok()?;
        if kind == SETTINGS && flags & ACK == 0 {
            self.send(SETTINGS, ACK, 0, &[]).await;
        }
        Some((kind, flags, u32::from_be_bytes(stream)))
    }

    /// Responds to a request with success.
    pub async fn respond(&mut self, stream: u32) {
        self.head(stream, None).await;
        self.end(stream, b"{}").await;
    }

    /// Sends the head of a successful response, with this length of its body.
    pub async fn head(&mut self, stream: u32, length: Option<usize>) {
        // The eighth entry of the static table: `:status: 200`.
        let mut fields = vec![0x88];
        if let Some(length) = length {
            // A literal, named by the 28th entry: `content-length`.
            let length = length.to_string();
            fields.extend([0x0f, 13, u8::try_from(length.len()).expect("few digits")]);
            fields.extend(length.bytes());
        }
        self.send(HEADERS, END_HEADERS, stream, &fields).await;
    }

    /// Sends so many bytes of a body, and waits until the client has read them. Returns whether it did.
    pub async fn data(&mut self, stream: u32, length: usize) -> bool {
        for _ in 0..length / MAX_PAYLOAD {
            self.send(DATA, 0, stream, &[b'x'; MAX_PAYLOAD]).await;
        }
        self.ping().await
    }

    /// Ends a body with these bytes.
    pub async fn end(&mut self, stream: u32, last: &[u8]) {
        self.send(DATA, END_STREAM, stream, last).await;
    }

    /// Waits until the client has read everything before. Returns whether it did.
    pub async fn ping(&mut self) -> bool {
        self.send(PING, 0, 0, &[0; 8]).await;
        while let Some((kind, flags, _)) = self.receive().await {
            if (kind, flags) == (PING, ACK) {
                return true;
            }
        }
        false
    }

    /// Says that nothing above this stream was processed.
    pub async fn go_away(&mut self, last: u32) {
        let no_error = [0; 4];
        self.send(GOAWAY, 0, 0, &[last.to_be_bytes(), no_error].concat()).await;
    }

    /// Sets the limit of concurrent streams.
    pub async fn settings(&mut self, streams: u32) {
        let setting = [&MAX_CONCURRENT_STREAMS.to_be_bytes()[..], &streams.to_be_bytes()].concat();
        self.send(SETTINGS, 0, 0, &setting).await;
    }

    /// Sends pings until the client ends the connection; how many bytes that were.
    pub async fn flood(mut self) -> usize {
        let ping = [&frame(PING, 0, 0, &[0; 8])[..]; 64].concat();
        let mut sent = 0;
        let (mut reader, mut writer) = tokio::io::split(&mut self.stream);
        let mut sink = tokio::io::sink();
        let responses = tokio::io::copy(&mut reader, &mut sink);
        let flood = async {
            while writer.write_all(&ping).await.is_ok() {
                sent += ping.len();
            }
        };
        drop(tokio::join!(responses, flood));
        sent
    }

    async fn send(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) {
        // The client may have left.
        self.stream.write_all(&frame(kind, flags, stream, payload)).await.ok();
        self.stream.flush().await.ok();
    }
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a short payload").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}
