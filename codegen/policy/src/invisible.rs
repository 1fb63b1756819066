//! Invisible characters: they show nothing themselves, or change the display of the text around them.

use std::fmt::Write as _;

/// All invisible characters: ascending ranges, each with the name of its characters.
///
/// They are all control characters, all code points with Unicode's property `Default_Ignorable_Code_Point`, the separators of lines
/// and paragraphs, and the interlinear annotations.
const INVISIBLE: &[(char, char, &str)] = &[
    ('\0', '\u{8}', "control character"),
    ('\t', '\t', "tab"),
    ('\n', '\n', "line feed"),
    ('\u{b}', '\u{c}', "control character"),
    ('\r', '\r', "carriage return"),
    ('\u{e}', '\u{1a}', "control character"),
    ('\u{1b}', '\u{1b}', "escape"),
    ('\u{1c}', '\u{1f}', "control character"),
    ('\u{7f}', '\u{9f}', "control character"),
    ('\u{ad}', '\u{ad}', "soft hyphen"),
    ('\u{34f}', '\u{34f}', "combining grapheme joiner"),
    ('\u{61c}', '\u{61c}', "direction mark"),
    ('\u{115f}', '\u{1160}', "Hangul filler"),
    ('\u{17b4}', '\u{17b5}', "Khmer inherent vowel"),
    ('\u{180b}', '\u{180d}', "variation selector"),
    ('\u{180e}', '\u{180e}', "Mongolian vowel separator"),
    ('\u{180f}', '\u{180f}', "variation selector"),
    ('\u{200b}', '\u{200b}', "zero width space"),
    ('\u{200c}', '\u{200c}', "zero width non-joiner"),
    ('\u{200d}', '\u{200d}', "zero width joiner"),
    ('\u{200e}', '\u{200f}', "direction mark"),
    ('\u{2028}', '\u{2028}', "line separator"),
    ('\u{2029}', '\u{2029}', "paragraph separator"),
    ('\u{202a}', '\u{202e}', "direction control"),
    ('\u{2060}', '\u{2060}', "word joiner"),
    ('\u{2061}', '\u{2064}', "invisible operator"),
    ('\u{2065}', '\u{2065}', "ignored character"),
    ('\u{2066}', '\u{2069}', "direction control"),
    ('\u{206a}', '\u{206f}', "deprecated format character"),
    ('\u{3164}', '\u{3164}', "Hangul filler"),
    ('\u{fe00}', '\u{fe0f}', "variation selector"),
    ('\u{feff}', '\u{feff}', "byte order mark"),
    ('\u{ffa0}', '\u{ffa0}', "Hangul filler"),
    ('\u{fff0}', '\u{fff8}', "ignored character"),
    ('\u{fff9}', '\u{fffb}', "interlinear annotation"),
    ('\u{1bca0}', '\u{1bca3}', "shorthand format character"),
    ('\u{1d173}', '\u{1d17a}', "musical format character"),
    ('\u{e0000}', '\u{e00ff}', "tag"),
    ('\u{e0100}', '\u{e01ef}', "variation selector"),
    ('\u{e01f0}', '\u{e0fff}', "ignored character"),
];

/// Returns true if a character is invisible: control characters, including line breaks and tabs, and characters that join,
/// hide, select or reorder others.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    // The fast path: most text is ASCII.
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    range(c).is_some()
}

/// Returns true if a character is white space that looks like an ordinary space, such as a no-break space, an ideographic
/// space, or a space of another width.
#[must_use]
pub fn is_foreign_blank(c: char) -> bool {
    !c.is_ascii() && c.is_whitespace() && !is_invisible(c)
}

/// A character's number, and its name if it is known: `U+200B (zero width space)`.
#[must_use]
pub fn describe(c: char) -> String {
    let name = match c {
        ' ' => Some("space"),
        '\u{a0}' => Some("no-break space"),
        '\u{3000}' => Some("ideographic space"),
        c if is_foreign_blank(c) => Some("space of another width"),
        c => range(c).map(|(_, _, name)| *name),
    };
    let number = u32::from(c);
    name.map_or_else(|| format!("U+{number:04X}"), |name| format!("U+{number:04X} ({name})"))
}

/// Escapes all invisible characters of a text except line breaks.
#[must_use]
pub fn escaped(text: &str) -> String {
    escape(text, |c| c != '\n' && is_invisible(c))
}

/// Escapes all invisible characters of a text, so that it is one line.
#[must_use]
pub fn one_line(text: &str) -> String {
    escape(text, is_invisible)
}

fn escape(text: &str, wanted: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' if wanted(c) => out.push_str("\\n"),
            c if wanted(c) => {
                // Writing into a String does not fail.
                let _ = write!(out, "{}", c.escape_unicode());
            }
            c => out.push(c),
        }
    }
    out
}

fn range(c: char) -> Option<&'static (char, char, &'static str)> {
    let after = INVISIBLE.partition_point(|(first, _, _)| *first <= c);
    INVISIBLE[..after].last().filter(|(_, last, _)| c <= *last)
}
