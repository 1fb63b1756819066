//! An HTTP/2 proxy that withholds frames from the server after a GOAWAY.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, DuplexStream, duplex, split};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use crate::frame::{Frame, HEADERS, PREFACE};
use crate::wire::Stream;

/// Sends a GOAWAY to the client, and withholds the streams that it opens afterwards from the server.
#[derive(Clone)]
pub(crate) struct Gate {
    state: Arc<Mutex<State>>,
}

struct State {
    /// The last stream that the server has received.
    last: u32,
    is_closed: bool,
    to_client: UnboundedSender<Frame>,
}

impl Gate {
    /// Puts a gate between a client and the server. The connection ends with the tasks.
    pub(crate) fn new(client: impl Stream + 'static, tasks: &mut JoinSet<()>) -> (Self, DuplexStream) {
        let (server, ours) = duplex(64 << 10);
        let (to_client, frames) = unbounded_channel();
        let gate = Self { state: Arc::new(Mutex::new(State { last: 0, is_closed: false, to_client })) };
        let ((from_client, client), (from_server, to_server)) = (split(client), split(ours));
        tasks.spawn(gate.clone().requests(from_client, to_server));
        tasks.spawn(gate.clone().responses(from_server));
        tasks.spawn(send(frames, client));
        (gate, server)
    }

    /// Closes the gate.
    pub(crate) fn close(&self) {
        let mut state = self.state();
        if !state.is_closed {
            state.is_closed = true;
            // The client may have left.
            state.to_client.send(Frame::go_away(state.last)).ok();
        }
    }

    /// Forwards the client's frames while the gate is open.
    async fn requests(self, mut client: impl AsyncRead + Unpin, mut server: impl AsyncWrite + Unpin) {
        let mut preface = [0; PREFACE];
        if client.read_exact(&mut preface).await.is_err() || server.write_all(&preface).await.is_err() {
            return;
        }
        while let Some(frame) = Frame::read(&mut client).await {
            if self.lets_through(&frame) && server.write_all(&frame.bytes()).await.is_err() {
                return;
            }
        }
        server.shutdown().await.ok();
    }

    fn lets_through(&self, frame: &Frame) -> bool {
        let mut state = self.state();
        if state.is_closed {
            return frame.stream <= state.last;
        }
        if frame.ty == HEADERS {
            state.last = state.last.max(frame.stream);
        }
        true
    }

    async fn responses(self, mut server: impl AsyncRead + Unpin) {
        let to_client = self.state().to_client.clone();
        while let Some(frame) = Frame::read(&mut server).await {
            if to_client.send(frame).is_err() {
                return;
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn send(mut frames: UnboundedReceiver<Frame>, mut client: impl AsyncWrite + Unpin) {
    while let Some(frame) = frames.recv().await {
        if client.write_all(&frame.bytes()).await.is_err() || client.flush().await.is_err() {
            return;
        }
    }
}
