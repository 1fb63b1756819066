//! The page's example, as far as the types of the draft allow it.

use super::draft_field::{Content, Field, Kind, Members};
use super::example_values::is_key;
use super::request_section::{Request, typed};
use super::review_marks::quoted;
use super::sent_example::Shown;
use super::yaml_layout::{Map, Value};
use dingtalk_policy::is_invisible;
use dingtalk_spec::json::Json;
use serde_json::Value as JsonValue;
use std::collections::{HashMap, HashSet};

/// How deep values are followed: a list and its items count twice, where rows count once.
const DEEPEST: usize = 2 * super::DEEPEST;

/// The example as it is written.
pub(super) fn example(
    request: &Request,
    response: &Content,
    shown: Option<&Shown<'_>>,
    answer: Option<&Json>,
    doubts: Vec<String>,
) -> Map {
    let mut named = HashMap::new();
    gather(request, response, &mut named);
    let mut fit = Fit { named, marks: Vec::new() };
    let sent = shown.map(|shown| fit.request(request, shown)).unwrap_or_default();
    let sent_marks = std::mem::take(&mut fit.marks);
    let answered = answer.and_then(|answer| match response {
        Content::Nothing => None,
        // What is not there has no example; a mark says why it is not.
        Content::Members(members) if members.is_empty() => None,
        Content::Members(members) => fit.members(members, answer, "response", 0),
        Content::Whole(field) => fit.value(field, answer, "response", 0),
    });
    let mut map = Map::spread();
    let mut left = doubts;
    if sent.is_empty() {
        left.extend(sent_marks);
    } else {
        map.put("request", Value::Map(sent), sent_marks);
    }
    match answered {
        Some(answered) => map.put("response", answered, fit.marks),
        None => left.extend(fit.marks),
    }
    map.mark(left);
    map
}

/// The types that have a name of their own.
type Named<'a> = HashMap<&'a str, &'a Members>;

fn gather<'a>(request: &'a Request, response: &'a Content, named: &mut Named<'a>) {
    for members in [&request.path, &request.query, &request.headers] {
        gather_members(members, named);
    }
    for content in [&request.body, response] {
        match content {
            Content::Nothing => {}
            Content::Members(members) => gather_members(members, named),
            Content::Whole(field) => gather_field(field, named),
        }
    }
}

fn gather_members<'a>(members: &'a Members, named: &mut Named<'a>) {
    members.list.iter().for_each(|(_, field)| gather_field(field, named));
}

fn gather_field<'a>(field: &'a Field, named: &mut Named<'a>) {
    if let Kind::Object { name, members } = field.innermost() {
        named.extend(name.as_deref().map(|name| (name, members)));
        gather_members(members, named);
    }
}

/// Holds values against types, as the checker will.
struct Fit<'a> {
    named: Named<'a>,
    marks: Vec<String>,
}

impl Fit<'_> {
    fn request(&mut self, request: &Request, shown: &Shown<'_>) -> Map {
        let mut map = Map::new();
        let body: Vec<&str> = match &request.body {
            Content::Nothing => Vec::new(),
            Content::Members(members) => members.list.iter().map(|(wire, _)| wire.as_str()).collect(),
            Content::Whole(_) => vec!["body"],
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
            (Content::Members(members), Some(Json::Object(values))) => self.entries(members, values, "", 0, &mut map),
            (Content::Members(_), Some(shown)) if *shown != Json::Value(JsonValue::Null) => {
                self.marks.push("the example sends no object, where the page describes one".to_owned());
            }
            (Content::Whole(field), Some(value)) => {
                if let Some(value) = self.value(field, value, "body", 0) {
                    map.put("body", value, Vec::new());
                }
            }
            (Content::Nothing | Content::Members(_), _) | (_, None) => {}
        }
        map
    }

    fn members(&mut self, members: &Members, shown: &Json, way: &str, depth: usize) -> Option<Value> {
        match shown {
            Json::Object(values) => {
                let mut map = Map::new();
                self.entries(members, values, way, depth, &mut map);
                Some(Value::Map(map))
            }
            _ => self.differs(way, "object", shown),
        }
    }

    fn entries(
        &mut self,
        members: &Members,
        values: &dingtalk_spec::json::Object,
        way: &str,
        depth: usize,
        map: &mut Map,
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

    fn value(&mut self, field: &Field, shown: &Json, way: &str, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            self.marks.push(format!("the example is nested too deeply at {}", quoted(way)));
            return None;
        }
        if let Json::Value(JsonValue::Null) = shown {
            return Some(Value::word("null"));
        }
        match (&field.kind, shown) {
            (Kind::Word("any"), shown) => self.anything(shown, way, depth),
            (
                Kind::Word("string" | "secret" | "datetime" | "bytes") | Kind::Enum { .. },
                Json::Value(JsonValue::String(text)),
            ) => self.text(text, way),
            (Kind::Word(word), Json::Value(value)) if holds(word, value) => Some(Value::word(value.to_string())),
            (Kind::Object { members, .. }, shown) => self.members(members, shown, way, depth),
            (Kind::Named(name), shown) => match self.named.get(name.as_str()).copied() {
                Some(members) => self.members(members, shown, way, depth),
                None => self.differs(way, name, shown),
            },
            (Kind::Array(items), Json::List(values)) => {
                let way = format!("{way}[]");
                let values: Vec<Value> =
                    values.iter().filter_map(|value| self.value(items, value, &way, depth + 1)).collect();
                Some(Value::list(values))
            }
            (Kind::Map(items), Json::Object(values)) => {
                Some(self.keyed(values, way, |fit, value, way| fit.value(items, value, way, depth + 1)))
            }
            (kind, shown) => self.differs(way, kind.word(), shown),
        }
    }

    fn anything(&mut self, shown: &Json, way: &str, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            self.marks.push(format!("the example is nested too deeply at {}", quoted(way)));
            return None;
        }
        match shown {
            Json::Value(JsonValue::String(text)) => self.text(text, way),
            Json::Value(value @ (JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_))) => {
                Some(Value::word(value.to_string()))
            }
            Json::Value(other) => self.differs(way, "any", &Json::Value(other.clone())),
            Json::List(values) => {
                let way = format!("{way}[]");
                let values: Vec<Value> =
                    values.iter().filter_map(|value| self.anything(value, &way, depth + 1)).collect();
                Some(Value::list(values))
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
        mut value: impl FnMut(&mut Self, &Json, &str) -> Option<Value>,
    ) -> Value {
        let mut map = Map::new();
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
        Value::Map(map)
    }

    fn text(&mut self, text: &str, way: &str) -> Option<Value> {
        if text.chars().any(|c| !matches!(c, '\n' | '\t') && is_invisible(c)) {
            self.marks.push(format!("the example has characters that are not seen in {}", quoted(way)));
            return None;
        }
        Some(Value::text(text))
    }

    fn differs(&mut self, way: &str, wanted: &str, shown: &Json) -> Option<Value> {
        let found = match shown {
            Json::Value(JsonValue::Null) => "nothing",
            Json::Value(JsonValue::Bool(_)) => "a truth",
            Json::Value(JsonValue::Number(_)) => "a number",
            Json::Value(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        };
        self.marks.push(format!("left out of the example: {} is {found} there, and its type is {wanted}", quoted(way)));
        None
    }
}

/// Whether the checker takes a number or a truth for a value of the type.
fn holds(word: &str, value: &JsonValue) -> bool {
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
