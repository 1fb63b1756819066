//! Paths to members: a part of the call, and the wire names that lead through it.

use dingtalk_codegen::model::{Answer, Definition, Member, Name, Operation, Place, Shape, Type};
use std::collections::HashMap;

/// What a member is within.
#[derive(Clone, Copy)]
pub(super) enum Within<'a> {
    Request,
    Response,
    /// A type that this path leads to.
    Type(&'a str),
}

impl Within<'_> {
    /// The path to a member.
    pub(super) fn path(self, member: &Member) -> String {
        match (self, member.place) {
            (Self::Request, Place::Whole) => "body".to_owned(),
            (Self::Request, place) => format!("{} {}", place.word(), member.wire),
            (Self::Response, _) => format!("response {}", member.wire),
            // A part without a name behind it is a whole body or a whole response.
            (Self::Type(path @ ("body" | "response")), _) => format!("{path} {}", member.wire),
            (Self::Type(path), _) => format!("{path}.{}", member.wire),
        }
    }

    /// The path to the type itself.
    pub(super) fn name(self) -> String {
        match self {
            Self::Request => "request".to_owned(),
            Self::Response => "response".to_owned(),
            Self::Type(path) => path.to_owned(),
        }
    }
}

/// The first path to each definition that request and response mention.
pub(super) struct Paths<'a> {
    shapes: HashMap<&'a Name, &'a Shape>,
    known: HashMap<&'a Name, String>,
}

impl<'a> Paths<'a> {
    pub(super) fn of(operation: &'a Operation) -> Self {
        let shapes = operation.definitions.iter().filter_map(|definition| match definition {
            Definition::Shape(shape) => Some((&shape.name, shape)),
            Definition::Enum(_) => None,
        });
        let mut paths = Self { shapes: shapes.collect(), known: HashMap::new() };
        paths.walk(members(&operation.request, Within::Request));
        match &operation.answer {
            Answer::Nothing => {}
            Answer::Members(response) => paths.walk(members(response, Within::Response)),
            Answer::Whole(ty, _) => paths.walk(vec![("response".to_owned(), ty)]),
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
                Type::Object(name) | Type::Enum(name) if !self.known.contains_key(name) => {
                    if let Some(shape) = self.shapes.get(name) {
                        left.extend(members(shape, Within::Type(&path)).into_iter().rev());
                    }
                    self.known.insert(name, path);
                }
                _ => {}
            }
        }
    }
}

/// The paths to the members of a type.
fn members<'a>(shape: &'a Shape, within: Within<'_>) -> Vec<(String, &'a Type)> {
    shape.members.iter().map(|member| (within.path(member), &member.ty)).collect()
}

/// An item of a list, or a value of a map.
fn item(path: &str) -> String {
    if path.contains(' ') { format!("{path}[]") } else { format!("{path} []") }
}
