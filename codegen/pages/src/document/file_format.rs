//! Detects the format of a saved page.

use super::elements::is_element;
use crate::labels;
use crate::unreadable::Unreadable;
use std::borrow::Cow;

/// Maximum size of a file in bytes, including scripts and images.
pub(crate) const MAX_FILE_BYTES: usize = 8 << 20;

/// Format of a saved page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileFormat {
    Html,
    Markdown,
    Text,
}

/// Decodes a file to text.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Unreadable::TooLarge { limit: MAX_FILE_BYTES });
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        _ => Cow::Borrowed(utf8(bytes)?),
    };
    let text = if text.contains('\r') && !text.contains('\n') { Cow::Owned(text.replace('\r', "\n")) } else { text };
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(Unreadable::Empty);
    }
    if is_archive(&text) {
        return Err(Unreadable::Archive);
    }
    Ok(text)
}

fn utf8(bytes: &[u8]) -> Result<&str, Unreadable> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "an archive or an office document"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"bplist", "a web archive of Safari"),
    ];
    if let Some((_, kind)) = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::NotText(kind));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_utf16(bytes) {
        return Err(Unreadable::Utf16);
    }
    if bytes.contains(&0) {
        return Err(Unreadable::NotText("a binary file"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if error.error_len().is_none() => Err(Unreadable::Truncated { within: "a character" }),
        Err(_) => Err(Unreadable::Encoding),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (units, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Unreadable::Truncated { within: "a character" });
    }
    let units = units.iter().map(|bytes| unit(*bytes));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| Unreadable::Encoding)
}

/// Detects UTF-16 without a byte order mark: every ASCII character has a zero byte, always at the same parity.
fn is_utf16(bytes: &[u8]) -> bool {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    bytes.len().is_multiple_of(2) && (even == 0) != (odd == 0) && even.max(odd) > bytes.len() / 40
}

/// Detects an MHTML archive by its headers.
fn is_archive(text: &str) -> bool {
    let head: Vec<_> = text.lines().take(20).map(str::to_ascii_lowercase).collect();
    let has = |start: &str| head.iter().any(|line| line.starts_with(start));
    has("mime-version:") && has("content-type: multipart/")
}

impl FileFormat {
    /// Detects the format of a text.
    pub(super) fn of(text: &str) -> Self {
        if is_html(text) {
            Self::Html
        } else if is_markdown(text) {
            Self::Markdown
        } else {
            Self::Text
        }
    }

    /// Returns `true` if the end of the text proves that it is complete.
    pub(super) fn is_closed(self, text: &str) -> bool {
        match self {
            Self::Html => true,
            Self::Markdown => ["\n```", "\n~~~"].iter().any(|fence| text.trim_end().ends_with(fence)),
            Self::Text => false,
        }
    }
}

/// Returns `true` if the text starts with a document-level tag, or with any element and is not Markdown.
fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, rest)| rest).trim_start();
    }
    let Some(markup) = rest.strip_prefix('<') else { return false };
    let name: String = markup.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '!' || *c == '?').collect();
    match name.to_ascii_lowercase().as_str() {
        "!doctype" | "?xml" | "html" | "head" | "body" | "meta" | "title" => true,
        name => is_element(name) && !is_markdown(text),
    }
}

/// Looks for syntax that only Markdown has. A `#` alone is not enough: code samples have comments.
fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| is_delimiter_row(line) || is_fence(line) || is_known_heading(line))
}

fn is_delimiter_row(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

/// Returns `true` for a Markdown heading with a known section label.
fn is_known_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let text = line[level..].trim_matches(['#', '*', ' ', '\r']);
    (2..=6).contains(&level) && line[level..].starts_with(' ') && labels::section(text).is_some()
}
