//! Numbers as the wire has them, and what they become without loss.

use std::borrow::Cow;

use serde_json::Value;

/// The largest magnitude up to which every integer has a `f64` of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A number as a deserializer hands it over.
#[derive(Clone, Copy)]
pub(super) enum Number<'a> {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    /// Its digits, as `serde_json`'s `arbitrary_precision` or a text has them.
    Digits(&'a str),
}

impl<'a> Number<'a> {
    /// The integer, if the number surely is one of 64 bits.
    pub(super) fn to_i64(self) -> Option<i64> {
        match self {
            Self::Signed(number) => Some(number),
            Self::Unsigned(number) => i64::try_from(number).ok(),
            Self::Float(number) => integral(number),
            Self::Digits(digits) => digits.parse().ok().or_else(|| integral(digits.parse().ok()?)),
        }
    }

    /// The finite float nearest to the number.
    #[expect(clippy::cast_precision_loss, reason = "a float member takes the float nearest to the number")]
    pub(super) fn to_f64(self) -> Option<f64> {
        let number = match self {
            Self::Signed(number) => number as f64,
            Self::Unsigned(number) => number as f64,
            Self::Float(number) => number,
            Self::Digits(digits) => digits.parse().ok()?,
        };
        number.is_finite().then_some(number)
    }

    /// The number's text, unless its digits were lost on the way here.
    pub(super) fn to_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Signed(number) => Some(number.to_string().into()),
            Self::Unsigned(number) => Some(number.to_string().into()),
            Self::Float(number) if number.abs() < EXACT => Some(number.to_string().into()),
            Self::Float(_) => None,
            Self::Digits(digits) => Some(digits.into()),
        }
    }

    /// The number as a JSON value.
    pub(super) fn to_json(self) -> Option<Value> {
        match self {
            Self::Signed(number) => Some(number.into()),
            Self::Unsigned(number) => Some(number.into()),
            Self::Float(number) => serde_json::Number::from_f64(number).map(Value::Number),
            Self::Digits(digits) => serde_json::from_str(digits).ok(),
        }
    }
}

/// The integer that a float is, where no other integer has the same float.
fn integral(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "checked: integral, and small enough")]
    let integer = number as i64;
    (number.fract() == 0.0 && number.abs() < EXACT).then_some(integer)
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn integers_are_taken_where_they_are_exact() {
        assert_eq!(Number::Digits("256").to_i64(), Some(256));
        assert_eq!(Number::Digits("256.0").to_i64(), Some(256));
        assert_eq!(Number::Float(-3.0).to_i64(), Some(-3));
        assert_eq!(Number::Float(1.5).to_i64(), None);
        assert_eq!(Number::Float(9_007_199_254_740_992.0).to_i64(), None);
        assert_eq!(Number::Float(f64::NAN).to_i64(), None);
        assert_eq!(Number::Unsigned(u64::MAX).to_i64(), None);
        assert_eq!(Number::Digits("9223372036854775807").to_i64(), Some(i64::MAX));
        assert_eq!(Number::Digits("9223372036854775808").to_i64(), None);
        assert_eq!(Number::Digits("").to_i64(), None);
    }

    #[test]
    fn floats_stay_finite() {
        assert_eq!(Number::Digits("1e3").to_f64(), Some(1000.0));
        assert_eq!(Number::Digits("NaN").to_f64(), None);
        assert_eq!(Number::Digits("1e999").to_f64(), None);
        assert_eq!(Number::Digits("").to_f64(), None);
    }

    #[test]
    fn texts_never_lose_digits() {
        assert_eq!(Number::Unsigned(u64::MAX).to_text().as_deref(), Some("18446744073709551615"));
        assert_eq!(Number::Digits("123456789012345678901234").to_text().as_deref(), Some("123456789012345678901234"));
        assert_eq!(Number::Float(1.5).to_text().as_deref(), Some("1.5"));
        assert_eq!(Number::Float(1.234_567_890_123_456_8e23).to_text(), None);
    }
}
