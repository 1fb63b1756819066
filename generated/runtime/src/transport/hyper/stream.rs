//! The byte stream to a server or a forwarding proxy.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;

use super::socket::Socket;
use super::tls::TlsStream;

/// A connection, with TLS to the proxy if the proxy requires it. TLS to the server is layered on top.
pub(super) struct Stream {
    inner: TlsStream<TokioIo<Socket>>,
    /// True if a proxy forwards the requests, which needs absolute URLs.
    forwarded: bool,
}

impl Stream {
    /// A stream to the server.
    pub(super) fn direct(inner: impl Into<TlsStream<TokioIo<Socket>>>) -> Self {
        Self { inner: inner.into(), forwarded: false }
    }

    /// A stream to a forwarding proxy.
    pub(super) fn forwarded(inner: TlsStream<TokioIo<Socket>>) -> Self {
        Self { inner, forwarded: true }
    }

    fn inner(self: Pin<&mut Self>) -> Pin<&mut TlsStream<TokioIo<Socket>>> {
        Pin::new(&mut self.get_mut().inner)
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        self.inner.connected().proxy(self.forwarded)
    }
}

impl Read for Stream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_read(cx, buf)
    }
}

impl Write for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.inner().poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.inner().poll_write_vectored(cx, bufs)
    }
}
