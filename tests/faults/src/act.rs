//! The behavior of the stand-in for one request.

use std::time::Duration;

/// The behavior of the stand-in for one request: how much of it is read, whether it is carried out, what the response
/// is, and how the connection ends.
#[derive(Clone, Debug)]
pub struct Act {
    pub(crate) reads: Reads,
    pub(crate) response: ResponseSource,
    /// The delay before the response. The request is carried out before it.
    pub(crate) delay: Duration,
    /// Truncates the response to this many bytes.
    pub(crate) cut: Option<usize>,
    /// The delay after each byte, if the response is sent byte by byte.
    pub(crate) byte_delay: Option<Duration>,
    pub(crate) ends: Ends,
}

/// How much of a request is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// Only the first line, so that the rest is still in transit.
    Part,
    Whole,
}

/// The response to a request.
#[derive(Clone, Debug)]
pub(crate) enum ResponseSource {
    /// The service's response, which may carry the request out.
    Served,
    /// These bytes.
    Bytes { bytes: Vec<u8>, effect: Effect },
}

/// The effect of a request with a scripted response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The request is carried out.
    Executed,
    /// Nothing is done, and the response need not say so.
    None,
    /// Nothing is done, and the response says so.
    Refused,
}

/// How a connection ends, if it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// It stays open for the next request.
    Never,
    /// Both directions are closed.
    Close,
    /// It is reset: data in transit is lost.
    Reset,
    /// Only the sending half is closed.
    HalfClose,
    /// It stays open without any activity.
    Hang,
}

impl Act {
    /// Serves the request normally.
    #[must_use]
    pub fn serve() -> Self {
        Self {
            reads: Reads::Whole,
            response: ResponseSource::Served,
            delay: Duration::ZERO,
            cut: None,
            byte_delay: None,
            ends: Ends::Never,
        }
    }

    /// Reads the request and responds with these bytes, without carrying it out.
    #[must_use]
    pub fn respond(bytes: impl Into<Vec<u8>>) -> Self {
        Self { response: ResponseSource::Bytes { bytes: bytes.into(), effect: Effect::None }, ..Self::serve() }
    }

    /// Reads the request, carries it out, and responds with these bytes.
    #[must_use]
    pub fn execute_and_respond(bytes: impl Into<Vec<u8>>) -> Self {
        Self { response: ResponseSource::Bytes { bytes: bytes.into(), effect: Effect::Executed }, ..Self::serve() }
    }

    /// Reads the request and refuses it with these bytes.
    #[must_use]
    pub fn refuse(bytes: impl Into<Vec<u8>>) -> Self {
        Self { response: ResponseSource::Bytes { bytes: bytes.into(), effect: Effect::Refused }, ..Self::serve() }
    }

    /// Reads a part of the request.
    #[must_use]
    pub fn read_part() -> Self {
        Self { reads: Reads::Part, ..Self::respond([]) }
    }

    /// Delays the response.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Truncates the response.
    #[must_use]
    pub fn cut(self, bytes: usize) -> Self {
        Self { cut: Some(bytes), ..self }
    }

    /// Sends the response byte by byte, with this delay after each.
    #[must_use]
    pub fn drip(self, wait: Duration) -> Self {
        Self { byte_delay: Some(wait), ..self }
    }

    /// Ends the connection afterwards.
    #[must_use]
    pub fn then(self, ends: Ends) -> Self {
        Self { ends, ..self }
    }
}
