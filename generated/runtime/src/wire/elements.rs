//! Decoding of the elements of lists and maps. Elements that are a null that is not allowed are removed.

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, MapAccess, SeqAccess};

use super::budget::allocation;
use super::decode_state::DecodeState;
use super::read::{ReadValue, ValueReader};
use super::{List, Map, Path};

/// Decodes the entries of a map. Entries with a null that is not allowed are removed. `first` is a key that was
/// already taken.
pub(super) fn read_entries<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    path: &Path<'_>,
    state: &mut DecodeState,
    first: Option<String>,
    from: &mut A,
) -> Result<(), A::Error> {
    let mut next = first;
    while let Some(key) = next {
        // A value with errors is never returned, so it need not grow.
        if !state.errors.is_empty() {
            map.clear();
        }
        state.count()?;
        state.charge(map.growth().saturating_add(allocation(key.len())))?;
        let read = from.next_value_seed(ValueReader { value: map.entry(&key), path: &Path::Key(path, &key), state })?;
        if read == ReadValue::RejectedNull {
            map.remove(&key);
        }
        next = from.next_key()?;
    }
    Ok(())
}

/// Decodes the items of a list.
pub(super) fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    path: &Path<'_>,
    state: &mut DecodeState,
    from: &mut A,
) -> Result<(), A::Error> {
    let mut index = 0;
    while from.next_element_seed(ListItem { list, path: &Path::Item(path, index), state })?.is_some() {
        index += 1;
    }
    Ok(())
}

/// Decodes the next item of a list. The item is appended only if there is one, and removed if it is a null that is not
/// allowed.
struct ListItem<'a> {
    list: &'a mut dyn List,
    path: &'a Path<'a>,
    state: &'a mut DecodeState,
}

impl<'de> DeserializeSeed<'de> for ListItem<'_> {
    type Value = ReadValue;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<ReadValue, D::Error> {
        let ListItem { list, path, state } = self;
        // A value with errors is never returned, so it need not grow.
        if !state.errors.is_empty() {
            list.clear();
        }
        state.count()?;
        let growth = list.growth();
        state.charge(growth.allocated)?;
        let value = list.push();
        state.budget.refund(growth.freed);
        let read = ValueReader { value, path, state }.deserialize(from)?;
        if read == ReadValue::RejectedNull {
            list.pop();
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use crate::wire::{DecodeState, Wire, read_json};

    fn read<T: Wire>(text: &str) -> (T, usize) {
        let (mut value, mut state) = (T::blank(), DecodeState::default());
        assert!(read_json(&mut value, &mut state, text).is_ok());
        (value, state.errors.count())
    }

    #[test]
    fn value_with_errors_does_not_grow() {
        let (list, errors) = read::<Vec<bool>>(&format!("[{}0]", "0,".repeat(9_999)));
        assert_eq!((list.len(), list.capacity() < 100, errors), (1, true, 10_000));
        // The items after the error are valid, but not stored either.
        let (list, errors) = read::<Vec<String>>(&format!("[[]{}]", ",\"x\"".repeat(9_999)));
        assert_eq!((list.len(), list.capacity() < 100, errors), (1, true, 1));
        let entries: Vec<String> = (0..9_999).map(|key| format!("\"{key}\":\"x\"")).collect();
        let (map, errors) = read::<BTreeMap<String, String>>(&format!("{{\"a\":[],{}}}", entries.join(",")));
        assert_eq!((map.len(), errors), (1, 1));
        let any = format!("[[], {{\"a\":[{}0]}}]", "0,".repeat(9_999));
        let (list, errors) = read::<Vec<BTreeMap<String, Value>>>(&any);
        assert_eq!((list, errors), (vec![BTreeMap::from([("a".to_owned(), serde_json::json!([0]))])], 1));
    }
}
