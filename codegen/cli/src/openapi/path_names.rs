//! The names of the parameters of a path, which operations with different methods share in the document.

use dingtalk_codegen::model::{Location, Operation};
use dingtalk_codegen::resolve::path::parameters;
use std::collections::{HashMap, HashSet};

/// The names in the order of the path: those of the first operation. A name that another parameter of an operation has gets a prefix, since some
/// tools take parameters with the same name for the same one.
pub(super) fn of(operations: &[&Operation]) -> Vec<String> {
    let others = operations.iter().flat_map(|operation| {
        let fields = operation.request.fields.iter();
        let fields = fields.filter(|field| matches!(field.location, Location::Query | Location::Header));
        let constant = operation.constant_headers.iter().map(|(name, _)| name);
        fields.map(|field| &field.wire).chain(constant)
    });
    let mut taken: HashSet<String> = others.map(|name| name.to_ascii_lowercase()).collect();
    let first = operations.first().map(|first| in_order(first)).unwrap_or_default();
    let mut names = Vec::new();
    for name in first {
        let mut name = name.to_owned();
        while !taken.insert(name.to_ascii_lowercase()) {
            name = format!("path_{name}");
        }
        names.push(name);
    }
    names
}

/// The names in a document of an operation's path parameters, by their names in the spec.
pub(super) fn by_wire_name<'a>(operation: &'a Operation, names: &'a [String]) -> HashMap<&'a str, &'a str> {
    in_order(operation).into_iter().zip(names.iter().map(String::as_str)).collect()
}

/// The path with these names.
pub(super) fn renamed(path: &str, names: &[String]) -> String {
    let mut parts = path.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (part, name) in parts.zip(names) {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        out.extend(["{", name, "}", rest]);
    }
    out
}

/// The parameters of a path, which was checked when the model was made.
fn in_order(operation: &Operation) -> Vec<&str> {
    parameters(&operation.path).unwrap_or_default()
}
