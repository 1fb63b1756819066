//! Reading an object: which member a key names, and which members are missing.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};

use super::read::{Read, Reader, Reading};
use super::{Member, Object, Path, Wire};

/// The key under which `serde_json` hands over a number when its feature `arbitrary_precision` is on.
pub(super) const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Reads an object's members; false if it was a number in disguise.
pub(super) fn read<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    path: &Path<'_>,
    reading: &mut Reading,
    from: &mut A,
) -> Result<bool, A::Error> {
    let members = object.members();
    let mut outcome = Ok(true);
    object.slots(&mut |values| outcome = fill(members, values, path, reading, from));
    outcome
}

fn fill<'de, A: MapAccess<'de>>(
    members: &'static [Member],
    values: &mut [&mut dyn Wire],
    path: &Path<'_>,
    reading: &mut Reading,
    from: &mut A,
) -> Result<bool, A::Error> {
    let required = values.iter().enumerate().filter(|(_, value)| !value.optional());
    let mut missing: Vec<usize> = required.map(|(index, _)| index).collect();
    let mut recognised = false;
    let mut expected = 0;
    while let Some(key) = from.next_key_seed(KeySeed { members, expected })? {
        let known = match key {
            Key::Member(index) => members.get(index).zip(values.get_mut(index)).map(|known| (index, known)),
            Key::Unknown => None,
            Key::Number => {
                from.next_value::<IgnoredAny>()?;
                return Ok(false);
            }
        };
        let Some((index, (member, value))) = known else {
            from.next_value::<IgnoredAny>()?;
            continue;
        };
        let path = &Path::Key(path, member.name);
        let read = from.next_value_seed(Reader { value: *value, path, reading })?;
        recognised |= read == Read::Something;
        missing.retain(|&required| required != index);
        expected = index + 1;
    }
    for member in missing.into_iter().filter_map(|index| members.get(index)) {
        reading.mistakes.add(&Path::Key(path, member.name), "a value", "nothing");
    }
    // The outermost object is done last.
    reading.recognised = recognised;
    Ok(true)
}

/// What a key names.
enum Key {
    Member(usize),
    Unknown,
    Number,
}

/// Looks a key up without keeping it. Answers mostly have the documented order: the search starts where the last ended.
struct KeySeed {
    members: &'static [Member],
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Key, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        let (before, after) = self.members.split_at(self.expected.min(self.members.len()));
        let found = after.iter().chain(before).position(|member| member.name == key);
        Ok(match found {
            Some(steps) => Key::Member((self.expected + steps) % self.members.len()),
            None if key == NUMBER_KEY => Key::Number,
            None => Key::Unknown,
        })
    }
}
