//! Drafts the `example` section, as far as the draft's types allow it.

use super::draft_field::{DraftContent, DraftField, DraftFields, DraftType};
use super::example_values::is_key;
use super::request_section::{DraftRequest, typed};
use super::review_marks::quoted;
use super::sent_example::SentExample;
use super::yaml_layout::{YamlMap, YamlValue};
use dingtalk_policy::is_invisible;
use dingtalk_spec::json::Json;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Maximum depth of values. A list counts twice, where rows count once.
const MAX_DEPTH: usize = 2 * super::MAX_DEPTH;

pub(super) fn example(
    request: &DraftRequest,
    response: &DraftContent,
    shown: Option<&SentExample<'_>>,
    response_body: Option<&Json>,
    ambiguities: Vec<String>,
) -> YamlMap {
    let mut named = HashMap::new();
    gather(request, response, &mut named);
    let mut fit = ExampleFitter { named, marks: Vec::new() };
    let request_example = shown.map(|shown| fit.request(request, shown)).unwrap_or_default();
    let request_marks = std::mem::take(&mut fit.marks);
    let response_example = response_body.and_then(|response_body| match response {
        DraftContent::Empty => None,
        // Empty content has no example. A mark of its own explains that.
        DraftContent::Fields(fields) if fields.is_empty() => None,
        DraftContent::Fields(fields) => fit.fields(fields, response_body, "response", 0),
        DraftContent::Whole(field) => fit.value(field, response_body, "response", 0),
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

fn gather<'a>(request: &'a DraftRequest, response: &'a DraftContent, named: &mut NamedFields<'a>) {
    for fields in [&request.path, &request.query, &request.headers] {
        gather_fields(fields, named);
    }
    for content in [&request.body, response] {
        match content {
            DraftContent::Empty => {}
            DraftContent::Fields(fields) => gather_fields(fields, named),
            DraftContent::Whole(field) => gather_field(field, named),
        }
    }
}

fn gather_fields<'a>(fields: &'a DraftFields, named: &mut NamedFields<'a>) {
    fields.list.iter().for_each(|(_, field)| gather_field(field, named));
}

fn gather_field<'a>(field: &'a DraftField, named: &mut NamedFields<'a>) {
    if let DraftType::Object { name, fields } = field.innermost() {
        named.extend(name.as_deref().map(|name| (name, fields)));
        gather_fields(fields, named);
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
        let body: Vec<&str> = match &request.body {
            DraftContent::Empty => Vec::new(),
            DraftContent::Fields(fields) => fields.list.iter().map(|(wire, _)| wire.as_str()).collect(),
            DraftContent::Whole(_) => vec!["body"],
        };
        let parts = [
            ("path", &request.path, &shown.path),
            ("query", &request.query, &shown.query),
            ("header", &request.headers, &shown.headers),
        ];
        let all = parts.iter().flat_map(|(_, fields, _)| fields.list.iter().map(|(wire, _)| wire.as_str())).chain(body);
        let mut count: HashMap<String, usize> = HashMap::new();
        all.for_each(|wire| *count.entry(wire.to_owned()).or_default() += 1);
        for (place, fields, values) in parts {
            let Json::Object(values) = values else { continue };
            for (wire, value) in values.fields() {
                let Some(field) = fields.get(wire) else { continue };
                let mut key = wire.to_owned();
                if count.get(wire).is_some_and(|count| *count > 1) {
                    // The spec language qualifies a parameter by its location where the name alone is ambiguous.
                    key = format!("{place}.{wire}");
                    while count.contains_key(&key) {
                        key = format!("{place}.{key}");
                    }
                }
                if let Some(value) = self.value(field, &typed(field, value), &key, 0) {
                    map.put(&key, value, Vec::new());
                }
            }
        }
        match (&request.body, shown.body) {
            (DraftContent::Fields(fields), Some(Json::Object(values))) => {
                self.entries(fields, values, "", 0, &mut map);
            }
            (DraftContent::Fields(_), Some(shown)) if *shown != Json::Value(Value::Null) => {
                self.marks.push("the example sends no object, where the page describes one".to_owned());
            }
            (DraftContent::Whole(field), Some(value)) => {
                if let Some(value) = self.value(field, value, "body", 0) {
                    map.put("body", value, Vec::new());
                }
            }
            (DraftContent::Empty | DraftContent::Fields(_), _) | (_, None) => {}
        }
        map
    }

    fn fields(&mut self, fields: &DraftFields, shown: &Json, path: &str, depth: usize) -> Option<YamlValue> {
        match shown {
            Json::Object(values) => {
                let mut map = YamlMap::new();
                self.entries(fields, values, path, depth, &mut map);
                Some(YamlValue::Map(map))
            }
            _ => self.differs(path, "object", shown),
        }
    }

    fn entries(
        &mut self,
        fields: &DraftFields,
        values: &dingtalk_spec::json::JsonObject,
        path: &str,
        depth: usize,
        map: &mut YamlMap,
    ) {
        let mut seen = HashSet::new();
        for (wire, value) in values.fields() {
            let path = below(path, wire);
            if !seen.insert(wire) {
                self.marks.push(format!("the example has {} twice", quoted(&path)));
                continue;
            }
            let Some(field) = fields.get(wire) else {
                self.marks.push(format!("the example has {}, which nothing describes", quoted(&path)));
                continue;
            };
            if let Some(value) = self.value(field, value, &path, depth + 1) {
                map.put(wire, value, Vec::new());
            }
        }
    }

    fn value(&mut self, field: &DraftField, shown: &Json, path: &str, depth: usize) -> Option<YamlValue> {
        if depth > MAX_DEPTH {
            self.marks.push(format!("the example is nested too deeply at {}", quoted(path)));
            return None;
        }
        if let Json::Value(Value::Null) = shown {
            return Some(YamlValue::word("null"));
        }
        match (&field.kind, shown) {
            (DraftType::Word("any"), shown) => self.anything(shown, path, depth),
            (
                DraftType::Word("string" | "secret" | "datetime" | "bytes") | DraftType::Enum { .. },
                Json::Value(Value::String(text)),
            ) => self.text(text, path),
            (DraftType::Word(word), Json::Value(value)) if holds(word, value) => {
                Some(YamlValue::word(value.to_string()))
            }
            (DraftType::Object { fields, .. }, shown) => self.fields(fields, shown, path, depth),
            (DraftType::Named(name), shown) => match self.named.get(name.as_str()).copied() {
                Some(fields) => self.fields(fields, shown, path, depth),
                None => self.differs(path, name, shown),
            },
            (DraftType::Array(items), Json::List(values)) => {
                let path = format!("{path}[]");
                let values: Vec<YamlValue> =
                    values.iter().filter_map(|value| self.value(items, value, &path, depth + 1)).collect();
                Some(YamlValue::list(values))
            }
            (DraftType::Map(items), Json::Object(values)) => {
                Some(self.keyed(values, path, |fit, value, path| fit.value(items, value, path, depth + 1)))
            }
            (kind, shown) => self.differs(path, kind.word(), shown),
        }
    }

    fn anything(&mut self, shown: &Json, path: &str, depth: usize) -> Option<YamlValue> {
        if depth > MAX_DEPTH {
            self.marks.push(format!("the example is nested too deeply at {}", quoted(path)));
            return None;
        }
        match shown {
            Json::Value(Value::String(text)) => self.text(text, path),
            Json::Value(value @ (Value::Null | Value::Bool(_) | Value::Number(_))) => {
                Some(YamlValue::word(value.to_string()))
            }
            Json::Value(other) => self.differs(path, "any", &Json::Value(other.clone())),
            Json::List(values) => {
                let path = format!("{path}[]");
                let values: Vec<YamlValue> =
                    values.iter().filter_map(|value| self.anything(value, &path, depth + 1)).collect();
                Some(YamlValue::list(values))
            }
            Json::Object(values) => {
                Some(self.keyed(values, path, |fit, value, path| fit.anything(value, path, depth + 1)))
            }
        }
    }

    /// Drafts an object whose keys are data.
    fn keyed(
        &mut self,
        values: &dingtalk_spec::json::JsonObject,
        path: &str,
        mut value: impl FnMut(&mut Self, &Json, &str) -> Option<YamlValue>,
    ) -> YamlValue {
        let mut map = YamlMap::new();
        let mut seen = HashSet::new();
        for (key, shown) in values.fields() {
            let path = below(path, key);
            if !is_key(key) || !seen.insert(key) {
                self.marks
                    .push(format!("the example has a key that no spec can hold, or one twice: {}", quoted(&path)));
                continue;
            }
            if let Some(value) = value(self, shown, &path) {
                map.put(key, value, Vec::new());
            }
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
        let found = match shown {
            Json::Value(Value::Null) => "nothing",
            Json::Value(Value::Bool(_)) => "a truth",
            Json::Value(Value::Number(_)) => "a number",
            Json::Value(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        };
        self.marks
            .push(format!("left out of the example: {} is {found} there, and its type is {wanted}", quoted(path)));
        None
    }
}

/// Returns `true` if the spec checker accepts a number or boolean for the type.
fn holds(word: &str, value: &Value) -> bool {
    match word {
        "bool" => value.is_boolean(),
        "int32" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "int64" => value.is_i64(),
        "float64" => value.is_number(),
        _ => false,
    }
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
