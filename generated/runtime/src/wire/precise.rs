//! `serde_json`'s representation of numbers with the feature `arbitrary_precision`: a map with one known key.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The key of that map.
pub(super) const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Decodes the rest of a map whose first key was [`NUMBER_KEY`]. Returns its digits, if it is a number.
pub(super) fn rest_of_number<'de, A: MapAccess<'de>>(from: &mut A) -> Result<Option<String>, A::Error> {
    let digits = from.next_value_seed(Digits)?;
    Ok(if skip_entries(from)? == 0 { digits } else { None })
}

/// Skips the rest of a map. Returns the number of skipped entries.
pub(super) fn skip_entries<'de, A: MapAccess<'de>>(from: &mut A) -> Result<usize, A::Error> {
    let mut skipped = 0;
    while from.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
        skipped += 1;
    }
    Ok(skipped)
}

/// The value of [`NUMBER_KEY`]: a number's digits. Anything else is skipped and becomes `None`.
pub(super) struct Digits;

impl<'de> DeserializeSeed<'de> for Digits {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<String>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Digits {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number's digits")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<String>, E> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        Ok((plain && text.parse::<f64>().is_ok()).then(|| text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Option<String>, D::Error> {
        self.deserialize(from)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Option<String>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Option<String>, A::Error> {
        skip_entries(&mut fields)?;
        Ok(None)
    }
}
