//! The reason why a subcommand stops.

use super::output;
use dingtalk_codegen::Diagnostics;
use std::error::Error;
use std::process::ExitCode;

/// The exit code if a page cannot be read, or an argument or a setting is wrong.
pub(super) const WRONG: u8 = 2;

/// The exit code of other failures, and of what differs.
pub(super) const DIFFERS: u8 = 1;

/// The reason why a subcommand stops, with its exit code.
pub(super) struct Failure {
    why: Box<dyn Error>,
    code: u8,
}

impl Failure {
    /// A page cannot be read, or an argument or a setting is wrong.
    pub(super) fn wrong(why: impl Into<Box<dyn Error>>) -> Self {
        Self { why: why.into(), code: WRONG }
    }

    /// Anything else: the spec has errors, or a file cannot be written.
    pub(super) fn other(why: impl Into<Box<dyn Error>>) -> Self {
        Self { why: why.into(), code: DIFFERS }
    }

    /// Prints the reason, and returns the exit code.
    pub(super) fn report(self) -> ExitCode {
        match self.why.downcast_ref::<Diagnostics>() {
            Some(diagnostics) => output::print_diagnostics(diagnostics),
            None => output::print_message(&format!("error: {}", self.why)),
        }
        ExitCode::from(self.code)
    }
}

impl<E: Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::other(error)
    }
}
