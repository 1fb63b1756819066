//! The reason why saved pages are not compared with a spec.

use super::output;
use dingtalk_codegen::Diagnostics;
use std::error::Error;
use std::process::ExitCode;

/// The exit code if a page cannot be read, or an argument or a setting is wrong.
const WRONG: u8 = 2;

/// The reason why saved pages are not compared with a spec.
pub(super) enum ComparisonFailure {
    /// A page cannot be read, or an argument or a setting is wrong.
    Wrong(String),
    /// Another process is writing to the spec.
    Locked(String),
    /// The spec has errors.
    Spec(Diagnostics),
}

impl ComparisonFailure {
    pub(super) fn wrong(why: impl Into<Box<dyn Error>>) -> Self {
        Self::Wrong(why.into().to_string())
    }

    /// Prints the reason, and returns the exit code.
    pub(super) fn report(self) -> ExitCode {
        let (why, code) = match self {
            Self::Wrong(why) => (why, ExitCode::from(WRONG)),
            Self::Locked(why) => (why, ExitCode::FAILURE),
            Self::Spec(diagnostics) => {
                output::print_diagnostics(&diagnostics);
                return ExitCode::FAILURE;
            }
        };
        output::print_message(&format!("error: {why}"));
        code
    }
}

impl From<Diagnostics> for ComparisonFailure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Spec(diagnostics)
    }
}
