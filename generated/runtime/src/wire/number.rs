//! Conversion of JSON numbers.
//!
//! Integers and numbers in strings are converted exactly. `serde_json` has already rounded other numbers to 64-bit
//! floats, unless its feature `arbitrary_precision` is on or the response is decoded a second time from the text of its
//! numbers (`exact.rs`). So `256.00000000000000000001` is 256 without that feature, and an error with it.

use std::borrow::Cow;

use serde_json::Value;

/// Below this magnitude, a parsed float with an integer value is the integer that was sent. Floats represent integers
/// exactly up to 2^53, but `serde_json` may be off by a unit or two in the last place, which is less than 1 up to 2^51.
const MAX_EXACT: f64 = 2_251_799_813_685_248.0;

/// The number of digits of `i64::MAX`.
const MAX_DIGITS: usize = 19;

/// A number from a deserializer.
#[derive(Clone, Copy)]
pub(super) enum Number<'a> {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    /// Its text, from `serde_json`'s `arbitrary_precision` or from a string.
    Digits(&'a str),
}

impl<'a> Number<'a> {
    /// The number as a 64-bit integer, if it is one.
    pub(super) fn to_i64(self) -> Option<i64> {
        match self {
            Self::Signed(number) => Some(number),
            Self::Unsigned(number) => i64::try_from(number).ok(),
            Self::Float(number) => integral(number),
            Self::Digits(digits) => integer(digits),
        }
    }

    /// The nearest finite float.
    #[expect(clippy::cast_precision_loss, reason = "a float field takes the float nearest to the number")]
    pub(super) fn to_f64(self) -> Option<f64> {
        let number = match self {
            Self::Signed(number) => number as f64,
            Self::Unsigned(number) => number as f64,
            Self::Float(number) => number,
            Self::Digits(digits) => digits.parse().ok()?,
        };
        number.is_finite().then_some(number)
    }

    /// The number's text. `None` for integers that may have been rounded; a fraction has the digits of its parsed
    /// float.
    pub(super) fn to_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Signed(number) => Some(number.to_string().into()),
            Self::Unsigned(number) => Some(number.to_string().into()),
            Self::Float(number) if number.abs() < MAX_EXACT => Some(number.to_string().into()),
            Self::Float(_) => None,
            Self::Digits(digits) => Some(digits.into()),
        }
    }

    /// Returns true if its text may differ from the one that was sent. `serde_json` rounds floats, and writes `1e3` as
    /// `1e+3` with `arbitrary_precision`.
    pub(super) fn is_rewritten(self) -> bool {
        match self {
            Self::Signed(_) | Self::Unsigned(_) => false,
            Self::Float(_) => true,
            Self::Digits(digits) => digits.contains(['e', 'E']),
        }
    }

    /// The number as a JSON value.
    pub(super) fn to_json(self) -> Option<Value> {
        match self {
            Self::Signed(number) => Some(number.into()),
            Self::Unsigned(number) => Some(number.into()),
            Self::Float(number) => serde_json::Number::from_f64(number).map(Value::Number),
            Self::Digits(digits) => serde_json::from_str::<serde_json::Number>(digits).ok().map(Value::Number),
        }
    }
}

/// The integer of a float, unless several integers have the same float.
fn integral(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "checked: integral, and small enough")]
    let integer = number as i64;
    (number.fract() == 0.0 && number.abs() < MAX_EXACT).then_some(integer)
}

/// The integer of a decimal number, like `256`, `256.0` or `2.56e2`.
fn integer(decimal: &str) -> Option<i64> {
    let (mantissa, exponent) = decimal.split_once(['e', 'E']).unwrap_or((decimal, "0"));
    let (sign, mantissa) = if let Some(rest) = mantissa.strip_prefix('-') { ("-", rest) } else { ("", mantissa) };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i64 = exponent.parse().ok()?;
    let digits = format!("{whole}{fraction}");
    if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let significant = digits.trim_matches('0');
    if significant.is_empty() {
        return Some(0);
    }
    let zeros_after = digits.len() - digits.trim_end_matches('0').len();
    let places = |count: usize| i64::try_from(count).ok();
    let zeros = exponent.checked_add(places(zeros_after)?)?.checked_sub(places(fraction.len())?)?;
    let zeros = usize::try_from(zeros).ok().filter(|zeros| *zeros <= MAX_DIGITS)?;
    format!("{sign}{significant}{}", "0".repeat(zeros)).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn floats_convert_to_exact_integers() {
        assert_eq!(Number::Float(-3.0).to_i64(), Some(-3));
        assert_eq!(Number::Float(1.5).to_i64(), None);
        assert_eq!(Number::Float(2_251_799_813_685_247.0).to_i64(), Some(2_251_799_813_685_247));
        assert_eq!(Number::Float(2_251_799_813_685_248.0).to_i64(), None);
        assert_eq!(Number::Float(f64::NAN).to_i64(), None);
        assert_eq!(Number::Unsigned(u64::MAX).to_i64(), None);
    }

    #[test]
    fn decimals_convert_to_exact_integers() {
        let integer = |digits| Number::Digits(digits).to_i64();
        assert_eq!(integer("256"), Some(256));
        assert_eq!(integer("256.0"), Some(256));
        assert_eq!(integer("-2.560e2"), Some(-256));
        assert_eq!(integer("2560E-1"), Some(256));
        assert_eq!(integer("000"), Some(0));
        assert_eq!(integer("-0.0e9"), Some(0));
        assert_eq!(integer("9223372036854775807"), Some(i64::MAX));
        assert_eq!(integer("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(integer("9223372036854775807.000"), Some(i64::MAX));
        assert_eq!(integer("4503599627370497.0"), Some(4_503_599_627_370_497));
        for digits in [
            "256.00000000000000000001",
            "4503599627370497.5",
            "9223372036854775808",
            "1e19",
            "1e999999999",
            "1e99999999999999999999",
            "1e-1",
            "1.5",
            "",
            "-",
            ".5",
            "+1",
            "--1",
            "1e",
            "1.2.3",
            "0x10",
            "inf",
        ] {
            assert_eq!(integer(digits), None, "{digits}");
        }
    }

    #[test]
    fn floats_stay_finite() {
        assert_eq!(Number::Digits("1e3").to_f64(), Some(1000.0));
        assert_eq!(Number::Digits("NaN").to_f64(), None);
        assert_eq!(Number::Digits("1e999").to_f64(), None);
        assert_eq!(Number::Digits("").to_f64(), None);
    }

    #[test]
    fn text_keeps_all_digits_of_integers() {
        assert_eq!(Number::Unsigned(u64::MAX).to_text().as_deref(), Some("18446744073709551615"));
        assert_eq!(Number::Digits("123456789012345678901234").to_text().as_deref(), Some("123456789012345678901234"));
        assert_eq!(Number::Float(1.5).to_text().as_deref(), Some("1.5"));
        assert_eq!(Number::Float(1.234_567_890_123_456_8e23).to_text(), None);
    }
}
