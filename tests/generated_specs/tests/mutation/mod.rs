//! Random changes of a spec.

use fastrand::Rng;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

/// Changes a file.
pub fn of_file(texts: &mut BTreeMap<String, String>, rng: &mut Rng, change: impl Fn(&str, &mut Rng) -> String) {
    let names: Vec<String> = texts.keys().cloned().collect();
    let name = &names[rng.usize(..names.len())];
    let changed = change(&texts[name], rng);
    texts.insert(name.clone(), changed);
}

/// Changes something in the tree of a text, if it is YAML.
pub fn of_tree(text: &str, rng: &mut Rng) -> String {
    let Ok(mut tree) = serde_yaml::from_str(text) else { return text.to_owned() };
    mutate(&mut tree, rng);
    serde_yaml::to_string(&tree).expect("YAML")
}

/// Changes something at the node or below it.
fn mutate(node: &mut Value, rng: &mut Rng) {
    let below = rng.u8(..10) < 8;
    match node {
        Value::Mapping(map) if !map.is_empty() => {
            let keys: Vec<Value> = map.keys().cloned().collect();
            let key = &keys[rng.usize(..keys.len())];
            if below { mutate(&mut map[key], rng) } else { entry(map, key, rng) }
        }
        Value::Sequence(items) if !items.is_empty() => {
            let at = rng.usize(..items.len());
            match rng.u8(..8) {
                0 => drop(items.remove(at)),
                1 => {
                    let item = items[at].clone();
                    items.insert(at, item);
                    mutate(&mut items[at], rng);
                }
                2 => items.swap(at, 0),
                _ => mutate(&mut items[at], rng),
            }
        }
        scalar => *scalar = other(scalar, rng),
    }
}

/// Changes the keys of a map.
fn entry(map: &mut Mapping, key: &Value, rng: &mut Rng) {
    let value = map[key].clone();
    let name = key.as_str().unwrap_or("k");
    match rng.u8(..7) {
        0 => drop(map.remove(key)),
        1 => drop(map.insert(format!("{name}Too").into(), value)),
        2 => {
            map.remove(key);
            map.insert(format!("{name}Now").into(), value);
        }
        3 => {
            // Moves it to the end.
            map.remove(key);
            map.insert(key.clone(), value);
        }
        4 => drop(map.insert("required".into(), true.into())),
        5 => drop(map.insert(key.clone(), map.clone().into())),
        _ => drop(map.insert(["deprecated", "doc", "rename", "retry"][rng.usize(..4)].into(), "never".into())),
    }
}

fn other(scalar: &Value, rng: &mut Rng) -> Value {
    const TYPES: [&str; 10] =
        ["string", "secret", "bool", "int32", "int64", "float64", "datetime", "bytes", "any", "GET"];
    match scalar {
        Value::Bool(value) => (!value).into(),
        Value::Number(number) => number.as_i64().map_or(Value::Null, |number| number.wrapping_add(1).into()),
        Value::String(text) if TYPES.contains(&text.as_str()) => TYPES[rng.usize(..TYPES.len())].into(),
        Value::String(text) => format!("{text}Now").into(),
        _ => Value::Null,
    }
}
