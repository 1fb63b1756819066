//! The colours of diagnostics: those of rustc.

use super::code::Severity;

const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";

/// Bright cyan, since a console of Windows shows blue hardly at all; the emphasis and warnings are brighter there as well.
const FRAME: &str = if cfg!(windows) { "\x1b[1m\x1b[96m" } else { "\x1b[1m\x1b[94m" };
const EMPHASIS: &str = if cfg!(windows) { "\x1b[1m\x1b[97m" } else { BOLD };
const ERROR: &str = "\x1b[1m\x1b[91m";
const WARNING: &str = if cfg!(windows) { "\x1b[1m\x1b[93m" } else { "\x1b[1m\x1b[33m" };

/// The ANSI codes of a diagnostic's parts; empty without colours.
pub(super) struct Palette {
    /// The code, and the carets.
    pub(super) level: &'static str,
    /// The message, and the word `help`.
    pub(super) emphasis: &'static str,
    /// The line number, and what surrounds the line.
    pub(super) frame: &'static str,
}

impl Palette {
    /// No colours.
    pub(super) const PLAIN: Self = Self { level: "", emphasis: "", frame: "" };

    /// The colours of a terminal.
    pub(super) const fn coloured(severity: Severity) -> Self {
        let level = match severity {
            Severity::Error => ERROR,
            Severity::Warning => WARNING,
        };
        Self { level, emphasis: EMPHASIS, frame: FRAME }
    }
}

/// A text in a colour.
pub(super) fn painted(code: &str, text: &str) -> String {
    if code.is_empty() { text.to_owned() } else { format!("{code}{text}{RESET}") }
}
