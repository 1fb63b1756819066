//! All operations by path and method, and the error of operations that cannot be in the same document.

use super::operation;
use super::path_names;
use super::schema_scope::{SchemaScope, TypeIndex};
use dingtalk_codegen::model::{Model, Operation, Service};
use dingtalk_pages::json::JsonObject;
use dingtalk_spec::address::template;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// The operations with one path, whatever the names of its parameters. Each has another method.
#[derive(Default)]
struct PathItem<'a>(Vec<ListedOperation<'a>>);

struct ListedOperation<'a> {
    service: &'a Service,
    operation: &'a Operation,
    /// Its id in the document.
    id: String,
}

/// The paths in the order in which the spec first names them.
pub(super) fn of(model: &Model, index: &TypeIndex<'_>) -> Result<JsonObject, OpenApiError> {
    let mut items: Vec<PathItem<'_>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut ids = HashSet::new();
    let mut conflicts = Vec::new();
    for (service, operation) in
        model.services.iter().flat_map(|service| service.operations.iter().map(move |operation| (service, operation)))
    {
        let id = unique(&format!("{}_{}", service.module.bare(), operation.name.bare()), &mut ids);
        let place = *known.entry(template(&operation.path)).or_insert(items.len());
        if place == items.len() {
            items.push(PathItem::default());
        }
        let Some(PathItem(listed)) = items.get_mut(place) else { continue };
        match listed.iter().find(|other| other.operation.method == operation.method) {
            Some(rival) => conflicts.push(conflict(rival.operation, operation)),
            None => listed.push(ListedOperation { service, operation, id }),
        }
    }
    if conflicts.is_empty() {
        Ok(items.into_iter().map(|item| item.into_entry(model, index)).collect())
    } else {
        Err(OpenApiError { conflicts })
    }
}

impl PathItem<'_> {
    /// The path and its operations by method. Parameters have the same names in all of them.
    fn into_entry(self, model: &Model, index: &TypeIndex<'_>) -> (String, JsonObject) {
        let operations: Vec<&Operation> = self.0.iter().map(|listed| listed.operation).collect();
        let names = path_names::of(&operations);
        let path = operations.first().map(|first| path_names::renamed(&first.path, &names)).unwrap_or_default();
        let entries = self.0.into_iter().map(|ListedOperation { service, operation, id }| {
            let scope = SchemaScope::new(index, service, Some(operation));
            let names = path_names::by_wire_name(operation, &names);
            let object = operation::of(model.api.dialect_of(service), operation, scope, id, &names);
            (operation.method.word().to_ascii_lowercase(), object)
        });
        (path, entries.collect())
    }
}

/// The id, with a number where another operation has it: `a` with `b_c` and `a_b` with `c` become the same.
fn unique(id: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2_u32..).map(|number| format!("{id}_{number}"));
    let free = std::iter::once(id.to_owned()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// Operations that cannot be in the same OpenAPI document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenApiError {
    /// A sentence about each two for which a document has one place, in the order of the spec: at least one.
    conflicts: Vec<String>,
}

fn conflict(Operation { method, path, file, .. }: &Operation, second: &Operation) -> String {
    let method = method.word();
    format!("an OpenAPI document holds {method} {path} once, and both {file} and {} describe it", second.file)
}

impl fmt::Display for OpenApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.conflicts.join("\n"))
    }
}

impl std::error::Error for OpenApiError {}
