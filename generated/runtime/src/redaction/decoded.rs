//! A text as others may read it: as it stands, without percent-encoding, without JSON's escapes.

use std::borrow::Cow;

/// Bytes that a text stands for, each with the place in the text that it was made of.
pub(super) struct Decoded<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// Where each byte begins and ends in the text; empty if it is the text itself.
    places: Vec<(usize, usize)>,
}

/// Decodes the start of a text: adds the bytes that it stands for, and returns how long it is; 0 if it is not encoded.
type Decode = fn(&[u8], &mut Vec<u8>) -> usize;

impl<'a> Decoded<'a> {
    /// The text itself, and its other readings where there are any.
    pub(super) fn all(text: &'a [u8]) -> impl Iterator<Item = Self> {
        let itself = Self { bytes: Cow::Borrowed(text), places: Vec::new() };
        let percent = text.iter().any(|byte| matches!(byte, b'%' | b'+')).then(|| Self::new(text, percent));
        let json = text.contains(&b'\\').then(|| Self::new(text, escape));
        [Some(itself), percent, json].into_iter().flatten()
    }

    /// Where some bytes, at least one, begin and end in the text.
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

/// Percent-encoding, and the space of forms.
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

/// An escape within a text of JSON.
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

/// The character of the digits after `\u`, and how long they are with those of the other half of a pair.
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

/// The number of so many hexadecimal digits.
fn hexadecimal(digits: &[u8], count: usize) -> Option<u32> {
    digits.get(..count)?.iter().try_fold(0, |number, digit| Some(number * 16 + char::from(*digit).to_digit(16)?))
}
