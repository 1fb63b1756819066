//! The interpretations of a text: verbatim, percent-decoded, and with JSON escapes decoded.

use std::borrow::Cow;

/// A decoded text, with the source range of each byte.
pub(super) struct Decoded<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// The source range of each byte; empty if nothing was decoded.
    places: Vec<(usize, usize)>,
}

/// Decodes one escape at the start of a text: appends its bytes and returns its length, or 0 if there is none.
type Decode = fn(&[u8], &mut Vec<u8>) -> usize;

impl<'a> Decoded<'a> {
    /// Calls `read` with the text itself and with its decoded forms, if there are any.
    pub(super) fn each(text: &'a [u8], mut read: impl FnMut(&Self)) {
        read(&Self { bytes: Cow::Borrowed(text), places: Vec::new() });
        if text.iter().any(|byte| matches!(byte, b'%' | b'+')) {
            read(&Self::new(text, percent));
        }
        if text.contains(&b'\\') {
            read(&Self::new(text, escape));
        }
    }

    /// The source range of a non-empty range of bytes.
    pub(super) fn place(&self, start: usize, end: usize) -> (usize, usize) {
        match (self.places.get(start), self.places.get(end - 1)) {
            (Some((start, _)), Some((_, end))) => (*start, *end),
            _ => (start, end),
        }
    }

    fn new(text: &[u8], decode: Decode) -> Self {
        let (mut bytes, mut places) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut at = 0;
        while let Some(byte) = text.get(at) {
            let mut length = decode(&text[at..], &mut bytes);
            if length == 0 {
                bytes.push(*byte);
                length = 1;
            }
            places.resize(bytes.len(), (at, at + length));
            at += length;
        }
        Self { bytes: Cow::Owned(bytes), places }
    }
}

/// Percent-encoding, and `+` for a space as in forms.
fn percent(text: &[u8], bytes: &mut Vec<u8>) -> usize {
    match text {
        [b'+', ..] => {
            bytes.push(b' ');
            1
        }
        [b'%', digits @ ..] => match hexadecimal(digits, 2).and_then(|byte| u8::try_from(byte).ok()) {
            Some(byte) => {
                bytes.push(byte);
                3
            }
            None => 0,
        },
        _ => 0,
    }
}

/// A JSON escape.
fn escape(text: &[u8], bytes: &mut Vec<u8>) -> usize {
    let (decoded, length) = match text {
        [b'\\', b'u', digits @ ..] => match unicode(digits) {
            Some((decoded, length)) => (decoded, 2 + length),
            None => return 0,
        },
        [b'\\', letter, ..] => match letter {
            b'"' | b'\\' | b'/' => (char::from(*letter), 2),
            b'b' => ('\u{8}', 2),
            b'f' => ('\u{c}', 2),
            b'n' => ('\n', 2),
            b'r' => ('\r', 2),
            b't' => ('\t', 2),
            _ => return 0,
        },
        _ => return 0,
    };
    bytes.extend_from_slice(decoded.encode_utf8(&mut [0; 4]).as_bytes());
    length
}

/// The character of the digits after `\u`, and their length, including the second half of a surrogate pair.
fn unicode(digits: &[u8]) -> Option<(char, usize)> {
    let first = hexadecimal(digits, 4)?;
    if let Some(decoded) = char::from_u32(first) {
        return Some((decoded, 4));
    }
    let second = hexadecimal(digits.get(4..)?.strip_prefix(b"\\u")?, 4)?;
    let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let decoded = char::decode_utf16(pair).next()?.ok()?;
    Some((decoded, 10))
}

/// Parses `count` hexadecimal digits.
fn hexadecimal(digits: &[u8], count: usize) -> Option<u32> {
    digits.get(..count)?.iter().try_fold(0, |number, digit| Some(number * 16 + char::from(*digit).to_digit(16)?))
}
