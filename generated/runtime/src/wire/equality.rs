//! Equality of objects.

use super::{List, Map, Object, View, Wire};

/// Compares two objects of one type like a derived implementation.
pub fn equal(object: &dyn Object, other: &dyn Object) -> bool {
    let mut equal = false;
    object.views(&mut |_, values: &[&dyn Wire]| {
        other.views(&mut |_, others: &[&dyn Wire]| {
            equal = values.iter().zip(others).all(|(value, other)| equal_values(*value, *other));
        });
    });
    equal
}

#[expect(clippy::float_cmp, reason = "numbers are equal if they are the same number")]
fn equal_values(value: &dyn Wire, other: &dyn Wire) -> bool {
    match (value.view(), other.view()) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(flag), View::Bool(other)) => flag == other,
        (View::Int(number), View::Int(other)) | (View::NumberVariant(number), View::NumberVariant(other)) => {
            number == other
        }
        (View::Float(number), View::Float(other)) => number == other,
        (View::Text(text), View::Text(other))
        | (View::Variant(text), View::Variant(other))
        | (View::Secret(text), View::Secret(other)) => text == other,
        (View::Bytes(bytes), View::Bytes(other)) => bytes == other,
        (View::Any(json), View::Any(other)) => json == other,
        (View::List(list), View::List(other)) => equal_lists(list, other),
        (View::Map(map), View::Map(other)) => equal_maps(map, other),
        (View::Object(object), View::Object(other)) => equal(object, other),
        _ => false,
    }
}

fn equal_lists(list: &dyn List, other: &dyn List) -> bool {
    let items = |index| list.item(index).zip(other.item(index));
    list.count() == other.count() && (0..list.count()).filter_map(items).all(|(item, other)| equal_values(item, other))
}

fn equal_maps(map: &dyn Map, other: &dyn Map) -> bool {
    let (map, other) = (entries(map), entries(other));
    let equal = |((key, value), (other_key, other)): (&(&str, &dyn Wire), &(&str, &dyn Wire))| {
        key == other_key && equal_values(*value, *other)
    };
    map.len() == other.len() && map.iter().zip(&other).all(equal)
}

fn entries(map: &dyn Map) -> Vec<(&str, &dyn Wire)> {
    let mut entries = Vec::with_capacity(map.count());
    map.entries(&mut |key, value| entries.push((key, value)));
    entries
}
