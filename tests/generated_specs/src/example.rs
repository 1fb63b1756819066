//! Valid examples.

use crate::dice::Dice;
use crate::request::PLACES;
use crate::text;
use crate::yaml::{list, map, put};
use serde_yaml::{Mapping, Value};

/// The maximum number of values of an example, which ends recursive types.
const MOST: usize = 300;

/// The `example` of an operation file.
pub(crate) fn example(request: &Mapping, response: Option<&Mapping>, shared: &Mapping, dice: &mut Dice) -> Mapping {
    let mut named = shared.clone();
    for part in [Some(request), response, Some(shared)].into_iter().flatten() {
        add_named(&part.clone().into(), &mut named);
    }
    let mut maker = Maker { named, left: MOST, dice };
    let mut groups: Vec<Mapping> = Vec::new();
    for place in PLACES {
        let group = request.get(place).and_then(Value::as_mapping);
        // A whole body is shown as a field of its own.
        let group =
            group.map(|group| if is_whole(group) { map([("body", group.clone().into())]) } else { group.clone() });
        groups.extend(group);
    }
    let mut sent = Mapping::new();
    for group in &groups {
        for (wire, field) in group {
            // Names that occur in two places have other keys.
            let is_alone = groups.iter().filter(|group| group.contains_key(wire)).count() == 1;
            if is_alone && maker.dice.often(800) {
                sent.insert(wire.clone(), maker.value(field));
            }
        }
    }
    let mut example = map([("request", sent.into())]);
    if let Some(response) = response {
        let whole = is_whole(response).then(|| maker.value(&response.clone().into()));
        put(&mut example, "response", whole.unwrap_or_else(|| maker.object(response)));
    }
    example
}

/// Returns true if a body or a response is one value, not a map of fields.
fn is_whole(content: &Mapping) -> bool {
    content.get("type").is_some_and(Value::is_string)
}

/// Adds every type that has a name, at any depth.
pub(crate) fn add_named(value: &Value, named: &mut Mapping) {
    let Some(map) = value.as_mapping() else { return };
    let is_type = matches!(map.get("type").and_then(Value::as_str), Some("object" | "enum"));
    if let Some(Value::String(name)) = map.get("name").filter(|_| is_type) {
        put(named, name, value.clone());
    }
    map.values().for_each(|below| add_named(below, named));
}

/// Generates values of types.
struct Maker<'a> {
    /// The types that fields refer to.
    named: Mapping,
    /// The number of values left.
    left: usize,
    dice: &'a mut Dice,
}

impl Maker<'_> {
    fn object(&mut self, fields: &Mapping) -> Value {
        let mut object = Mapping::new();
        for (wire, field) in fields {
            if self.dice.often(850) {
                object.insert(wire.clone(), self.value(field));
            }
        }
        object.into()
    }

    fn value(&mut self, field: &Value) -> Value {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || self.dice.often(20) {
            return Value::Null;
        }
        let word = field["type"].as_str().unwrap_or_default();
        if let Some(named) = self.named.get(word).cloned() {
            return self.value(&named);
        }
        let dice = &mut *self.dice;
        match word {
            "bool" => dice.often(500).into(),
            "int32" => dice.pick(&[0, 1, -1, i32::MAX, i32::MIN, 20]).into(),
            "int64" => dice.pick(&[0, 1, -1, i64::MAX, i64::MIN, 1_700_000_000_000]).into(),
            "float64" => dice.pick(&[0.0, 1.5, -2.25, 1e300, 1e-7, 3.0]).into(),
            "bytes" => "aGVsbG8=".into(),
            "any" => list([Value::Null, text::word(dice).into(), map([("a", 1.into())]).into()]),
            "enum" if field["of"].is_string() => {
                let first =
                    field["values"].as_mapping().and_then(|values| values.keys().next()?.as_str()?.parse().ok());
                if dice.often(800) { first.unwrap_or(7_i64).into() } else { 7.into() }
            }
            "enum" => match field["values"].as_mapping().and_then(|values| values.iter().next()) {
                Some((_, first)) if first["also"].is_sequence() && dice.often(500) => first["also"][0].clone(),
                Some((first, _)) if dice.often(800) => first.clone(),
                _ => text::word(dice).into(),
            },
            "object" => match field["fields"].as_mapping() {
                Some(fields) => self.object(fields),
                None => Value::Null,
            },
            "array" => {
                let count = dice.between(0..=2);
                list((0..count).map(|_| self.value(&field["items"])).collect::<Vec<_>>())
            }
            "map" => map([("key", self.value(&field["items"]))]).into(),
            _ => text::word(dice).into(),
        }
    }
}
