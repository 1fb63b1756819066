//! A connection, parsed by hand.

use crate::act::Ends;
use crate::request::Request;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, DuplexStream};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

/// The maximum read size until the first line is complete: small, so that the rest of the request is still in transit.
const SIP: usize = 16;

/// The stream of a connection.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {
    /// Makes the end of the connection a reset, which loses data in transit.
    fn reset_on_close(&self) {}
}

impl Stream for TcpStream {
    fn reset_on_close(&self) {
        // Fails if the connection is already closed.
        self.set_zero_linger().ok();
    }
}

/// Ends without a `close_notify`.
impl Stream for TlsStream<TcpStream> {
    fn reset_on_close(&self) {
        self.get_ref().0.reset_on_close();
    }
}

impl Stream for DuplexStream {}

/// A connection and its unprocessed input.
pub(crate) struct Input<S> {
    stream: S,
    read: Vec<u8>,
}

impl<S: Stream> Input<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream, read: Vec::new() }
    }

    pub(crate) fn stream(&mut self) -> &mut S {
        &mut self.stream
    }

    /// Reads the first line of the next request; `None` at the end of the connection.
    pub(crate) async fn line(&mut self) -> Option<String> {
        self.until(b"\r\n", SIP).await
    }

    /// Reads the rest of a request, as far as it arrives.
    pub(crate) async fn rest(&mut self, mut request: Request) -> Request {
        let Some(head) = self.until(b"\r\n\r\n", 4096).await else { return request };
        let headers = head.split("\r\n").filter_map(|line| line.split_once(": "));
        request.headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        while self.read.len() < length && self.more(64 << 10).await {}
        request.is_whole = self.read.len() >= length;
        request.body = self.read.drain(..length.min(self.read.len())).collect();
        request
    }

    /// Ends the connection. Returns it if only one half is closed.
    pub(crate) async fn end(mut self, ends: Ends) -> Option<Self> {
        match ends {
            Ends::Never | Ends::Close => None,
            Ends::Reset => {
                self.stream.reset_on_close();
                None
            }
            Ends::HalfClose => {
                self.stream.shutdown().await.ok();
                Some(self)
            }
            Ends::Hang => std::future::pending().await,
        }
    }

    /// Reads to the end.
    pub(crate) async fn read_to_end(mut self) {
        while self.more(4096).await {
            self.read.clear();
        }
    }

    /// Reads up to these bytes, and returns the text before them.
    async fn until(&mut self, mark: &[u8], most: usize) -> Option<String> {
        loop {
            if let Some(at) = self.read.windows(mark.len()).position(|window| window == mark) {
                let text = String::from_utf8_lossy(&self.read[..at]).into_owned();
                self.read.drain(..at + mark.len());
                return Some(text);
            }
            if !self.more(most).await {
                return None;
            }
        }
    }

    /// Reads more data. Returns false at the end.
    async fn more(&mut self, most: usize) -> bool {
        let mut part = (&mut self.stream).take(most as u64);
        part.read_buf(&mut self.read).await.is_ok_and(|count| count > 0)
    }
}
