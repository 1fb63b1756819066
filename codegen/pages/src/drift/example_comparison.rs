//! Compares the fields and value types of examples.

use super::comparison::Comparison;
use super::whole_value;
use crate::facts::{FieldNode, FieldTree, SpecOperation, field_path, key};
use crate::json::{Json, value_of};
use crate::page::{Part, RequestExample, ResponseExample, TypeMeaning, kind_of};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let page = comparison.page;
    let mut seen = BTreeSet::new();
    for example in &page.requests {
        request(comparison, &mut seen, example);
    }
    for example in page.responses.iter().filter(|example| is_success(example)) {
        if let (Some(json), Some(tree)) = (example.body.json(), comparison.facts.tree(Part::Response)) {
            ExampleWalker { comparison, tree, side: "response", line: example.line, seen: &mut seen }.root(json);
        }
    }
}

/// Returns `true` for an example of a successful response.
fn is_success(example: &ResponseExample) -> bool {
    example.status.is_none_or(|status| status < 300)
}

fn request(comparison: &mut Comparison<'_>, seen: &mut BTreeSet<String>, example: &RequestExample) {
    let facts = comparison.facts;
    if let Some(tree) = facts.tree(Part::Query) {
        let mut walker = ExampleWalker { comparison, tree, side: "request", line: example.line, seen };
        for (name, value) in &example.query {
            if !tree.nodes.iter().any(|node| node.parent.is_none() && node.name == *name) {
                walker.unknown(name, &Json::from(value.as_str()));
            }
        }
    }
    if let (Some(json), Some(tree)) = (example.body.json(), facts.tree(Part::Body)) {
        ExampleWalker { comparison, tree, side: "request", line: example.line, seen }.root(json);
    }
}

/// Walks an example along the spec's rows.
struct ExampleWalker<'c, 'p, 's> {
    comparison: &'c mut Comparison<'p>,
    tree: &'p FieldTree,
    side: &'static str,
    line: Option<usize>,
    /// Facts that are already reported: list items repeat them.
    seen: &'s mut BTreeSet<String>,
}

impl ExampleWalker<'_, '_, '_> {
    fn root(&mut self, json: &Json) {
        let whole = self.tree.item(None);
        match (whole, json) {
            // The page reader reports this contradiction.
            (Some(node), Json::Object(_)) if self.is_contradicted(node) => {}
            (Some(node), json) => self.value(json, node),
            (None, Json::Object(object)) if self.tree.nodes.is_empty() && object.is_empty() => {}
            (None, Json::Object(_)) => self.fields(json, None, ""),
            (None, Json::Value(Value::Null)) => {}
            (None, json) if self.tree.nodes.is_empty() => self.unknown("", json),
            (None, json) => self.mismatch("", json, "object", &self.tree.place.clone()),
        }
    }

    fn is_contradicted(&self, whole: usize) -> bool {
        let whole = &self.tree.nodes[whole];
        is_scalar(&whole.kind) && whole_value::is_listed(self.comparison.page, whole)
    }

    fn fields(&mut self, json: &Json, parent: Option<usize>, above: &str) {
        let Json::Object(object) = json else { return };
        for (name, json) in object.fields() {
            let is_it = |node: &FieldNode| node.parent == parent && node.name == name;
            match self.tree.nodes.iter().position(is_it) {
                Some(node) => self.value(json, node),
                None => self.unknown(&field_path(above, name, !above.is_empty()), json),
            }
        }
    }

    fn value(&mut self, json: &Json, index: usize) {
        let node = &self.tree.nodes[index];
        let own_path = node.path().to_owned();
        match (&node.kind, json) {
            (TypeMeaning::Any, _) | (_, Json::Value(Value::Null)) => {}
            (TypeMeaning::Object, Json::Object(_)) => {
                // Recursive types are expanded to a limited depth.
                if self.tree.nodes.iter().any(|inner| inner.parent == Some(index)) {
                    self.fields(json, Some(index), &own_path);
                }
            }
            (TypeMeaning::Array(_), Json::List(items)) => items.iter().for_each(|item| self.item(item, index)),
            (TypeMeaning::Map(_), Json::Object(object)) => object.fields().for_each(|(_, item)| self.item(item, index)),
            (kind, Json::Value(value)) if is_scalar(kind) => self.scalar(value, node, &own_path),
            (_, json) => self.mismatch(&own_path, json, &node.word, &node.place),
        }
    }

    fn item(&mut self, item: &Json, holder: usize) {
        if let Some(inner) = self.tree.item(Some(holder)) {
            self.value(item, inner);
        }
    }

    fn scalar(&mut self, value: &Value, node: &FieldNode, own_path: &str) {
        let fits = match (&node.kind, value) {
            (TypeMeaning::String | TypeMeaning::Date | TypeMeaning::Bytes, Value::String(_))
            | (TypeMeaning::Boolean, Value::Bool(_)) => true,
            (TypeMeaning::Integer | TypeMeaning::Long, Value::Number(number)) => number.is_i64() || number.is_u64(),
            (TypeMeaning::Double | TypeMeaning::Number, value) => value.is_number(),
            _ => false,
        };
        let json = Json::Value(value.clone());
        if value.is_boolean() != (node.kind == TypeMeaning::Boolean) {
            self.mismatch(own_path, &json, &node.word, &node.place);
        } else if !fits {
            // Pages confuse numbers and strings, and clients accept either.
            let message = format!("the example shows {} where the type is `{}`", kind_of(&json), node.word);
            self.say(own_path, |walker, fact| walker.comparison.note(fact, message, walker.line));
        }
    }

    /// Reports a field that the spec lacks, unless the page's table has it too.
    fn unknown(&mut self, own_path: &str, json: &Json) {
        let fact = key(self.tree.part, own_path);
        let holder = self.tree.place.clone();
        let line = self.line;
        self.say(own_path, |walker, example| {
            if !walker.comparison.has_reported(&fact) {
                walker.comparison.added(example, kind_of(json), line, &holder);
            }
        });
    }

    fn mismatch(&mut self, own_path: &str, json: &Json, word: &str, place: &dingtalk_spec::diag::NodePath) {
        let (says, line, place) = (kind_of(json), self.line, place.clone());
        self.say(own_path, |walker, fact| walker.comparison.changed(fact, says, line, word, &place));
    }

    /// Reports something about a path, once.
    fn say(&mut self, own_path: &str, what: impl FnOnce(&mut Self, &str)) {
        let path = if own_path.is_empty() { String::new() } else { format!(" {own_path}") };
        let fact = format!("example {}{path}", self.side);
        if self.seen.insert(fact.clone()) {
            what(self, &fact);
        }
    }
}

fn is_scalar(kind: &TypeMeaning) -> bool {
    !matches!(kind, TypeMeaning::Object | TypeMeaning::Array(_) | TypeMeaning::Map(_))
}

/// Notes values that differ from the spec's own example.
pub(super) fn values(comparison: &mut Comparison<'_>, operation: &SpecOperation) {
    let Some(own) = &operation.file.example else { return };
    let page = comparison.page;
    let mut shown = BTreeMap::new();
    if let Some(example) = page.requests.first() {
        let query = example.query.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str())));
        shown.extend(query);
        if let Some(Json::Object(object)) = example.body.json() {
            object.fields().for_each(|(name, json)| leaves(&plain(json), name, &mut shown));
        }
    }
    let mut spec = BTreeMap::new();
    for entry in own.request.iter().flatten() {
        leaves(&value_of(&entry.value.value), &entry.key.value, &mut spec);
    }
    differ(comparison, "example request", &shown, &spec);
    let (mut shown, mut spec) = (BTreeMap::new(), BTreeMap::new());
    if let Some(json) = page.responses.iter().find(|response| is_success(response)).and_then(|one| one.body.json()) {
        leaves(&plain(json), "", &mut shown);
    }
    if let Some(own) = &own.response {
        leaves(&value_of(&own.value), comparison.facts.dialect.payload.as_deref().unwrap_or_default(), &mut spec);
    }
    differ(comparison, "example response", &shown, &spec);
}

fn plain(json: &Json) -> Value {
    serde_json::to_value(json).unwrap_or_default()
}

/// Returns `true` if two values are equal on the wire: query and path have strings only.
fn is_same(shown: &Value, own: &Value) -> bool {
    match (shown, own) {
        (Value::String(text), Value::Number(number)) => *text == number.to_string(),
        (Value::String(text), Value::Bool(flag)) => text == if *flag { "true" } else { "false" },
        _ => shown == own,
    }
}

fn differ(comparison: &mut Comparison<'_>, fact: &str, page: &BTreeMap<String, Value>, spec: &BTreeMap<String, Value>) {
    let others: Vec<&str> = spec
        .iter()
        .filter(|(path, value)| page.get(*path).is_some_and(|shown| !is_same(shown, value)))
        .map(|(path, _)| path.as_str())
        .collect();
    if !others.is_empty() {
        comparison.note(fact, format!("other values than in the spec's example: {}", others.join(", ")), None);
    }
}

/// Collects scalar values by path.
fn leaves(value: &Value, own_path: &str, out: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(fields) => {
            fields
                .iter()
                .for_each(|(name, inner)| leaves(inner, &field_path(own_path, name, !own_path.is_empty()), out));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| leaves(item, &format!("{own_path}[{index}]"), out));
        }
        scalar => {
            out.insert(own_path.to_owned(), scalar.clone());
        }
    }
}
