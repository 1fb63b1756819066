//! An HTTP/2 server that sends its frames one by one, including those that no library sends.

use std::future::poll_fn;
use std::task::Poll;

use dingtalk_faults::frame::{DATA, Frame, MAX_PAYLOAD, PING, PREFACE, SETTINGS};
use dingtalk_faults::{Certificate, listen};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::transport_calls::Caller;

/// A server over TLS, and its caller.
pub struct Http2 {
    listener: TcpListener,
    acceptor: TlsAcceptor,
    pub caller: Caller,
}

impl Http2 {
    /// Starts a server whose caller opens at most this many connections.
    pub async fn start(connections: usize) -> Self {
        let certificate = Certificate::generate("127.0.0.1");
        let (listener, address) = listen().await;
        let caller = Caller::new(format!("https://{address}"), |builder| {
            builder.tls_config(certificate.trusted()).max_connections(connections)
        });
        Self { listener, acceptor: certificate.acceptor(&["h2"]), caller }
    }

    /// Accepts the next connection, with this limit of concurrent streams.
    pub async fn accept(&self, streams: u32) -> Connection {
        let (stream, _) = self.listener.accept().await.expect("a connection");
        let mut stream = self.acceptor.accept(stream).await.expect("TLS");
        stream.read_exact(&mut [0; PREFACE]).await.expect("a preface");
        let mut connection = Connection { stream };
        connection.limit_streams(streams).await;
        connection
    }

    /// Accepts the next connection, and leaves its TLS handshake unanswered.
    pub async fn accept_without_tls(&self) -> TcpStream {
        self.listener.accept().await.expect("a connection").0
    }

    /// Returns true if a connection waits to be accepted.
    pub async fn has_caller(&self) -> bool {
        poll_fn(|context| Poll::Ready(self.listener.poll_accept(context).is_ready())).await
    }

    /// Accepts the next connection, and its first request. Returns its stream.
    pub async fn accept_request(&self, streams: u32) -> (Connection, u32) {
        let mut connection = self.accept(streams).await;
        let stream = connection.request().await.expect("a request");
        (connection, stream)
    }
}

/// A connection, frame by frame.
pub struct Connection {
    stream: TlsStream<TcpStream>,
}

impl Connection {
    /// Reads the next request. Returns its stream; `None` at the end of the connection.
    pub async fn request(&mut self) -> Option<u32> {
        loop {
            let frame = self.receive().await?;
            if frame.ends_stream() {
                return Some(frame.stream);
            }
        }
    }

    /// Reads the next frame, and acknowledges settings.
    async fn receive(&mut self) -> Option<Frame> {
        let frame = Frame::read(&mut self.stream).await?;
        if frame.ty == SETTINGS && !frame.is_ack() {
            self.send(&Frame::settings_ack()).await;
        }
        Some(frame)
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
        self.send(&Frame::headers(stream, fields)).await;
    }

    /// Sends this many bytes of a body, and waits until the client has read them. Returns whether it did.
    pub async fn data(&mut self, stream: u32, length: usize) -> bool {
        for _ in 0..length / MAX_PAYLOAD {
            self.send(&Frame::new(DATA, stream, [b'x'; MAX_PAYLOAD])).await;
        }
        self.ping().await
    }

    /// Ends a body with these bytes.
    pub async fn end(&mut self, stream: u32, last: &[u8]) {
        self.send(&Frame::last_data(stream, last)).await;
    }

    /// Waits until the client has read everything before. Returns whether it did.
    pub async fn ping(&mut self) -> bool {
        self.send(&Frame::ping()).await;
        while let Some(frame) = self.receive().await {
            if frame.ty == PING && frame.is_ack() {
                return true;
            }
        }
        false
    }

    /// Announces that no stream above this one was processed.
    pub async fn go_away(&mut self, last: u32) {
        self.send(&Frame::go_away(last)).await;
    }

    /// Sets the limit of concurrent streams.
    pub async fn limit_streams(&mut self, limit: u32) {
        self.send(&Frame::stream_limit(limit)).await;
    }

    /// Sends pings until the client ends the connection. Returns the number of bytes.
    pub async fn flood(mut self) -> usize {
        let pings = Frame::ping().bytes().repeat(64);
        let mut sent = 0;
        let (mut reader, mut writer) = tokio::io::split(&mut self.stream);
        let mut sink = tokio::io::sink();
        let responses = tokio::io::copy(&mut reader, &mut sink);
        let flood = async {
            while writer.write_all(&pings).await.is_ok() {
                sent += pings.len();
            }
        };
        drop(tokio::join!(responses, flood));
        sent
    }

    async fn send(&mut self, frame: &Frame) {
        // The client may have left.
        self.stream.write_all(&frame.bytes()).await.ok();
        self.stream.flush().await.ok();
    }
}
