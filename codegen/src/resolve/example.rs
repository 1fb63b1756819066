//! Checks the page's example against the types.

use super::words;
use crate::model::{Definition, EnumRepr, Example, Name, ObjectType, Response, SharedTypes, Type};
use dingtalk_spec::diag::{self, Code, Sink};
use dingtalk_spec::{Node, OperationDecl};
use std::collections::{HashMap, HashSet};

/// The types that an example's objects and texts can have.
pub(crate) struct NamedDefinitions<'a> {
    by_name: HashMap<&'a Name, &'a Definition>,
}

impl<'a> NamedDefinitions<'a> {
    /// The types of an operation, and those that it shares with others.
    pub(crate) fn of(local: &'a [Definition], shared: Option<&'a SharedTypes>) -> Self {
        let shared = shared.map(|types| types.definitions.as_slice()).unwrap_or_default();
        Self { by_name: local.iter().chain(shared).map(|definition| (definition.name(), definition)).collect() }
    }

    fn get(&self, name: &Name) -> Option<&'a Definition> {
        self.by_name.get(name).copied()
    }
}

pub(crate) fn resolve(
    file: &OperationDecl,
    request: &ObjectType,
    response: &Response,
    definitions: &NamedDefinitions<'_>,
    sink: &mut Sink,
) -> Example {
    let Some(example) = &file.example else { return Example::default() };
    let mut checker = ExampleChecker { definitions, incomplete: HashSet::new(), sink };
    let mut resolved = Example::default();
    if let Some(shown) = &example.request {
        let keys: Vec<&str> = shown.iter().map(|entry| entry.key.as_str()).collect();
        checker.complete(request, &keys, &example.place.key("request"));
    }
    for entry in example.request.iter().flatten() {
        let place = &entry.value.place;
        checker.field(request, &entry.key.value, &entry.value.value, place);
        resolved.request.push((entry.key.value.clone(), entry.value.value.clone()));
    }
    if let Some(shown) = &example.response {
        match response {
            Response::Fields(object) => checker.object(object, &shown.value, &shown.place),
            Response::Whole(ty, _) => checker.value(ty, &shown.value, &shown.place),
            Response::Empty => {
                let message = "the operation has no response, so an example has none either";
                let help = "describe the `response`, or remove the example";
                checker.sink.report(Code::ExampleMismatch, &shown.place, message).help(help);
            }
        }
        resolved.response = Some(shown.value.clone());
    }
    resolved
}

/// Walks an example along its types.
struct ExampleChecker<'a> {
    definitions: &'a NamedDefinitions<'a>,
    /// The types of which an example without a required field is reported: the items of a list repeat it.
    incomplete: HashSet<Name>,
    sink: &'a mut Sink,
}

impl ExampleChecker<'_> {
    fn object(&mut self, object: &ObjectType, node: &Node, place: &diag::NodePath) {
        let Node::Map(entries) = node else {
            self.mismatch("an object", node, place);
            return;
        };
        let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        self.complete(object, &keys, place);
        for (key, value) in entries {
            self.field(object, key, value, &place.key(key));
        }
    }

    /// Warns of required fields that the example leaves out.
    fn complete(&mut self, object: &ObjectType, keys: &[&str], place: &diag::NodePath) {
        let missing = object.required().filter(|field| !keys.contains(&field.key.as_str()));
        let missing: Vec<String> = missing.map(|field| format!("`{}`", field.key)).collect();
        if !missing.is_empty() && self.incomplete.insert(object.name.clone()) {
            let message = format!("the example lacks the required {}", missing.join(", "));
            let help = "add what the docs page shows elsewhere, or a value of the same form";
            self.sink.report(Code::IncompleteExample, &place.on_key(), message).help(help);
        }
    }

    fn field(&mut self, object: &ObjectType, key: &str, value: &Node, place: &diag::NodePath) {
        if let Some(field) = object.fields.iter().find(|field| field.key == key) {
            self.value(&field.ty, value, place);
            return;
        }
        let message = format!("the example has an undeclared field `{key}`");
        self.sink.report(Code::ExampleMismatch, &place.on_key(), message).help_with(|| {
            let known: Vec<&str> = object.fields.iter().map(|field| field.key.as_str()).collect();
            words::proposal(key, &known)
        });
    }

    fn value(&mut self, ty: &Type, node: &Node, place: &diag::NodePath) {
        match (ty, node) {
            (Type::Enum(name, EnumRepr::Text), Node::Text(text)) => self.listed(name, text, place),
            (Type::Enum(name, repr), node) if is_simple(&repr.scalar(), node) => {
                if let Some(number) = whole(node) {
                    self.listed(name, &number.to_string(), place);
                }
            }
            _ if is_simple(ty, node) => {}
            (Type::Object(name), node) => self.named_object(name, node, place),
            (Type::Array(items), Node::List(nodes)) => {
                for (index, node) in nodes.iter().enumerate() {
                    self.value(items, node, &place.index(index));
                }
            }
            (Type::Map(items), Node::Map(entries)) => {
                for (key, node) in entries {
                    self.value(items, node, &place.key(key));
                }
            }
            (ty, node) => self.mismatch(kind(ty), node, place),
        }
    }

    fn named_object(&mut self, name: &Name, node: &Node, place: &diag::NodePath) {
        // An unresolved type is already reported.
        if let Some(object) = self.definitions.get(name).and_then(Definition::object) {
            self.object(object, node, place);
        }
    }

    /// Warns of a text or number that is read as `Other`. Pages use an empty text for an omitted value.
    fn listed(&mut self, name: &Name, text: &str, place: &diag::NodePath) {
        let Some(open_enum) = self.definitions.get(name).and_then(Definition::open_enum) else { return };
        if text.is_empty() || open_enum.read(text).is_some() {
            return;
        }
        let message = format!("the example has `{text}`, which is not a documented value of `{name}`");
        self.sink.report(Code::UnlistedExample, place, message).help_with(|| {
            if open_enum.repr.is_number() {
                return "add it as a value, or correct the example".to_owned();
            }
            let alike = open_enum.values.iter().find(|value| value.wire.eq_ignore_ascii_case(text));
            let value = alike.map_or_else(|| "a listed value".to_owned(), |value| format!("`{}`", value.wire));
            format!("if it is another spelling of {value}, add it to the `also` of that value; otherwise add it as a value, or correct the example")
        });
    }

    fn mismatch(&mut self, wanted: &str, node: &Node, place: &diag::NodePath) {
        let message = format!("the example has {} where the type expects {wanted}", node.describe());
        let help = "correct the example or the type; a text that looks like a number needs quotes";
        self.sink.report(Code::ExampleMismatch, place, message).help(help);
    }
}

/// Returns true if a simple value fits the type. Null fits every type, as on the wire.
fn is_simple(ty: &Type, node: &Node) -> bool {
    let fits = match ty {
        Type::Any => true,
        Type::String | Type::Secret | Type::DateTime | Type::Bytes | Type::Identifier(_) => {
            matches!(node, Node::Text(_))
        }
        Type::Enum(_, repr) => is_simple(&repr.scalar(), node),
        Type::Bool => matches!(node, Node::Bool(_)),
        Type::Int32 => whole(node).is_some_and(|number| i32::try_from(number).is_ok()),
        Type::Int64 => whole(node).is_some(),
        Type::Float64 => matches!(node, Node::Number(_)),
        Type::Object(_) | Type::Array(_) | Type::Map(_) => false,
    };
    fits || matches!(node, Node::Null)
}

fn whole(node: &Node) -> Option<i64> {
    match node {
        Node::Number(number) => number.as_i64(),
        _ => None,
    }
}

fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "true or false",
        Type::Int32 => "a whole number of 32 bits",
        Type::Int64 => "a whole number of 64 bits",
        Type::Float64 => "a number",
        Type::Array(_) => "a list",
        Type::Map(_) | Type::Object(_) => "a map",
        Type::Any => "anything",
        Type::String | Type::Secret | Type::DateTime | Type::Bytes | Type::Identifier(_) => "a text",
        Type::Enum(_, repr) => kind(&repr.scalar()),
    }
}
