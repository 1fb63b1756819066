//! The writer: encodes any value as a serde `Serialize`.

use std::borrow::Cow;

use serde_core::ser::{Error as _, SerializeMap, SerializeSeq};
use serde_core::{Serialize, Serializer};

use super::{Field, Fields, List, Map, Object, Path, Place, Style, View, Wire};
use crate::bytes::base64;

/// Encodes a value. Generated `Serialize` implementations call it.
///
/// # Errors
/// Fails with the serializer's error, or if a float is not finite.
pub fn serialize<S: Serializer>(value: &dyn Wire, to: S) -> Result<S::Ok, S::Error> {
    ValueWriter { value, path: &Path::Root }.serialize(to)
}

/// Encodes a value as JSON.
pub(crate) fn to_json(value: &dyn Wire, path: &Path<'_>) -> serde_json::Result<String> {
    serde_json::to_string(&ValueWriter { value, path })
}

/// Encodes the JSON body of a request from its body fields.
pub(crate) fn body_json(fields: Fields<'_>, values: &[&dyn Wire]) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&BodyFields { fields, values })
}

/// The text of a scalar; `None` for absent values, lists, maps and objects.
pub(crate) fn scalar_text<'a>(value: &'a dyn Wire, path: &Path<'_>) -> serde_json::Result<Option<Cow<'a, str>>> {
    Ok(match value.view() {
        View::Bool(flag) => Some(flag.to_string().into()),
        View::Int(number) | View::NumberVariant(number) => Some(number.to_string().into()),
        View::Float(_) => Some(to_json(value, path)?.into()),
        View::Text(text) | View::Variant(text) | View::Secret(text) => Some(text.into()),
        View::Absent | View::Null | View::Bytes(_) | View::Any(_) | View::List(_) | View::Map(_) | View::Object(_) => {
            None
        }
    })
}

/// Encodes one value, with its path for error messages.
struct ValueWriter<'a> {
    value: &'a dyn Wire,
    path: &'a Path<'a>,
}

impl Serialize for ValueWriter<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.value.view() {
            View::Absent | View::Null => to.serialize_none(),
            View::Bool(flag) => to.serialize_bool(flag),
            View::Int(number) | View::NumberVariant(number) => to.serialize_i64(number),
            // JSON has no such numbers, and `serde_json` would write null.
            View::Float(number) if !number.is_finite() => {
                Err(S::Error::custom(format_args!("`{}` is not a finite number", self.path)))
            }
            View::Float(number) => to.serialize_f64(number),
            View::Text(text) | View::Variant(text) | View::Secret(text) => to.serialize_str(text),
            View::Bytes(bytes) => to.serialize_str(&base64(bytes)),
            View::Any(value) => value.serialize(to),
            View::List(list) => self.list(list, to),
            View::Map(map) => self.map(map, to),
            View::Object(object) => self.object(object, to),
        }
    }
}

impl ValueWriter<'_> {
    fn list<S: Serializer>(&self, list: &dyn List, to: S) -> Result<S::Ok, S::Error> {
        let mut out = to.serialize_seq(Some(list.count()))?;
        let mut index = 0;
        while let Some(value) = list.item(index) {
            out.serialize_element(&ValueWriter { value, path: &Path::Item(self.path, index) })?;
            index += 1;
        }
        out.end()
    }

    fn map<S: Serializer>(&self, map: &dyn Map, to: S) -> Result<S::Ok, S::Error> {
        let mut out = to.serialize_map(Some(map.count()))?;
        let mut outcome = Ok(());
        map.entries(&mut |key, value| {
            if outcome.is_ok() {
                outcome = out.serialize_entry(key, &ValueWriter { value, path: &Path::Key(self.path, key) });
            }
        });
        outcome?;
        out.end()
    }

    fn object<S: Serializer>(&self, object: &dyn Object, to: S) -> Result<S::Ok, S::Error> {
        let mut count = 0;
        object.views(&mut |_, values: &[&dyn Wire]| count = values.iter().filter(|value| !is_absent(**value)).count());
        let mut out = to.serialize_map(Some(count))?;
        let mut outcome = Ok(());
        object.views(&mut |fields: Fields<'static>, values: &[&dyn Wire]| {
            outcome = fields
                .iter()
                .zip(values)
                .try_for_each(|(field, value)| write_field(&mut out, field, field.key, *value, self.path));
        });
        outcome?;
        out.end()
    }
}

/// Encodes the body fields of a request.
struct BodyFields<'a> {
    fields: Fields<'a>,
    values: &'a [&'a dyn Wire],
}

impl Serialize for BodyFields<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let fields = || self.fields.iter().zip(self.values).filter(|(field, _)| field.place == Place::Body);
        let mut out = to.serialize_map(Some(fields().filter(|(_, value)| !is_absent(**value)).count()))?;
        for (field, value) in fields() {
            write_field(&mut out, field, field.name, *value, &Path::Root)?;
        }
        out.end()
    }
}

fn is_absent(value: &dyn Wire) -> bool {
    matches!(value.view(), View::Absent)
}

/// Writes a field, unless it is absent.
fn write_field<M: SerializeMap>(
    out: &mut M,
    field: Field,
    name: &'static str,
    value: &dyn Wire,
    path: &Path<'_>,
) -> Result<(), M::Error> {
    if is_absent(value) {
        return Ok(());
    }
    let path = &Path::Key(path, name);
    match field.style {
        Style::JsonText if !matches!(value.view(), View::Null) => {
            out.serialize_entry(name, &to_json(value, path).map_err(M::Error::custom)?)
        }
        _ => out.serialize_entry(name, &ValueWriter { value, path }),
    }
}
