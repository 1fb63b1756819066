//! Conversion of untyped JSON to a type with serde. Unlike `serde_json::from_value`, it charges the decode budget, and
//! its error has a path and never quotes the value, which may be secret.

use std::borrow::Cow;
use std::str::FromStr;
use std::{fmt, iter};

use serde_core::de::value::{MapAccessDeserializer, MapDeserializer};
use serde_core::de::{DeserializeOwned, DeserializeSeed, Error, Expected, IntoDeserializer, MapAccess, SeqAccess};
use serde_core::de::{Deserializer, Unexpected, Visitor};
use serde_core::forward_to_deserialize_any;
use serde_json::{Map, Number, Value};

use super::budget::{allocation, map_growth};
use super::decode_state::DecodeState;
use super::exact::NUMBER_OUT_OF_RANGE;
use super::precise::NUMBER_KEY;
use super::typed_key::KeyReader;
use super::{FieldError, Path};

/// Converts JSON. Returns `None` after an error, which is recorded in `state`.
pub(crate) fn read_typed<T: DeserializeOwned>(json: Value, state: &mut DecodeState) -> Option<T> {
    let path = &Path::Root;
    let result = T::deserialize(JsonReader { json, path, state: &mut *state });
    let error = result.map_err(|error| error.at(path).into_field_error());
    error.map_err(|error| state.errors.push(error)).ok()
}

/// A value that the type does not accept.
#[derive(Debug)]
pub(super) struct TypeError {
    /// The path of the value, as soon as it is known.
    path: Option<String>,
    /// The field of the value that is wrong, if it is not the value itself.
    field: Option<String>,
    expected: Cow<'static, str>,
    found: &'static str,
}

impl TypeError {
    fn new(expected: impl Into<Cow<'static, str>>, found: &'static str) -> Self {
        Self { path: None, field: None, expected: expected.into(), found }
    }

    /// Sets the path, unless it is that of an inner value already.
    fn at(mut self, path: &Path<'_>) -> Self {
        self.path.get_or_insert_with(|| match &self.field {
            Some(field) => Path::Key(path, field).to_string(),
            None => path.to_string(),
        });
        self
    }

    fn into_field_error(self) -> FieldError {
        FieldError { path: self.path.unwrap_or_default(), expected: self.expected, found: self.found }
    }
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for TypeError {}

/// Shows texts of the type. A custom message is dropped, since it may quote the value.
impl Error for TypeError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new("a value that its type accepts", "another one")
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => "a boolean",
            // An integer type that cannot hold it.
            Unexpected::Float(number) if number.fract() == 0.0 => NUMBER_OUT_OF_RANGE,
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
            Unexpected::Char(_) | Unexpected::Str(_) | Unexpected::Bytes(_) => "a string",
            Unexpected::Unit | Unexpected::Option => "null",
            Unexpected::Seq => "a list",
            Unexpected::Map => "an object",
            _ => "another type",
        };
        Self::new(expected.to_string(), found)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => NUMBER_OUT_OF_RANGE,
            Unexpected::Char(_) | Unexpected::Str(_) => "another string",
            _ => "another value",
        };
        Self::new(expected.to_string(), found)
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::new(expected.to_string(), "another number of items")
    }

    fn unknown_variant(_: &str, variants: &'static [&'static str]) -> Self {
        Self::new(format!("one of the variants {}", variants.join(", ")), "another one")
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new("no such field", "one") }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new("a value", "nothing") }
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new("one value", "several") }
    }
}

/// Reads one value.
struct JsonReader<'a> {
    json: Value,
    path: &'a Path<'a>,
    state: &'a mut DecodeState,
}

impl<'de> Deserializer<'de> for JsonReader<'_> {
    type Error = TypeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        let Self { json, path, state } = self;
        match json {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(flag),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (_, Some(number)) => visitor.visit_i64(number),
                _ => read_other_number(&number, visitor),
            },
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => {
                let count = items.len();
                let mut items = Items { values: items.into_iter(), next: 0, path, state };
                let value = visitor.visit_seq(&mut items)?;
                if items.next < count { Err(Error::invalid_length(count, &"fewer items")) } else { Ok(value) }
            }
            Value::Object(map) => visitor.visit_map(Entries::new(map, path, state)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        if self.json.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, to: V) -> Result<V::Value, TypeError> {
        to.visit_newtype_struct(self)
    }

    /// A variant is its name, or an object with its name and its contents.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        match self.json {
            Value::String(name) => visitor.visit_enum(IntoDeserializer::<TypeError>::into_deserializer(name)),
            Value::Object(map) if map.len() == 1 => {
                visitor.visit_enum(MapAccessDeserializer::new(Entries::new(map, self.path, self.state)))
            }
            _ => Err(TypeError::new("the name of a variant, or an object with one field", "another value")),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.json.as_f64() {
            Some(number) => visitor.visit_f64(number),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match integer(&self.json) {
            Some(number) => visitor.visit_i128(number),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match integer(&self.json) {
            Some(number) => visitor.visit_u128(number),
            None => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// Hands on a number that is no 64-bit integer: as a float if that keeps its digits, otherwise as the map that
/// `serde_json` reads with its feature `arbitrary_precision`.
fn read_other_number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, TypeError> {
    let text = number.to_string();
    let float = number.as_f64().filter(|float| Number::from_f64(*float).is_some_and(|same| same.to_string() == text));
    match float {
        Some(float) => visitor.visit_f64(float),
        None => visitor.visit_map(MapDeserializer::new(iter::once((NUMBER_KEY, text)))),
    }
}

/// The integer that a number's digits make.
fn integer<I: FromStr>(json: &Value) -> Option<I> {
    json.as_number()?.to_string().parse().ok()
}

/// Reads the items of a list.
struct Items<'a> {
    values: std::vec::IntoIter<Value>,
    next: usize,
    path: &'a Path<'a>,
    state: &'a mut DecodeState,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = TypeError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, TypeError> {
        let Some(json) = self.values.next() else { return Ok(None) };
        let path = &Path::Item(self.path, self.next);
        self.next += 1;
        self.state.count()?;
        // A list that grows has an old buffer and one of twice its size.
        self.state.charge(size_of::<S::Value>().saturating_mul(3))?;
        seed.deserialize(JsonReader { json, path, state: self.state }).map(Some).map_err(|error| error.at(path))
    }
}

/// Reads the fields of an object or the entries of a map.
struct Entries<'a> {
    map: serde_json::map::IntoIter,
    count: usize,
    /// The entry whose key was read last.
    current: Option<(String, Value)>,
    path: &'a Path<'a>,
    state: &'a mut DecodeState,
}

impl<'a> Entries<'a> {
    fn new(map: Map<String, Value>, path: &'a Path<'a>, state: &'a mut DecodeState) -> Self {
        Self { map: map.into_iter(), count: 0, current: None, path, state }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = TypeError;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, TypeError> {
        self.current = self.map.next();
        let Some((key, _)) = &self.current else { return Ok(None) };
        self.state.count()?;
        self.state.charge(allocation(key.len()))?;
        let path = &Path::Key(self.path, key);
        let key = KeyReader(key.clone());
        // An unknown field has its own path.
        seed.deserialize(key).map(Some).map_err(|error| if error.field.is_some() { error } else { error.at(path) })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, TypeError> {
        let (key, json) = self.current.take().unwrap_or_default();
        let path = &Path::Key(self.path, &key);
        self.state.charge(map_growth(self.count, size_of::<S::Value>()))?;
        self.count += 1;
        seed.deserialize(JsonReader { json, path, state: self.state }).map_err(|error| error.at(path))
    }
}
