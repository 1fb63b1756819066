//! The page's example, as far as the types of the draft allow it.

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

/// How deep values are followed: a list and its items count twice, where rows count once.
const DEEPEST: usize = 2 * super::DEEPEST;

/// The example as it is written.
pub(super) fn example(
    request: &DraftRequest,
    response: &DraftContent,
    shown: Option<&SentExample<'_>>,
    answer: Option<&Json>,
    doubts: Vec<String>,
) -> YamlMap {
    let mut named = HashMap::new();
    gather(request, response, &mut named);
    let mut fit = ExampleFitter { named, marks: Vec::new() };
    let sent = shown.map(|shown| fit.request(request, shown)).unwrap_or_default();
    let sent_marks = std::mem::take(&mut fit.marks);
    let answered = answer.and_then(|answer| match response {
        DraftContent::Nothing => None,
        // What is not there has no example; a mark says why it is not.
        DraftContent::Members(members) if members.is_empty() => None,
        DraftContent::Members(members) => fit.members(members, answer, "response", 0),
        DraftContent::Whole(field) => fit.value(field, answer, "response", 0),
    });
    let mut map = YamlMap::spread();
    let mut left = doubts;
    if sent.is_empty() {
        left.extend(sent_marks);
    } else {
        map.put("request", YamlValue::Map(sent), sent_marks);
    }
    match answered {
        Some(answered) => map.put("response", answered, fit.marks),
        None => left.extend(fit.marks),
    }
    map.mark(left);
    map
}

/// The types that have a name of their own.
type NamedFields<'a> = HashMap<&'a str, &'a DraftFields>;

fn gather<'a>(request: &'a DraftRequest, response: &'a DraftContent, named: &mut NamedFields<'a>) {
    for members in [&request.path, &request.query, &request.headers] {
        gather_members(members, named);
    }
    for content in [&request.body, response] {
        match content {
            DraftContent::Nothing => {}
            DraftContent::Members(members) => gather_members(members, named),
            DraftContent::Whole(field) => gather_field(field, named),
        }
    }
}

fn gather_members<'a>(members: &'a DraftFields, named: &mut NamedFields<'a>) {
    members.list.iter().for_each(|(_, field)| gather_field(field, named));
}

fn gather_field<'a>(field: &'a DraftField, named: &mut NamedFields<'a>) {
    if let DraftType::Object { name, members } = field.innermost() {
        named.extend(name.as_deref().map(|name| (name, members)));
        gather_members(members, named);
    }
}

/// Holds values against types, as the checker will.
struct ExampleFitter<'a> {
    named: NamedFields<'a>,
    marks: Vec<String>,
}

impl ExampleFitter<'_> {
    fn request(&mut self, request: &DraftRequest, shown: &SentExample<'_>) -> YamlMap {
        let mut map = YamlMap::new();
        let body: Vec<&str> = match &request.body {
            DraftContent::Nothing => Vec::new(),
            DraftContent::Members(members) => members.list.iter().map(|(wire, _)| wire.as_str()).collect(),
            DraftContent::Whole(_) => vec!["body"],
        };
        let parts = [
            ("path", &request.path, &shown.path),
            ("query", &request.query, &shown.query),
            ("header", &request.headers, &shown.headers),
        ];
        let all =
            parts.iter().flat_map(|(_, members, _)| members.list.iter().map(|(wire, _)| wire.as_str())).chain(body);
        let mut count: HashMap<String, usize> = HashMap::new();
        all.for_each(|wire| *count.entry(wire.to_owned()).or_default() += 1);
        for (place, members, values) in parts {
            let Json::Object(values) = values else { continue };
            for (wire, value) in values.members() {
                let Some(field) = members.get(wire) else { continue };
                let mut key = wire.to_owned();
                if count.get(wire).is_some_and(|count| *count > 1) {
                    // The language calls a parameter after its place where its name alone does not tell it apart.
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
            (DraftContent::Members(members), Some(Json::Object(values))) => {
                self.entries(members, values, "", 0, &mut map);
            }
            (DraftContent::Members(_), Some(shown)) if *shown != Json::Value(Value::Null) => {
                self.marks.push("the example sends no object, where the page describes one".to_owned());
            }
            (DraftContent::Whole(field), Some(value)) => {
                if let Some(value) = self.value(field, value, "body", 0) {
                    map.put("body", value, Vec::new());
                }
            }
            (DraftContent::Nothing | DraftContent::Members(_), _) | (_, None) => {}
        }
        map
    }

    fn members(&mut self, members: &DraftFields, shown: &Json, way: &str, depth: usize) -> Option<YamlValue> {
        match shown {
            Json::Object(values) => {
                let mut map = YamlMap::new();
                self.entries(members, values, way, depth, &mut map);
                Some(YamlValue::Map(map))
            }
            _ => self.differs(way, "object", shown),
        }
    }

    fn entries(
        &mut self,
        members: &DraftFields,
        values: &dingtalk_spec::json::Object,
        way: &str,
        depth: usize,
        map: &mut YamlMap,
    ) {
        let mut seen = HashSet::new();
        for (wire, value) in values.members() {
            let way = below(way, wire);
            if !seen.insert(wire) {
                self.marks.push(format!("the example has {} twice", quoted(&way)));
                continue;
            }
            let Some(field) = members.get(wire) else {
                self.marks.push(format!("the example has {}, which nothing describes", quoted(&way)));
                continue;
            };
            if let Some(value) = self.value(field, value, &way, depth + 1) {
                map.put(wire, value, Vec::new());
            }
        }
    }

    fn value(&mut self, field: &DraftField, shown: &Json, way: &str, depth: usize) -> Option<YamlValue> {
        if depth > DEEPEST {
            self.marks.push(format!("the example is nested too deeply at {}", quoted(way)));
            return None;
        }
        if let Json::Value(Value::Null) = shown {
            return Some(YamlValue::word("null"));
        }
        match (&field.kind, shown) {
            (DraftType::Word("any"), shown) => self.anything(shown, way, depth),
            (
                DraftType::Word("string" | "secret" | "datetime" | "bytes") | DraftType::Enum { .. },
                Json::Value(Value::String(text)),
            ) => self.text(text, way),
            (DraftType::Word(word), Json::Value(value)) if holds(word, value) => {
                Some(YamlValue::word(value.to_string()))
            }
            (DraftType::Object { members, .. }, shown) => self.members(members, shown, way, depth),
            (DraftType::Named(name), shown) => match self.named.get(name.as_str()).copied() {
                Some(members) => self.members(members, shown, way, depth),
                None => self.differs(way, name, shown),
            },
            (DraftType::Array(items), Json::List(values)) => {
                let way = format!("{way}[]");
                let values: Vec<YamlValue> =
                    values.iter().filter_map(|value| self.value(items, value, &way, depth + 1)).collect();
                Some(YamlValue::list(values))
            }
            (DraftType::Map(items), Json::Object(values)) => {
                Some(self.keyed(values, way, |fit, value, way| fit.value(items, value, way, depth + 1)))
            }
            (kind, shown) => self.differs(way, kind.word(), shown),
        }
    }

    fn anything(&mut self, shown: &Json, way: &str, depth: usize) -> Option<YamlValue> {
        if depth > DEEPEST {
            self.marks.push(format!("the example is nested too deeply at {}", quoted(way)));
            return None;
        }
        match shown {
            Json::Value(Value::String(text)) => self.text(text, way),
            Json::Value(value @ (Value::Null | Value::Bool(_) | Value::Number(_))) => {
                Some(YamlValue::word(value.to_string()))
            }
            Json::Value(other) => self.differs(way, "any", &Json::Value(other.clone())),
            Json::List(values) => {
                let way = format!("{way}[]");
                let values: Vec<YamlValue> =
                    values.iter().filter_map(|value| self.anything(value, &way, depth + 1)).collect();
                Some(YamlValue::list(values))
            }
            Json::Object(values) => {
                Some(self.keyed(values, way, |fit, value, way| fit.anything(value, way, depth + 1)))
            }
        }
    }

    /// An object whose keys are data.
    fn keyed(
        &mut self,
        values: &dingtalk_spec::json::Object,
        way: &str,
        mut value: impl FnMut(&mut Self, &Json, &str) -> Option<YamlValue>,
    ) -> YamlValue {
        let mut map = YamlMap::new();
        let mut seen = HashSet::new();
        for (key, shown) in values.members() {
            let way = below(way, key);
            if !is_key(key) || !seen.insert(key) {
                self.marks.push(format!("the example has a key that no spec can hold, or one twice: {}", quoted(&way)));
                continue;
            }
            if let Some(value) = value(self, shown, &way) {
                map.put(key, value, Vec::new());
            }
        }
        YamlValue::Map(map)
    }

    fn text(&mut self, text: &str, way: &str) -> Option<YamlValue> {
        if text.chars().any(|c| !matches!(c, '\n' | '\t') && is_invisible(c)) {
            self.marks.push(format!("the example has characters that are not seen in {}", quoted(way)));
            return None;
        }
        Some(YamlValue::text(text))
    }

    fn differs(&mut self, way: &str, wanted: &str, shown: &Json) -> Option<YamlValue> {
        let found = match shown {
            Json::Value(Value::Null) => "nothing",
            Json::Value(Value::Bool(_)) => "a truth",
            Json::Value(Value::Number(_)) => "a number",
            Json::Value(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        };
        self.marks.push(format!("left out of the example: {} is {found} there, and its type is {wanted}", quoted(way)));
        None
    }
}

/// Whether the checker takes a number or a truth for a value of the type.
fn holds(word: &str, value: &Value) -> bool {
    match word {
        "bool" => value.is_boolean(),
        "int32" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "int64" => value.is_i64(),
        "float64" => value.is_number(),
        _ => false,
    }
}

fn below(way: &str, key: &str) -> String {
    if way.is_empty() { key.to_owned() } else { format!("{way}.{key}") }
}
