//! Drafts the `example` section, as far as the draft's types allow it.

use super::draft_field::{DraftField, DraftFields, REFERENCE};
use super::example_values::{SentExample, is_key};
use super::request_section::{DraftRequest, typed};
use super::review_marks::quoted;
use super::yaml_layout::{YamlMap, YamlValue};
use crate::json::{Json, JsonObject};
use crate::page::kind_of;
use dingtalk_policy::is_invisible;
use dingtalk_spec::{Node, WrittenNumber};
use serde_json::{Number, Value};
use std::collections::{HashMap, HashSet};

/// Maximum depth of values. A list counts twice, where rows count once.
const MAX_DEPTH: usize = 2 * super::MAX_DEPTH;

pub(super) fn example(
    request: &DraftRequest,
    response: &DraftField,
    shown: Option<&SentExample<'_>>,
    response_body: Option<&Json>,
    ambiguities: Vec<String>,
) -> YamlMap {
    let mut named = HashMap::new();
    gather(request, response, &mut named);
    let mut fit = ExampleFitter { named, marks: Vec::new() };
    let request_example = shown.map(|shown| fit.request(request, shown)).unwrap_or_default();
    let request_marks = std::mem::take(&mut fit.marks);
    let response_example = response_body.and_then(|shown| match response.ty {
        // Content without fields has no example. A mark of its own explains that.
        "object" if response.fields.is_empty() => None,
        "object" => fit.fields(&response.fields, shown, "response", 0),
        _ => fit.value(response, shown, "response", 0),
    });
    let mut map = YamlMap::spread();
    let mut left = ambiguities;
    if request_example.is_empty() {
        left.extend(request_marks);
    } else {
        map.put("request", YamlValue::Map(request_example), request_marks);
    }
    match response_example {
        Some(response_example) => map.put("response", response_example, fit.marks),
        None => left.extend(fit.marks),
    }
    map.mark(left);
    map
}

/// Named types.
type NamedFields<'a> = HashMap<&'a str, &'a DraftFields>;

fn gather<'a>(request: &'a DraftRequest, response: &'a DraftField, named: &mut NamedFields<'a>) {
    request.parameters.iter().for_each(|(_, fields)| gather_fields(fields, named));
    gather_field(&request.body, named);
    gather_field(response, named);
}

fn gather_fields<'a>(fields: &'a DraftFields, named: &mut NamedFields<'a>) {
    fields.list.iter().for_each(|(_, field)| gather_field(field, named));
}

fn gather_field<'a>(field: &'a DraftField, named: &mut NamedFields<'a>) {
    let field = field.innermost();
    if field.ty == "object" {
        named.extend(field.name.as_deref().map(|name| (name, &field.fields)));
        gather_fields(&field.fields, named);
    }
}

/// Checks example values against the draft's types, like the spec checker.
struct ExampleFitter<'a> {
    named: NamedFields<'a>,
    marks: Vec<String>,
}

impl ExampleFitter<'_> {
    fn request(&mut self, request: &DraftRequest, shown: &SentExample<'_>) -> YamlMap {
        let mut map = YamlMap::new();
        let body: Vec<&str> = match request.body.ty {
            "object" => request.body.fields.list.iter().map(|(wire, _)| wire.as_str()).collect(),
            _ => vec!["body"],
        };
        let parameters = request.parameters.iter().flat_map(|(_, fields)| &fields.list);
        let all = parameters.map(|(wire, _)| wire.as_str()).chain(body);
        let mut count: HashMap<String, usize> = HashMap::new();
        all.for_each(|wire| *count.entry(wire.to_owned()).or_default() += 1);
        for ((part, fields), values) in request.parameters.iter().zip(&shown.parameters) {
            let Json::Object(values) = values else { continue };
            for (wire, value) in values.fields() {
                let Some(field) = fields.get(wire) else { continue };
                let mut key = wire.to_owned();
                if count.get(wire).is_some_and(|count| *count > 1) {
                    // The spec language qualifies a parameter by its location where the name alone is ambiguous.
                    while count.contains_key(&key) {
                        key = format!("{}.{key}", part.word());
                    }
                }
                map.put_some(&key, self.value(field, &typed(field, value), &key, 0));
            }
        }
        match (request.body.ty, shown.body) {
            (_, None) => {}
            ("object", _) if request.body.is_no_content() => {}
            ("object", Some(Json::Object(values))) => self.entries(&request.body.fields, values, "", 0, &mut map),
            ("object", Some(Json::Value(Value::Null))) => {}
            ("object", Some(_)) => {
                self.marks.push("the example sends no object, where the page describes one".to_owned());
            }
            (_, Some(value)) => map.put_some("body", self.value(&request.body, value, "body", 0)),
        }
        map
    }

    fn fields(&mut self, fields: &DraftFields, shown: &Json, path: &str, depth: usize) -> Option<YamlValue> {
        let Json::Object(values) = shown else { return self.differs(path, "object", shown) };
        let mut map = YamlMap::new();
        self.entries(fields, values, path, depth, &mut map);
        Some(YamlValue::Map(map))
    }

    fn entries(&mut self, fields: &DraftFields, values: &JsonObject, path: &str, depth: usize, map: &mut YamlMap) {
        let mut seen = HashSet::new();
        for (wire, value) in values.fields() {
            let path = below(path, wire);
            match fields.get(wire) {
                _ if !seen.insert(wire) => self.marks.push(format!("the example has {} twice", quoted(&path))),
                None => self.marks.push(format!("the example has {}, which nothing describes", quoted(&path))),
                Some(field) => map.put_some(wire, self.value(field, value, &path, depth + 1)),
            }
        }
    }

    fn value(&mut self, field: &DraftField, shown: &Json, path: &str, depth: usize) -> Option<YamlValue> {
        if depth > MAX_DEPTH {
            self.marks.push(format!("the example is nested too deeply at {}", quoted(path)));
            return None;
        }
        match (field.scalar(), shown) {
            (_, Json::Value(Value::Null)) => Some(YamlValue::Scalar(Node::Null)),
            ("any" | "bool", Json::Value(Value::Bool(flag))) => Some(YamlValue::Scalar(Node::Bool(*flag))),
            ("any" | "string" | "secret" | "datetime" | "bytes", Json::Value(Value::String(text))) => {
                self.text(text, path)
            }
            (word, Json::Value(Value::Number(shown))) if holds(word, shown) => number(shown),
            ("object", shown) => self.fields(&field.fields, shown, path, depth),
            (REFERENCE, shown) => match self.named.get(field.word()).copied() {
                Some(fields) => self.fields(fields, shown, path, depth),
                None => self.differs(path, field.word(), shown),
            },
            ("any" | "array", Json::List(values)) => {
                let (items, path) = (field.items.as_deref().unwrap_or(field), format!("{path}[]"));
                let values = values.iter().filter_map(|value| self.value(items, value, &path, depth + 1));
                Some(YamlValue::list(values.collect::<Vec<_>>()))
            }
            ("any" | "map", Json::Object(values)) => Some(self.keyed(field, values, path, depth + 1)),
            (word, shown) => self.differs(path, word, shown),
        }
    }

    /// Drafts an object whose keys are data: a map, or a value of any type.
    fn keyed(&mut self, field: &DraftField, values: &JsonObject, path: &str, depth: usize) -> YamlValue {
        let items = field.items.as_deref().unwrap_or(field);
        let mut map = YamlMap::new();
        let mut seen = HashSet::new();
        for (key, shown) in values.fields() {
            let path = below(path, key);
            if !is_key(key) || !seen.insert(key) {
                self.marks
                    .push(format!("the example has a key that no spec can hold, or one twice: {}", quoted(&path)));
                continue;
            }
            map.put_some(key, self.value(items, shown, &path, depth));
        }
        YamlValue::Map(map)
    }

    fn text(&mut self, text: &str, path: &str) -> Option<YamlValue> {
        if text.chars().any(|c| !matches!(c, '\n' | '\t') && is_invisible(c)) {
            self.marks.push(format!("the example has characters that are not seen in {}", quoted(path)));
            return None;
        }
        Some(YamlValue::text(text))
    }

    fn differs(&mut self, path: &str, wanted: &str, shown: &Json) -> Option<YamlValue> {
        let found = kind_of(shown);
        self.marks
            .push(format!("left out of the example: {} is {found} there, and its type is {wanted}", quoted(path)));
        None
    }
}

/// Returns `true` if the spec checker accepts a number for the type.
fn holds(word: &str, number: &Number) -> bool {
    match word {
        "int32" => number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "int64" => number.is_i64(),
        "float64" | "any" => true,
        _ => false,
    }
}

fn number(shown: &Number) -> Option<YamlValue> {
    let whole = shown.as_i64().map(WrittenNumber::from).or_else(|| shown.as_u64().map(WrittenNumber::from));
    let number = whole.or_else(|| WrittenNumber::float(shown.as_f64()?))?;
    Some(YamlValue::Scalar(Node::Number(number)))
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
