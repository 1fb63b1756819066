//! Reading numbers digit by digit, where `serde_json` would round them or cannot hold them.
//!
//! It parses a number that is no 64-bit integer to a 64-bit float, and fails on one that is too large for that, unless its
//! feature `arbitrary_precision` is on. Few responses have such a number where that matters; those are read twice, the
//! second time with the text of each number.

use serde::Deserializer;
use serde::de::{Deserialize, Error};
use serde_json::value::RawValue;

use super::number::Number;
use super::read::{Read, Reader};
use super::{FieldError, Slot};

/// What does not fit is a number, which may have more digits than any type holds.
pub(super) const UNFIT: &str = "a number that does not fit";

/// How `serde_json` begins its message about a number that is too large for it, which it names in no other way.
const OUT_OF_RANGE: &str = "number out of range";

/// Whether reading failed because of a number that no float can hold.
pub(super) fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.is_syntax() && error.to_string().starts_with(OUT_OF_RANGE)
}

impl Reader<'_> {
    /// Reads a value with the text of its number, if it may be one.
    #[cold]
    #[inline(never)]
    pub(super) fn read_exactly<'de, D: Deserializer<'de>>(self, from: D) -> Result<Read, D::Error> {
        if matches!(self.value.slot(), Slot::Text(_) | Slot::Int32(_) | Slot::Int64(_) | Slot::Float(_)) {
            let raw = <&RawValue>::deserialize(from)?.get();
            if raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
                return self.number(Number::Digits(raw));
            }
            return serde_json::Deserializer::from_str(raw).deserialize_any(self).map_err(D::Error::custom);
        }
        let Reader { value, path, reading } = self;
        let reader = Reader { value: &mut *value, path, reading: &mut *reading };
        let result = from.deserialize_any(reader);
        if result.is_err() {
            // Of a number that is too large for the parser, all that is known is where it stands.
            let expected = value.slot().expected();
            reading.failed.get_or_insert_with(|| FieldError { path: path.to_string(), expected, found: UNFIT });
        }
        result
    }
}
