//! Binary data: an uploaded or downloaded file, or a base64 field of JSON.

use std::fmt;
use std::ops::Deref;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use super::wire::{Slot, View, Wire, allocation};

/// A cheaply cloneable byte buffer. `Debug` shows its length only.
///
/// ```
/// use dingtalk_runtime::Bytes;
///
/// let bytes = Bytes::from("a text");
/// assert_eq!(&bytes[..2], b"a ");
/// assert_eq!(format!("{bytes:?}"), "Bytes(6)");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Bytes(::bytes::Bytes);

impl Bytes {
    /// Decodes base64 in either alphabet, with or without padding and line breaks.
    pub(super) fn from_base64(text: &str) -> Option<Self> {
        let lenient = GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true);
        let alphabet = if text.contains(['-', '_']) { alphabet::URL_SAFE } else { alphabet::STANDARD };
        let engine = GeneralPurpose::new(&alphabet, lenient);
        let decoded = if text.contains(|c: char| c.is_ascii_whitespace()) {
            engine.decode(text.split_ascii_whitespace().collect::<String>())
        } else {
            engine.decode(text)
        };
        decoded.ok().map(Self::from)
    }

    /// The maximum memory that [`from_base64`](Self::from_base64) takes, including the copy without line breaks.
    pub(super) fn decoding_cost(text: &str) -> usize {
        if text.is_empty() { 0 } else { allocation(text.len()).saturating_mul(2) }
    }
}

/// Encodes bytes for JSON.
pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.len())
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<::bytes::Bytes> for Bytes {
    fn from(bytes: ::bytes::Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Bytes> for ::bytes::Bytes {
    fn from(bytes: Bytes) -> Self {
        bytes.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(::bytes::Bytes::copy_from_slice(bytes))
    }
}

impl From<&str> for Bytes {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes())
    }
}

impl<const N: usize> From<[u8; N]> for Bytes {
    fn from(bytes: [u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}

crate::__serde!(Bytes);

impl Wire for Bytes {
    fn blank() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Bytes(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Bytes(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, base64};

    #[test]
    fn decodes_every_form_of_base64() {
        for text in ["+/8=", "-_8=", "+/8", "-_8", "+/\r\n8=\n", "+/9="] {
            assert_eq!(Bytes::from_base64(text), Some(Bytes::from([0xfb, 0xff].as_slice())), "{text}");
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
        for text in ["+", "a b c d e", "\u{e4}", "+_8=", "===="] {
            assert_eq!(Bytes::from_base64(text), None, "{text}");
        }
    }
}
