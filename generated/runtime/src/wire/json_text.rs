//! Decoding of JSON text within a string.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::exact::is_out_of_range;
use super::read::{ReadValue, ValueReader};

/// Decodes a value from a string that contains its JSON text. An empty string is a null. A value that is not a string is
/// decoded as it is: services replace such strings by objects.
pub(super) struct JsonTextReader<'a>(pub(super) ValueReader<'a>);

impl JsonTextReader<'_> {
    fn read_text<E: Error>(self, text: &str) -> Result<ReadValue, E> {
        let ValueReader { value, path, state } = self.0;
        if text.trim().is_empty() {
            return ValueReader { value, path, state }.visit_unit();
        }
        let mut from = serde_json::Deserializer::from_str(text);
        let read = ValueReader { value, path, state: &mut *state }.deserialize(&mut from);
        let error = match read.and_then(|read| from.end().map(|()| read)) {
            Ok(read) => return Ok(read),
            Err(error) if state.exceeded().is_some() => return Err(E::custom(error)),
            Err(error) => error,
        };
        let is_out_of_range = is_out_of_range(&error);
        state.is_rounded |= is_out_of_range;
        match state.failed.take().filter(|_| is_out_of_range) {
            Some(error) => state.errors.push(error),
            None => state.errors.add(path, "JSON text", "another string"),
        }
        Ok(ReadValue::Present)
    }
}

impl<'de> DeserializeSeed<'de> for JsonTextReader<'_> {
    type Value = ReadValue;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<ReadValue, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for JsonTextReader<'_> {
    type Value = ReadValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<ReadValue, E> {
        self.read_text(text)
    }

    fn visit_unit<E: Error>(self) -> Result<ReadValue, E> {
        self.0.visit_unit()
    }

    fn visit_none<E: Error>(self) -> Result<ReadValue, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<ReadValue, D::Error> {
        self.deserialize(from)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<ReadValue, D::Error> {
        self.deserialize(from)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<ReadValue, E> {
        self.0.visit_bool(flag)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<ReadValue, E> {
        self.0.visit_i64(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<ReadValue, E> {
        self.0.visit_u64(number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<ReadValue, E> {
        self.0.visit_f64(number)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<ReadValue, A::Error> {
        self.0.visit_seq(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<ReadValue, A::Error> {
        self.0.visit_map(fields)
    }
}
