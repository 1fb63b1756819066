//! All operations by path and method, and the error of operations that cannot be in the same document.

use super::operation;
use super::schema_scope::{SchemaScope, TypeIndex};
use dingtalk_codegen::model::{Model, Operation};
use dingtalk_pages::json::JsonObject;
use dingtalk_spec::address::template;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// A path, and the operations that it serves by different methods.
struct PathItem<'a> {
    path: &'a str,
    operations: Vec<(&'a Operation, JsonObject)>,
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
        let object = operation::of(
            model.api.dialect_of(service),
            operation,
            SchemaScope::new(index, service, Some(operation)),
            id,
        );
        let place = *known.entry(template(&operation.path)).or_insert(items.len());
        match items.get_mut(place) {
            None => items.push(PathItem { path: &operation.path, operations: vec![(operation, object)] }),
            Some(item) => match item.rival(operation) {
                Some(rival) => conflicts.push(conflict(rival, operation)),
                None => item.operations.push((operation, object)),
            },
        }
    }
    if conflicts.is_empty() {
        Ok(items.into_iter().map(PathItem::into_entry).collect())
    } else {
        Err(OpenApiError::new(conflicts))
    }
}

impl<'a> PathItem<'a> {
    /// The operation that leaves no place for this one.
    fn rival(&self, operation: &Operation) -> Option<&'a Operation> {
        let same_name = self.path == operation.path;
        self.operations.iter().map(|(other, _)| *other).find(|other| !same_name || other.method == operation.method)
    }

    fn into_entry(self) -> (&'a str, JsonObject) {
        let operations = self.operations.into_iter();
        (
            self.path,
            operations.map(|(operation, object)| (operation.method.word().to_ascii_lowercase(), object)).collect(),
        )
    }
}

fn conflict(first: &Operation, second: &Operation) -> Conflict {
    let named = |operation: &Operation| (operation.method.word(), operation.path.clone(), operation.file.clone());
    Conflict { first: named(first), second: named(second) }
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
    /// At least one, in the order of the spec.
    conflicts: Vec<Conflict>,
}

/// Two operations for which a document has one place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Conflict {
    /// Method, path, and the file of the operation.
    first: (&'static str, String, String),
    second: (&'static str, String, String),
}

impl OpenApiError {
    fn new(conflicts: Vec<Conflict>) -> Self {
        Self { conflicts }
    }
}

impl fmt::Display for OpenApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, conflict) in self.conflicts.iter().enumerate() {
            let line = if index > 0 { "\n" } else { "" };
            write!(f, "{line}{conflict}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, path, file) = &self.first;
        let (other_method, other_path, other_file) = &self.second;
        if path == other_path {
            write!(f, "an OpenAPI document holds {method} {path} once, and both {file} and {other_file} describe it")
        } else {
            write!(
                f,
                "an OpenAPI document cannot tell {method} {path} ({file}) from {other_method} {other_path} ({other_file}): only \
                 the names of their parameters differ"
            )
        }
    }
}

impl std::error::Error for OpenApiError {}
