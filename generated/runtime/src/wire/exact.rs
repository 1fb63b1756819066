//! Decoding of numbers from their text, where `serde_json` would round or reject them.
//!
//! Without its feature `arbitrary_precision`, `serde_json` parses numbers other than 64-bit integers to 64-bit floats
//! and fails on those out of range. Few responses contain such a number where it matters; they are decoded a second
//! time with the text of each number.

use serde_core::Deserializer;
use serde_core::de::{Deserialize, Error};
use serde_json::value::RawValue;

use super::number::Number;
use super::read::{ReadValue, ValueReader};
use super::{FieldError, Slot};

/// The description of a number out of range, which may have more digits than any type holds.
pub(super) const NUMBER_OUT_OF_RANGE: &str = "a number out of range";

/// The start of `serde_json`'s message about a number out of range, for which it has no error kind.
const OUT_OF_RANGE: &str = "number out of range";

/// Returns true if decoding failed because of a number that exceeds the range of floats.
pub(super) fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.is_syntax() && error.to_string().starts_with(OUT_OF_RANGE)
}

impl ValueReader<'_> {
    /// Decodes a value from the text of its number, if it may be one.
    #[cold]
    #[inline(never)]
    pub(super) fn read_exactly<'de, D: Deserializer<'de>>(self, from: D) -> Result<ReadValue, D::Error> {
        let slot = self.value.slot();
        if matches!(slot, Slot::Text(_) | Slot::Int32(_) | Slot::Int64(_) | Slot::Integer(_) | Slot::Float(_)) {
            let raw = <&RawValue>::deserialize(from)?.get();
            if raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
                return self.number(Number::Digits(raw));
            }
            return serde_json::Deserializer::from_str(raw).deserialize_any(self).map_err(D::Error::custom);
        }
        let ValueReader { value, path, state } = self;
        let reader = ValueReader { value: &mut *value, path, state: &mut *state };
        let result = from.deserialize_any(reader);
        if result.is_err() {
            // Only the location of a number that is out of the parser's range is known.
            let expected = value.slot().expected();
            state.failed.get_or_insert_with(|| FieldError {
                path: path.to_string(),
                expected: expected.into(),
                found: NUMBER_OUT_OF_RANGE,
            });
        }
        result
    }
}
