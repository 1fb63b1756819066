//! Paths of fields: a part of the call, and wire names.

use dingtalk_codegen::model::{Definition, Field, Location, Name, ObjectType, Operation, Response, Type};
use std::collections::HashMap;

/// The parent of a field.
#[derive(Clone, Copy)]
pub(super) enum Parent<'a> {
    Request,
    Response,
    /// A type at this path.
    Type(&'a str),
}

impl Parent<'_> {
    /// The path of a field.
    pub(super) fn path(self, field: &Field) -> String {
        match (self, field.location) {
            (Self::Request, Location::Whole) => "body".to_owned(),
            (Self::Request, place) => format!("{} {}", place.word(), field.wire),
            (Self::Response, _) => format!("response {}", field.wire),
            // A part without a name behind it is a whole body or a whole response.
            (Self::Type(path @ ("body" | "response")), _) => format!("{path} {}", field.wire),
            (Self::Type(path), _) => format!("{path}.{}", field.wire),
        }
    }

    /// The path of the type itself.
    pub(super) fn name(self) -> String {
        match self {
            Self::Request => "request".to_owned(),
            Self::Response => "response".to_owned(),
            Self::Type(path) => path.to_owned(),
        }
    }
}

/// The first path to each definition that request and response mention.
pub(super) struct TypePaths<'a> {
    objects: HashMap<&'a Name, &'a ObjectType>,
    known: HashMap<&'a Name, String>,
}

impl<'a> TypePaths<'a> {
    pub(super) fn of(operation: &'a Operation) -> Self {
        let objects = operation.definitions.iter().filter_map(Definition::object);
        let objects = objects.map(|object| (&object.name, object)).collect();
        let mut paths = Self { objects, known: HashMap::new() };
        paths.walk(fields(&operation.request, Parent::Request));
        match &operation.response {
            Response::Empty => {}
            Response::Fields(response) => paths.walk(fields(response, Parent::Response)),
            Response::Whole(ty, _) => paths.walk(vec![("response".to_owned(), ty)]),
        }
        paths
    }

    /// The path to a definition, or its name where nothing leads to it.
    pub(super) fn to(&self, name: &Name) -> String {
        self.known.get(name).cloned().unwrap_or_else(|| name.to_string())
    }

    /// Follows each type to what it holds, in the order of the page. It ends, since each definition is entered once.
    fn walk(&mut self, mut left: Vec<(String, &'a Type)>) {
        left.reverse();
        while let Some((path, ty)) = left.pop() {
            match ty {
                Type::Array(items) | Type::Map(items) => left.push((item(&path), items)),
                Type::Object(name) | Type::Enum(name, _) if !self.known.contains_key(name) => {
                    if let Some(object) = self.objects.get(name) {
                        left.extend(fields(object, Parent::Type(&path)).into_iter().rev());
                    }
                    self.known.insert(name, path);
                }
                _ => {}
            }
        }
    }
}

/// The paths of the fields of a type.
fn fields<'a>(object: &'a ObjectType, parent: Parent<'_>) -> Vec<(String, &'a Type)> {
    object.fields.iter().map(|field| (parent.path(field), &field.ty)).collect()
}

/// An item of a list, or a value of a map.
fn item(path: &str) -> String {
    if path.contains(' ') { format!("{path}[]") } else { format!("{path} []") }
}
