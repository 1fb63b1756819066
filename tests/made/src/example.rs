//! Examples that fit what they are examples of.

use crate::dice::Dice;
use crate::request::PLACES;
use crate::text;
use crate::yaml::{list, map, put};
use serde_yaml::{Mapping, Value};

/// The `example` of an operation file.
pub(crate) fn example(request: &Mapping, response: Option<&Mapping>, dice: &mut Dice) -> Mapping {
    let mut sent = Mapping::new();
    let groups: Vec<&Mapping> = PLACES.iter().filter_map(|place| request.get(*place)?.as_mapping()).collect();
    for group in &groups {
        for (wire, field) in *group {
            // A name of two places has another key.
            let is_alone = groups.iter().filter(|group| group.contains_key(wire)).count() == 1;
            if is_alone && dice.often(800) {
                sent.insert(wire.clone(), value(field, dice));
            }
        }
    }
    let mut example = map([("request", sent.into())]);
    if let Some(response) = response {
        put(&mut example, "response", object(response, dice));
    }
    example
}

fn object(fields: &Mapping, dice: &mut Dice) -> Mapping {
    let mut object = Mapping::new();
    for (wire, field) in fields {
        if dice.often(850) {
            object.insert(wire.clone(), value(field, dice));
        }
    }
    object
}

/// A value that fits the field's type.
fn value(field: &Value, dice: &mut Dice) -> Value {
    if dice.often(20) {
        return Value::Null;
    }
    match field["type"].as_str().unwrap_or_default() {
        "bool" => dice.often(500).into(),
        "int32" => dice.pick(&[0, 1, -1, i32::MAX, i32::MIN, 20]).into(),
        "int64" => dice.pick(&[0, 1, -1, i64::MAX, i64::MIN, 1_700_000_000_000]).into(),
        "float64" => dice.pick(&[0.0, 1.5, -2.25, 1e300, 1e-7, 3.0]).into(),
        "any" => list([Value::Null, text::word(dice).into(), map([("a", 1.into())]).into()]),
        "enum" => match dice.often(800) {
            true => field["values"].as_mapping().and_then(|values| values.keys().next().cloned()).unwrap_or_default(),
            false => text::word(dice).into(),
        },
        "object" => field["fields"].as_mapping().map(|fields| object(fields, dice)).unwrap_or_default().into(),
        "array" => list((0..dice.between(0..=2)).map(|_| value(&field["items"], dice)).collect::<Vec<_>>()),
        "map" => map([("key", value(&field["items"], dice))]).into(),
        _ => text::word(dice).into(),
    }
}
