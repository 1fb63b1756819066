//! The differences between the calls that a test set up and those that happened.

use std::error::Error;
use std::fmt;

/// The error of [`Fake::verify`](super::Fake::verify): responses that no call used, and calls without a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    pub(super) unused: Vec<String>,
    pub(super) unexpected: Vec<String>,
}

impl VerifyError {
    /// The responses that no call used, one line for each operation.
    #[must_use]
    pub fn unused(&self) -> &[String] {
        &self.unused
    }

    /// The calls that had no response, in their order.
    #[must_use]
    pub fn unexpected(&self) -> &[String] {
        &self.unexpected
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<&str> = self.unexpected.iter().chain(&self.unused).map(String::as_str).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl Error for VerifyError {}
