//! What facts are called: a part of the call, and the wire names that lead through it.

use dingtalk_codegen::model::{Answer, Definition, Member, Name, Operation, Place, Shape, Type};
use std::collections::HashMap;

/// What a member is within.
#[derive(Clone, Copy)]
pub(super) enum Within<'a> {
    Request,
    Response,
    /// A shape that this way leads to.
    Shape(&'a str),
}

impl Within<'_> {
    /// The way to a member.
    pub(super) fn way(self, member: &Member) -> String {
        match (self, member.place) {
            (Self::Request, Place::Whole) => "body".to_owned(),
            (Self::Request, place) => format!("{} {}", place.word(), member.wire),
            (Self::Response, _) => format!("response {}", member.wire),
            // A part without a name behind it is a whole body or a whole answer.
            (Self::Shape(way @ ("body" | "response")), _) => format!("{way} {}", member.wire),
            (Self::Shape(way), _) => format!("{way}.{}", member.wire),
        }
    }

    /// What the shape itself is called.
    pub(super) fn name(self) -> String {
        match self {
            Self::Request => "request".to_owned(),
            Self::Response => "response".to_owned(),
            Self::Shape(way) => way.to_owned(),
        }
    }
}

/// The first way to each definition that request or answer mention.
pub(super) struct Ways<'a> {
    shapes: HashMap<&'a Name, &'a Shape>,
    found: HashMap<&'a Name, String>,
}

impl<'a> Ways<'a> {
    pub(super) fn of(operation: &'a Operation) -> Self {
        let shapes = operation.definitions.iter().filter_map(|definition| match definition {
            Definition::Shape(shape) => Some((&shape.name, shape)),
            Definition::Enum(_) => None,
        });
        let mut ways = Self { shapes: shapes.collect(), found: HashMap::new() };
        ways.walk(members(&operation.request, Within::Request));
        match &operation.answer {
            Answer::Nothing => {}
            Answer::Members(response) => ways.walk(members(response, Within::Response)),
            Answer::Whole(ty, _) => ways.walk(vec![("response".to_owned(), ty)]),
        }
        ways
    }

    /// The way to a definition, or its name where nothing leads to it.
    pub(super) fn to(&self, name: &Name) -> String {
        self.found.get(name).cloned().unwrap_or_else(|| name.to_string())
    }

    /// Follows each type to what it holds, in the order of the page. It ends, since each definition is entered once.
    fn walk(&mut self, mut left: Vec<(String, &'a Type)>) {
        left.reverse();
        while let Some((way, ty)) = left.pop() {
            match ty {
                Type::Array(items) | Type::Map(items) => left.push((item(&way), items)),
                Type::Object(name) | Type::Enum(name) if !self.found.contains_key(name) => {
                    if let Some(shape) = self.shapes.get(name) {
                        left.extend(members(shape, Within::Shape(&way)).into_iter().rev());
                    }
                    self.found.insert(name, way);
                }
                _ => {}
            }
        }
    }
}

/// The ways to a shape's members.
fn members<'a>(shape: &'a Shape, within: Within<'_>) -> Vec<(String, &'a Type)> {
    shape.members.iter().map(|member| (within.way(member), &member.ty)).collect()
}

/// An item of a list, or a value of a map.
fn item(way: &str) -> String {
    if way.contains(' ') { format!("{way}[]") } else { format!("{way} []") }
}
