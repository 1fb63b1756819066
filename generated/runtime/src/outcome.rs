//! The effect of a failed call.

/// The effect of a failed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The request was not sent.
    NotSent,
    /// The service refused the call and did nothing. This is known from a code that is documented as a refusal. If the
    /// documentation does not say, it follows from a code with a 4xx status other than 408 and 499, unless a table also
    /// lists that code with 408 or a 5xx status; or from a status that means a refusal whoever sent it: 307, 308, 401,
    /// 403, 404, 405, 413, 415 or 429.
    Refused,
    /// Unknown: the service may have carried out the call.
    ///
    /// No complete response arrived; the response has no code and another status; it has a 2xx status but is not JSON,
    /// like an HTML page of a proxy; or it is an error that is not documented as a refusal.
    Unknown,
    /// The service reported success, but the response could not be decoded: it is JSON of another type than documented,
    /// or decoding it exceeds the call's memory limit or deadline.
    Unreadable,
}

impl Outcome {
    /// The name in traces, like `not_sent`. Also suitable as a metrics label.
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
