//! The real spec with one cell changed, renamed or removed.

use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of the real spec.
pub fn spec() -> BTreeMap<String, String> {
    let text = |file: String| {
        let text = fs::read_to_string(Path::new("../../spec").join(&file)).expect("text");
        (file, text)
    };
    files("").into_iter().map(text).collect()
}

/// The spec of a file: with the types of its service and with `api.yaml` reduced to it. `api.yaml` comes with the smallest
/// operation of each service, and types with all operations of the service.
pub fn spec_around(file: &str) -> BTreeMap<String, String> {
    let mut spec = spec();
    if let Some((service, _)) = file.split_once('/') {
        let types = format!("{service}/types.yaml");
        let is_needed = |name: &str| {
            let is_of_service = name.split_once('/').is_some_and(|(of, _)| of == service);
            name == "api.yaml" || name == file || name == types || file == types && is_of_service
        };
        spec.retain(|name, _| is_needed(name));
        let mut api: Mapping = serde_yaml::from_str(&spec["api.yaml"]).expect("YAML");
        let services = api.get_mut("services").and_then(Value::as_mapping_mut).expect("services");
        services.retain(|name, _| name == service);
        let token = api.get_mut("token").and_then(Value::as_mapping_mut).expect("token");
        let fetches_here = |fetch: &Value| file == format!("{}.yaml", fetch["operation"].as_str().expect("a name"));
        if !token.get("fetch").is_some_and(fetches_here) {
            token.remove("fetch");
        }
        spec.insert("api.yaml".to_owned(), serde_yaml::to_string(&api).expect("YAML"));
    } else {
        retain_smallest(&mut spec);
    }
    spec
}

/// Keeps the smallest operation of each service.
fn retain_smallest(spec: &mut BTreeMap<String, String>) {
    let mut smallest: BTreeMap<&str, &String> = BTreeMap::new();
    let operations = spec.keys().filter(|name| !name.ends_with("/types.yaml"));
    for (service, name) in operations.filter_map(|name| Some((name.split_once('/')?.0, name))) {
        let known = smallest.entry(service).or_insert(name);
        if spec[name].len() < spec[*known].len() {
            *known = name;
        }
    }
    let kept: Vec<String> = smallest.into_values().cloned().collect();
    spec.retain(|name, _| name == "api.yaml" || name.ends_with("/types.yaml") || kept.contains(name));
}

/// The names of the files below a folder of the spec.
fn files(folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(Path::new("../../spec").join(folder)).expect("the spec is there") {
        let entry = entry.expect("readable");
        let name = format!("{folder}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files.extend(self::files(&format!("{name}/")));
        } else if entry.path().extension().is_some_and(|extension| extension == "yaml") {
            files.push(name);
        }
    }
    files
}

/// Every value that differs in a single cell, with a description.
pub fn changes(value: &Value) -> Vec<(String, Value)> {
    match value {
        Value::Mapping(entries) => entries.iter().flat_map(|(key, below)| in_entry(entries, key, below)).collect(),
        Value::Sequence(items) => (0..items.len()).flat_map(|index| in_item(items, index)).collect(),
        Value::String(text) => vec![(format!("`{text}`"), Value::from(format!("{text}x")))],
        Value::Number(number) => vec![(number.to_string(), Value::from(number.as_i64().unwrap_or_default() + 1))],
        Value::Bool(flag) => vec![(flag.to_string(), Value::from(!flag))],
        Value::Null | Value::Tagged(_) => Vec::new(),
    }
}

fn in_entry(entries: &Mapping, key: &Value, below: &Value) -> Vec<(String, Value)> {
    let name = key.as_str().expect("keys are texts");
    let mut out: Vec<_> = changes(below)
        .into_iter()
        .map(|(what, below)| {
            let mut entries = entries.clone();
            entries.insert(key.clone(), below);
            (format!("{name}.{what}"), Value::Mapping(entries))
        })
        .collect();
    let renamed = entries.iter().map(|(other, below)| {
        let new = if other == key { Value::from(format!("{name}x")) } else { other.clone() };
        (new, below.clone())
    });
    out.push((format!("{name} renamed"), Value::Mapping(renamed.collect())));
    let rest = entries.iter().filter(|(other, _)| *other != key).map(|(key, below)| (key.clone(), below.clone()));
    out.push((format!("{name} removed"), Value::Mapping(rest.collect())));
    out
}

fn in_item(items: &[Value], index: usize) -> Vec<(String, Value)> {
    let mut out: Vec<_> = changes(&items[index])
        .into_iter()
        .map(|(what, below)| {
            let mut items = items.to_vec();
            items[index] = below;
            (format!("[{index}].{what}"), Value::Sequence(items))
        })
        .collect();
    let mut rest = items.to_vec();
    rest.remove(index);
    out.push((format!("[{index}] removed"), Value::Sequence(rest)));
    out
}
