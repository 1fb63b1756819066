//! Decoding of objects.

use std::collections::BTreeSet;
use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};

use super::decode_state::DecodeState;
use super::json_text::JsonTextReader;
use super::precise::{Digits, NUMBER_KEY};
use super::read::{ReadValue, ValueReader};
use super::{Fields, Object, Path, Style, Wire, fields};

/// Decodes an object's fields. Returns false if the object is `arbitrary_precision`'s representation of a number.
pub(super) fn read<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    path: &Path<'_>,
    state: &mut DecodeState,
    from: &mut A,
) -> Result<bool, A::Error> {
    let fields = fields(object);
    let mut outcome = Ok(true);
    object.slots(&mut |values: &mut [&mut dyn Wire]| outcome = fill(fields, values, path, state, from));
    outcome
}

/// Decodes the values of some fields. Returns like [`read`].
pub(super) fn fill<'de, A: MapAccess<'de>>(
    fields: Fields<'static>,
    values: &mut [&mut dyn Wire],
    path: &Path<'_>,
    state: &mut DecodeState,
    from: &mut A,
) -> Result<bool, A::Error> {
    let mut seen = SeenFields::none();
    let mut expected = 0;
    // A map is a number only if that key is its first and only one.
    let mut is_first = true;
    let mut is_number = false;
    let codes = state.codes(path);
    while let Some(key) = from.next_key_seed(KeySeed { fields, expected, codes, has_code: &mut state.has_code })? {
        // Keys may be unknown or repeated, so an object may have any number of them.
        state.count()?;
        is_number = false;
        let known = match key {
            ObjectKey::Field(index) => fields.get(index).zip(values.get_mut(index)).map(|known| (index, known)),
            ObjectKey::Number if is_first => {
                is_number = from.next_value_seed(Digits)?.is_some();
                is_first = false;
                continue;
            }
            ObjectKey::Unknown | ObjectKey::Number => None,
        };
        is_first = false;
        let Some((index, (field, value))) = known else {
            from.next_value::<IgnoredAny>()?;
            continue;
        };
        let path = &Path::Key(path, field.key);
        let reader = ValueReader { value: *value, path, state };
        let read = match field.style {
            Style::JsonText => from.next_value_seed(JsonTextReader(reader))?,
            _ => from.next_value_seed(reader)?,
        };
        match read {
            // Recorded once, however often the key is repeated.
            ReadValue::Present if path.is_outermost() && !(seen.has(index) && state.present.contains(&field.name)) => {
                state.present.push(field.name);
            }
            ReadValue::RejectedNull => state.reject_null(*value, path),
            ReadValue::Present | ReadValue::Null => {}
        }
        seen.add(index);
        expected = index + 1;
    }
    if is_number {
        return Ok(false);
    }
    for (index, value) in values.iter().enumerate() {
        if !seen.has(index) && !value.optional() {
            let key = fields.key(index).unwrap_or_default();
            state.errors.add(&Path::Key(path, key), "a value", "nothing");
        }
    }
    Ok(true)
}

/// The number of fields that are tracked without an allocation. Real objects have up to 71.
const INLINE_FIELDS: usize = 128;

/// The indices of the fields that were present.
struct SeenFields {
    inline: [bool; INLINE_FIELDS],
    overflow: BTreeSet<usize>,
}

impl SeenFields {
    fn none() -> Self {
        Self { inline: [false; INLINE_FIELDS], overflow: BTreeSet::new() }
    }

    #[inline]
    fn add(&mut self, index: usize) {
        match self.inline.get_mut(index) {
            Some(seen) => *seen = true,
            None => {
                self.overflow.insert(index);
            }
        }
    }

    #[inline]
    fn has(&self, index: usize) -> bool {
        self.inline.get(index).copied().unwrap_or_else(|| self.overflow.contains(&index))
    }
}

/// The meaning of a key.
enum ObjectKey {
    Field(usize),
    Unknown,
    Number,
}

/// Looks up a key without allocating it. The search starts at the expected field, since most responses follow the
/// documented order.
struct KeySeed<'a> {
    fields: Fields<'static>,
    expected: usize,
    codes: &'static [&'static str],
    has_code: &'a mut bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = ObjectKey;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<ObjectKey, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = ObjectKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E>(self, key: &str) -> Result<ObjectKey, E> {
        *self.has_code |= self.codes.contains(&key);
        let is_key = |index: usize| self.fields.key(index) == Some(key);
        if is_key(self.expected) {
            return Ok(ObjectKey::Field(self.expected));
        }
        let count = self.fields.count();
        let mut others = (self.expected..count).chain(0..self.expected.min(count));
        Ok(match others.find(|index| is_key(*index)) {
            Some(index) => ObjectKey::Field(index),
            None if key == NUMBER_KEY => ObjectKey::Number,
            None => ObjectKey::Unknown,
        })
    }
}
