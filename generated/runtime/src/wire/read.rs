//! The reader: decodes any value from any self-describing deserializer, and collects all errors.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::budget::allocation;
use super::decode_state::DecodeState;
use super::elements::{read_entries, read_list};
use super::exact::{NUMBER_OUT_OF_RANGE, is_out_of_range};
use super::number::Number;
use super::object;
use super::precise::{NUMBER_KEY, rest_of_number, skip_entries};
use super::{Fields, Path, Slot, Wire};
use crate::Bytes;

/// Decodes a value. Generated `Deserialize` implementations call it.
///
/// # Errors
/// Fails with the deserializer's error, or with one error that lists all errors of the value.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    let mut state = DecodeState::default();
    read(&mut value, &mut state, from)?;
    if state.errors.is_empty() { Ok(value) } else { Err(D::Error::custom(state.errors)) }
}

/// Decodes JSON into a value. `state` is valid even after an error.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn read_json(value: &mut dyn Wire, state: &mut DecodeState, text: &str) -> serde_json::Result<()> {
    read_payload(value, &[], state, text)
}

/// Decodes JSON into a value. If `payload` names a field, the value is in that field of an object. `state` is valid even
/// after an error.
pub(crate) fn read_payload(
    value: &mut dyn Wire,
    payload: &'static [&'static str],
    state: &mut DecodeState,
    text: &str,
) -> serde_json::Result<()> {
    let result = read_text(value, payload, state, text);
    let is_out_of_range = |result: &serde_json::Result<()>| result.as_ref().is_err_and(is_out_of_range);
    if !(state.is_rounded || is_out_of_range(&result)) || state.exceeded().is_some() {
        return result;
    }
    *state = state.restarted();
    let result = read_text(value, payload, state, text);
    match state.failed.take() {
        Some(error) if is_out_of_range(&result) => {
            state.errors.push(error);
            Ok(())
        }
        _ => result,
    }
}

fn read_text(
    value: &mut dyn Wire,
    payload: &'static [&'static str],
    state: &mut DecodeState,
    text: &str,
) -> serde_json::Result<()> {
    let mut from = serde_json::Deserializer::from_str(text);
    if payload.is_empty() {
        read(value, state, &mut from)?;
    } else {
        from.deserialize_map(PayloadReader { value, payload, state })?;
    }
    from.end()
}

/// Decodes a value in a field of the outermost object.
struct PayloadReader<'a> {
    value: &'a mut dyn Wire,
    payload: &'static [&'static str],
    state: &'a mut DecodeState,
}

impl<'de> Visitor<'de> for PayloadReader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        object::fill(Fields::Body(self.payload), &mut [self.value], &Path::Root, self.state, &mut fields).map(drop)
    }
}

fn read<'de, D: Deserializer<'de>>(value: &mut dyn Wire, state: &mut DecodeState, from: D) -> Result<(), D::Error> {
    let reader = ValueReader { value: &mut *value, path: &Path::Root, state: &mut *state };
    if reader.deserialize(from)? == ReadValue::RejectedNull {
        state.reject_null(value, &Path::Root);
    }
    Ok(())
}

/// The kind of value that was decoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReadValue {
    Null,
    /// A null for a value that is not nullable.
    RejectedNull,
    Present,
}

/// Decodes one value.
pub(super) struct ValueReader<'a> {
    pub(super) value: &'a mut dyn Wire,
    pub(super) path: &'a Path<'a>,
    pub(super) state: &'a mut DecodeState,
}

impl ValueReader<'_> {
    /// Records a value of another type than the slot's.
    fn wrong_type(self, found: &'static str) -> ReadValue {
        let expected = self.value.slot().expected();
        self.state.errors.add(self.path, expected, found);
        ReadValue::Present
    }

    pub(super) fn number<E: Error>(self, number: Number<'_>) -> Result<ReadValue, E> {
        let is_float = matches!(number, Number::Float(_));
        let fits = match self.value.slot() {
            Slot::Text(text) => match number.to_text() {
                Some(digits) => {
                    self.state.charge(allocation(digits.len()))?;
                    self.state.is_rounded |= number.is_rewritten();
                    text.set(&digits);
                    Some(())
                }
                None => None,
            },
            Slot::Any(value) => {
                if let Number::Digits(digits) = number {
                    self.state.charge(allocation(digits.len()))?;
                }
                number.to_json().map(|number| *value = number)
            }
            slot @ (Slot::Int32(_) | Slot::Int64(_) | Slot::Integer(_) | Slot::Float(_)) => slot.set_number(number),
            _ => return Ok(self.wrong_type("a number")),
        };
        match fits {
            Some(()) => Ok(ReadValue::Present),
            None => {
                self.state.is_rounded |= is_float;
                Ok(self.wrong_type(NUMBER_OUT_OF_RANGE))
            }
        }
    }
}

impl Slot<'_> {
    /// Sets a numeric slot, if the number fits.
    fn set_number(self, number: Number<'_>) -> Option<()> {
        match self {
            Self::Int32(target) => *target = i32::try_from(number.to_i64()?).ok()?,
            Self::Int64(target) => *target = number.to_i64()?,
            Self::Integer(target) => return target.set(number.to_i64()?).then_some(()),
            Self::Float(target) => *target = number.to_f64()?,
            _ => return None,
        }
        Some(())
    }

    /// The description of the slot's type.
    pub(super) fn expected(&self) -> &'static str {
        match self {
            Self::Bool(_) => "a boolean",
            Self::Int32(_) => "a 32-bit integer",
            Self::Int64(_) => "a 64-bit integer",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Text(_) => "a string",
            Self::Bytes(_) => "a base64 string",
            Self::Any(_) => "any JSON",
            Self::List(_) => "a list",
            Self::Map(_) | Self::Object(_) => "an object",
        }
    }
}

impl<'de> DeserializeSeed<'de> for ValueReader<'_> {
    type Value = ReadValue;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<ReadValue, D::Error> {
        if self.state.is_exact { self.read_exactly(from) } else { from.deserialize_any(self) }
    }
}

impl<'de> Visitor<'de> for ValueReader<'_> {
    type Value = ReadValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean, number, string, list or object")
    }

    fn visit_unit<E>(self) -> Result<ReadValue, E> {
        Ok(if self.value.clear() { ReadValue::Null } else { ReadValue::RejectedNull })
    }

    fn visit_none<E: Error>(self) -> Result<ReadValue, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<ReadValue, D::Error> {
        self.deserialize(from)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<ReadValue, D::Error> {
        self.deserialize(from)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<ReadValue, E> {
        match self.value.slot() {
            Slot::Bool(target) => *target = flag,
            Slot::Any(value) => *value = Value::Bool(flag),
            _ => return Ok(self.wrong_type("a boolean")),
        }
        Ok(ReadValue::Present)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<ReadValue, E> {
        self.number(Number::Signed(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<ReadValue, E> {
        self.number(Number::Unsigned(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<ReadValue, E> {
        self.number(Number::Float(number))
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<ReadValue, E> {
        let fits = match self.value.slot() {
            Slot::Text(target) => {
                self.state.charge(allocation(text.len()))?;
                target.set(text);
                Some(())
            }
            Slot::Any(value) => {
                self.state.charge(allocation(text.len()))?;
                *value = Value::from(text);
                Some(())
            }
            Slot::Bytes(target) => {
                self.state.charge(Bytes::decoding_cost(text))?;
                Bytes::from_base64(text).map(|bytes| *target = bytes)
            }
            slot => slot.set_number(Number::Digits(text)),
        };
        match fits {
            Some(()) => Ok(ReadValue::Present),
            None => Ok(self.wrong_type("a string")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<ReadValue, A::Error> {
        match self.value.slot() {
            Slot::List(list) => read_list(list, self.path, self.state, &mut items)?,
            Slot::Any(value) => {
                let mut list = Vec::<Value>::new();
                read_list(&mut list, self.path, self.state, &mut items)?;
                *value = Value::Array(list);
            }
            _ => {
                while items.next_element::<IgnoredAny>()?.is_some() {}
                return Ok(self.wrong_type("a list"));
            }
        }
        Ok(ReadValue::Present)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<ReadValue, A::Error> {
        let cost = self.value.opening_cost();
        if let Slot::Object(object) = self.value.slot() {
            self.state.count()?;
            self.state.charge(cost)?;
            let is_object = object::read(object, self.path, self.state, &mut fields)?;
            return Ok(if is_object { ReadValue::Present } else { self.wrong_type("a number") });
        }
        let first = fields.next_key::<String>()?;
        if first.as_deref() == Some(NUMBER_KEY) {
            return match rest_of_number(&mut fields)? {
                Some(digits) => self.number(Number::Digits(&digits)),
                None => Ok(self.wrong_type("an object with a reserved key")),
            };
        }
        match self.value.slot() {
            Slot::Map(map) => read_entries(map, self.path, self.state, first, &mut fields)?,
            Slot::Any(value) => {
                let mut map = serde_json::Map::new();
                read_entries(&mut map, self.path, self.state, first, &mut fields)?;
                *value = Value::Object(map);
            }
            _ => {
                if first.is_some() {
                    fields.next_value::<IgnoredAny>()?;
                }
                skip_entries(&mut fields)?;
                return Ok(self.wrong_type("an object"));
            }
        }
        Ok(ReadValue::Present)
    }
}
