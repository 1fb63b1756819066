//! What the stand-in does with one request.

use std::time::Duration;

/// What the stand-in does with one request: how much of it is read, whether it is carried out, what is said, and how the
/// connection ends.
#[derive(Clone, Debug)]
pub struct Act {
    pub(crate) reads: Reads,
    pub(crate) says: Says,
    /// How long it takes until something is said. What is asked for is done before.
    pub(crate) waits: Duration,
    /// Only so many bytes of what would be said.
    pub(crate) cut: Option<usize>,
    /// The wait after each byte, if each is said for itself.
    pub(crate) drips: Option<Duration>,
    pub(crate) ends: Ends,
}

/// How much of a request is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// The first line, so that the rest of the request is under way.
    Part,
    Whole,
}

/// What is said of a request.
#[derive(Clone, Debug)]
pub(crate) enum Says {
    /// What the service says, which may carry it out.
    Served,
    /// These bytes.
    Bytes { bytes: Vec<u8>, does: Does },
}

/// What the service does before it says something of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    /// It carries the request out.
    All,
    /// It does nothing, and what it says need not tell.
    Nothing,
    /// It does nothing, and says so.
    Refuses,
}

/// How a connection ends, if it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// It stays open for the next request.
    Never,
    /// Both directions are closed.
    Close,
    /// It breaks off: what is under way is lost.
    Reset,
    /// Nothing more is sent, but everything is read.
    HalfClose,
    /// It stays open, and nothing happens any more.
    Hang,
}

impl Act {
    /// Reads the request, carries it out and answers, as the service does.
    #[must_use]
    pub fn serve() -> Self {
        Self {
            reads: Reads::Whole,
            says: Says::Served,
            waits: Duration::ZERO,
            cut: None,
            drips: None,
            ends: Ends::Never,
        }
    }

    /// Reads the request and says these bytes, without carrying it out.
    #[must_use]
    pub fn say(bytes: impl Into<Vec<u8>>) -> Self {
        Self { says: Says::Bytes { bytes: bytes.into(), does: Does::Nothing }, ..Self::serve() }
    }

    /// Reads the request, carries it out, and says these bytes.
    #[must_use]
    pub fn do_and_say(bytes: impl Into<Vec<u8>>) -> Self {
        Self { says: Says::Bytes { bytes: bytes.into(), does: Does::All }, ..Self::serve() }
    }

    /// Reads the request and refuses it with these bytes.
    #[must_use]
    pub fn refuse(bytes: impl Into<Vec<u8>>) -> Self {
        Self { says: Says::Bytes { bytes: bytes.into(), does: Does::Refuses }, ..Self::serve() }
    }

    /// Reads a part of the request.
    #[must_use]
    pub fn read_part() -> Self {
        Self { reads: Reads::Part, ..Self::say([]) }
    }

    /// Says it after this time.
    #[must_use]
    pub fn after(self, waits: Duration) -> Self {
        Self { waits, ..self }
    }

    /// Says only the first bytes.
    #[must_use]
    pub fn cut(self, bytes: usize) -> Self {
        Self { cut: Some(bytes), ..self }
    }

    /// Says each byte for itself, with this wait before the next.
    #[must_use]
    pub fn drip(self, wait: Duration) -> Self {
        Self { drips: Some(wait), ..self }
    }

    /// Ends the connection afterwards.
    #[must_use]
    pub fn then(self, ends: Ends) -> Self {
        Self { ends, ..self }
    }
}
