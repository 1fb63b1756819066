//! A monitored socket.

use std::io::{self, IoSlice, Read as _};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::monitor::Monitor;

/// The bytes that are read at once if fewer may be read than there is space for.
const MAX_LIMITED_READ: usize = 4 << 10;

/// A TCP connection.
///
/// Vectored writes are split into plain ones: the standard library suppresses `SIGPIPE` for those alone, and the signal
/// ends a process that has not changed its handler.
pub(super) struct Socket {
    tcp: TcpStream,
    monitor: Arc<Monitor>,
}

impl Socket {
    pub(super) fn new(tcp: TcpStream, monitor: Arc<Monitor>) -> Self {
        Self { tcp, monitor }
    }

    /// Reads and counts the bytes.
    fn read(&mut self, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let mut poll = Pin::new(&mut self.tcp).poll_read(cx, buf);
        if poll.is_pending() && self.monitor.take_query() {
            poll = self.read_directly(buf);
        }
        self.monitor.count_read(buf.filled().len() - before);
        poll
    }

    /// Reads from the system directly: the runtime may not have noticed yet that the server closed the connection.
    fn read_directly(&self, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        // Enough for a record of TLS that says why the server closes: part of one shows nothing.
        let mut bytes = [0; 1024];
        let most = buf.remaining().min(bytes.len());
        match (&*SockRef::from(&self.tcp)).read(&mut bytes[..most]) {
            Ok(count) => {
                buf.put_slice(&bytes[..count]);
                Poll::Ready(Ok(()))
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => {
                Poll::Pending
            }
            Err(error) => Poll::Ready(Err(error)),
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let most = ready!(this.monitor.poll_read())?;
        if buf.remaining() <= most {
            return this.read(cx, buf);
        }
        // Copying what was read is cheaper than initializing the buffer, and the rest is read in the next turn.
        let mut bytes = [const { MaybeUninit::uninit() }; MAX_LIMITED_READ];
        let mut part = ReadBuf::uninit(&mut bytes[..most.min(MAX_LIMITED_READ)]);
        let poll = this.read(cx, &mut part);
        buf.put_slice(part.filled());
        poll
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.monitor.write(|| Pin::new(&mut this.tcp).poll_write(cx, buf))
    }

    /// TLS uses vectored writes even if `is_write_vectored` returns false, and an alert may be the last record.
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let mut written = 0;
        for buf in bufs.iter().filter(|buf| !buf.is_empty()) {
            match self.as_mut().poll_write(cx, buf) {
                Poll::Ready(Ok(count)) => {
                    written += count;
                    if count < buf.len() {
                        break;
                    }
                }
                poll if written == 0 => return poll,
                // The next write reports the error.
                _ => break,
            }
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_shutdown(cx)
    }
}
