//! Every cell of the spec has an effect: if it is changed, renamed or removed, the spec is invalid or other code is emitted.

use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

type Texts = BTreeMap<String, String>;

#[test]
fn every_change_of_a_cell_has_an_effect() {
    let cases = &files("").iter().flat_map(|file| cases(file)).collect::<Vec<Case>>();
    assert!(cases.len() > 500, "only {} changes were tried", cases.len());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let unseen: Vec<&str> = std::thread::scope(|scope| {
        // Cases of one file take about the same time, so each worker gets some of every file.
        let part = |first| scope.spawn(move || unseen(cases.iter().skip(first).step_by(workers)));
        let parts: Vec<_> = (0..workers).map(part).collect();
        parts.into_iter().flat_map(|part| part.join().expect("no panic")).collect()
    });
    assert!(unseen.is_empty(), "of {} changes these are not seen: {unseen:#?}", cases.len());
}

/// A spec with one change.
struct Case {
    what: String,
    changed: Texts,
    /// The code generated without the change.
    emitted: Arc<Texts>,
}

/// Every change of one file, in a spec of as few files as possible.
fn cases(file: &str) -> Vec<Case> {
    let spec = spec_around(file);
    let emitted = Arc::new(emit(&spec).expect("the spec is right"));
    let root: Value = serde_yaml::from_str(&spec[file]).expect("YAML");
    let case = |(what, changed)| {
        let mut spec = spec.clone();
        spec.insert(file.to_owned(), serde_yaml::to_string(&changed).expect("YAML"));
        Case { what: format!("{file}: {what}"), changed: spec, emitted: Arc::clone(&emitted) }
    };
    changes(&root).into_iter().map(case).collect()
}

fn unseen<'a>(cases: impl Iterator<Item = &'a Case>) -> Vec<&'a str> {
    let same = |case: &&Case| emit(&case.changed).is_some_and(|changed| changed == *case.emitted);
    cases.filter(same).map(|case| case.what.as_str()).collect()
}

/// The files of the real spec below a folder.
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

/// The spec of a file: with `api.yaml` reduced to its service, or all files for `api.yaml` itself.
fn spec_around(file: &str) -> Texts {
    let text = |file: &String| (file.clone(), fs::read_to_string(Path::new("../../spec").join(file)).expect("text"));
    let mut spec: Texts = files("").iter().map(text).collect();
    if let Some((service, _)) = file.split_once('/') {
        spec.retain(|name, _| name == "api.yaml" || name == file);
        let mut api: Mapping = serde_yaml::from_str(&spec["api.yaml"]).expect("YAML");
        let services = api.get_mut("services").and_then(Value::as_mapping_mut).expect("services");
        services.retain(|name, _| name == service);
        let token = api.get_mut("token").and_then(Value::as_mapping_mut).expect("token");
        let fetches_here = |fetch: &Value| file == format!("{}.yaml", fetch["operation"].as_str().expect("a name"));
        if !token.get("fetch").is_some_and(fetches_here) {
            token.remove("fetch");
        }
        spec.insert("api.yaml".to_owned(), serde_yaml::to_string(&api).expect("YAML"));
    }
    spec
}

fn emit(spec: &Texts) -> Option<Texts> {
    let model = dingtalk_codegen::load_texts(spec.clone()).ok()?;
    Some(dingtalk_codegen::generate(&model, "dingtalk_client"))
}

/// Every value that differs in a single cell, with a description.
fn changes(value: &Value) -> Vec<(String, Value)> {
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
