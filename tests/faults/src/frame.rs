//! Frames of HTTP/2.
#![allow(clippy::must_use_candidate, reason = "all that the frames are for is to be sent")]

use tokio::io::{AsyncRead, AsyncReadExt as _};

/// `DATA`.
pub const DATA: u8 = 0;
/// `HEADERS`.
pub const HEADERS: u8 = 1;
/// `SETTINGS`.
pub const SETTINGS: u8 = 4;
/// `PING`.
pub const PING: u8 = 6;
/// `GOAWAY`.
pub const GOAWAY: u8 = 7;

/// The length of the client's preface.
pub const PREFACE: usize = 24;

/// The maximum payload, unless a client allows more.
pub const MAX_PAYLOAD: usize = 16 << 10;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const ACK: u8 = 1;
const MAX_CONCURRENT_STREAMS: u16 = 3;
const HEAD: usize = 9;

/// A frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The type.
    pub ty: u8,
    flags: u8,
    /// The stream, or 0 for the connection.
    pub stream: u32,
    payload: Vec<u8>,
}

impl Frame {
    /// Creates a frame without flags.
    pub fn new(ty: u8, stream: u32, payload: impl Into<Vec<u8>>) -> Self {
        Self { ty, flags: 0, stream, payload: payload.into() }
    }

    /// The headers of a response, encoded by HPACK.
    pub fn headers(stream: u32, fields: impl Into<Vec<u8>>) -> Self {
        Self { flags: END_HEADERS, ..Self::new(HEADERS, stream, fields) }
    }

    /// The last part of a body.
    pub fn last_data(stream: u32, data: impl Into<Vec<u8>>) -> Self {
        Self { flags: END_STREAM, ..Self::new(DATA, stream, data) }
    }

    /// Settings with a limit of concurrent streams.
    pub fn stream_limit(limit: u32) -> Self {
        Self::new(SETTINGS, 0, [&MAX_CONCURRENT_STREAMS.to_be_bytes()[..], &limit.to_be_bytes()].concat())
    }

    /// A GOAWAY after this stream, without an error.
    pub fn go_away(last: u32) -> Self {
        Self::new(GOAWAY, 0, [last.to_be_bytes(), [0; 4]].concat())
    }

    /// A ping.
    pub fn ping() -> Self {
        Self::new(PING, 0, [0; 8])
    }

    /// The acknowledgement of settings.
    pub fn settings_ack() -> Self {
        Self { flags: ACK, ..Self::new(SETTINGS, 0, []) }
    }

    /// Whether it acknowledges a ping or settings.
    pub fn is_ack(&self) -> bool {
        matches!(self.ty, PING | SETTINGS) && self.flags & ACK != 0
    }

    /// Whether it ends a request.
    pub fn ends_stream(&self) -> bool {
        matches!(self.ty, HEADERS | DATA) && self.flags & END_STREAM != 0
    }

    /// Reads the next frame; `None` at the end of the connection.
    pub async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Self> {
        let mut head = [0; HEAD];
        stream.read_exact(&mut head).await.ok()?;
        let [a, b, c, ty, flags, id @ ..] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
        stream.read_exact(&mut payload).await.ok()?;
        Some(Self { ty, flags, stream: u32::from_be_bytes(id) & 0x7fff_ffff, payload })
    }

    /// The bytes on the wire.
    ///
    /// # Panics
    /// Panics if the payload is too long.
    pub fn bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.payload.len()).expect("a short payload").to_be_bytes();
        [&length[1..], &[self.ty, self.flags], &self.stream.to_be_bytes(), &self.payload].concat()
    }
}
