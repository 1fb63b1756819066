//! What a failed call did.

/// What a failed call did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing: it was not sent.
    NotSent,
    /// Nothing: it was refused, by a code of which a documented table says so. Where none says either way: by a code with
    /// a 4xx status (but 408 and 499), unless a table lists that code with 408 or a 5xx status as well; or by a status
    /// that says so whoever sent it: 307, 308, 401, 403, 404, 405, 413, 415 or 429.
    Refused,
    /// Unknown: the service may have done what it was asked for.
    ///
    /// No whole response arrived, or it has another status without a code, or it has a 2xx status and is no JSON, as the
    /// pages of proxies are, or is an error of which no table says that the call was refused.
    Unknown,
    /// The service received success, but its response cannot be read: it is JSON of another type than documented, or decoding
    /// it takes more memory or time than the call may spend.
    Unreadable,
}

impl Outcome {
    /// The name in traces, like `not_sent`, for labels of metrics as well.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Unreadable => "unreadable",
        }
    }
}
