//! `Clone` of objects.

use super::{List, Object, Slot, View, Wire};

/// Clones an object like a derived implementation.
pub fn clone<T: Object>(object: &T) -> T {
    let mut copy = T::blank();
    copy_object(object, &mut copy);
    copy
}

fn copy_object(object: &dyn Object, copy: &mut dyn Object) {
    object.views(&mut |_, values: &[&dyn Wire]| {
        copy.slots(&mut |slots: &mut [&mut dyn Wire]| {
            for (value, slot) in values.iter().zip(slots) {
                copy_value(*value, *slot);
            }
        });
    });
}

/// Copies a value into a blank one of its type, whose slot therefore is of the kind of the view.
fn copy_value(value: &dyn Wire, copy: &mut dyn Wire) {
    let view = value.view();
    if matches!(view, View::Absent) {
        return;
    }
    if matches!(view, View::Null) {
        copy.clear();
        return;
    }
    match (view, copy.slot()) {
        (View::Bool(flag), Slot::Bool(copy)) => *copy = flag,
        (View::Int(number), Slot::Int32(copy)) => *copy = i32::try_from(number).unwrap_or_default(),
        (View::Int(number), Slot::Int64(copy)) => *copy = number,
        (View::Int(number), Slot::Integer(copy)) => copy.set_verbatim(number),
        (View::NumberVariant(number), Slot::Integer(copy)) => _ = copy.set(number),
        (View::Float(number), Slot::Float(copy)) => *copy = number,
        (View::Variant(text), Slot::Text(copy)) => copy.set(text),
        (View::Text(text) | View::Secret(text), Slot::Text(copy)) => copy.set_verbatim(text),
        (View::Bytes(bytes), Slot::Bytes(copy)) => *copy = bytes.clone(),
        (View::Any(json), Slot::Any(copy)) => *copy = json.clone(),
        (View::List(list), Slot::List(copy)) => copy_list(list, copy),
        (View::Map(map), Slot::Map(copy)) => map.entries(&mut |key, value| copy_value(value, copy.entry(key))),
        (View::Object(object), Slot::Object(copy)) => copy_object(object, copy),
        _ => {}
    }
}

fn copy_list(list: &dyn List, copy: &mut dyn List) {
    for item in (0..list.count()).filter_map(|index| list.item(index)) {
        copy_value(item, copy.push());
    }
}
