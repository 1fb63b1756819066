//! A number of a spec: its value and its notation.

use serde::ser::{Serialize, Serializer};

/// A number that JSON can hold.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenNumber {
    value: serde_json::Number,
    written: String,
}

impl WrittenNumber {
    /// A finite number with a fraction or an exponent; `None` if it is not finite.
    #[must_use]
    pub fn float(value: f64) -> Option<Self> {
        serde_json::Number::from_f64(value).map(Self::of)
    }

    fn of(value: serde_json::Number) -> Self {
        Self { written: value.to_string(), value }
    }

    /// The number as one of 64 bits with a sign, if it is whole and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.value.as_i64()
    }

    /// Returns true if it is written with a fraction or an exponent.
    #[must_use]
    pub fn is_float(&self) -> bool {
        self.value.is_f64()
    }

    /// The number as written, such as `1e3` or `0x1f`.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The text as JSON has it: as it is written, unless only YAML knows that notation.
    #[must_use]
    pub fn json(&self) -> String {
        let is_json = serde_json::from_str::<serde_json::Number>(&self.written).is_ok();
        if is_json { self.written.clone() } else { self.value.to_string() }
    }

    /// Sets the number as written.
    pub(crate) fn set_written(&mut self, written: &str) {
        written.clone_into(&mut self.written);
    }
}

impl From<i64> for WrittenNumber {
    fn from(value: i64) -> Self {
        Self::of(value.into())
    }
}

impl From<u64> for WrittenNumber {
    fn from(value: u64) -> Self {
        Self::of(value.into())
    }
}

impl Serialize for WrittenNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}
