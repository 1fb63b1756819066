//! The lines of shapes, their members and enumerations.

use super::{Line, Scope};
use crate::model::{Definition, EnumValue, Member, OpenEnum, Place, Shape};

/// All lines of a definition.
pub(super) fn definition(definition: &Definition, scope: &Scope<'_>) -> Vec<Line> {
    match definition {
        Definition::Shape(shape) => self::shape(shape, scope),
        Definition::Enum(open_enum) => self::open_enum(open_enum),
    }
}

/// All lines of a shape, its members in the order of their names.
pub(super) fn shape(shape: &Shape, scope: &Scope<'_>) -> Vec<Line> {
    let mut lines = head(shape, scope);
    let mut members: Vec<&Member> = shape.members.iter().collect();
    members.sort_by_key(|member| &member.name);
    lines.extend(members.into_iter().flat_map(|member| self::member(shape, member, scope)));
    lines
}

/// The shape itself, and how it is made.
fn head(shape: &Shape, scope: &Scope<'_>) -> Vec<Line> {
    let name = &shape.name;
    let default = shape.has_default().then(|| Line::of(format!("{name}: Default")));
    let constructor = shape.has_constructor().then(|| {
        let argument = |member: &Member| format!("{}: {}", member.name, scope.argument(member));
        let arguments: Vec<String> = shape.required().map(argument).collect();
        Line::of(format!("{name}::new({})", arguments.join(", ")))
    });
    [Line::of(format!("struct {name}"))].into_iter().chain(default).chain(constructor).collect()
}

/// A member's field, and its setter if it has one.
fn member(shape: &Shape, member: &Member, scope: &Scope<'_>) -> Vec<Line> {
    let (of, name, deprecated) = (&shape.name, &member.name, member.about.deprecated.as_ref());
    let field = Line::of(format!("{of}.{name}: {}", scope.field(member))).with(wire(member)).deprecated(deprecated);
    let setter = shape.has_setter(member).then(|| {
        let setter = format!("{of}.with_{}({})", name.bare(), scope.argument(member));
        Line::of(setter).deprecated(deprecated)
    });
    [field].into_iter().chain(setter).collect()
}

/// What a member is called on the wire, and where it travels unless that is within JSON.
fn wire(member: &Member) -> String {
    let mut wire = format!("{:?}", member.wire);
    let style = member.style.map(|style| format!("({})", style.word())).unwrap_or_default();
    if member.place != Place::Body || !style.is_empty() {
        wire = format!("{wire} in {}{style}", member.place.word());
    }
    if member.key != member.wire {
        wire = format!("{wire} as {:?}", member.key);
    }
    wire
}

/// All lines of an enumeration, its values in the order of their names.
fn open_enum(open_enum: &OpenEnum) -> Vec<Line> {
    let mut lines: Vec<Line> = open_enum.values.iter().map(|value| self::value(open_enum, value)).collect();
    lines.sort();
    let head = [Line::of(format!("enum {}", open_enum.name)), Line::of(format!("{}::Other(String)", open_enum.name))];
    head.into_iter().chain(lines).collect()
}

/// A value of an enumeration.
fn value(open_enum: &OpenEnum, value: &EnumValue) -> Line {
    let variant = Line::of(format!("{}::{}", open_enum.name, value.name));
    let texts: Vec<String> = value.spellings().map(|text| format!("{text:?}")).collect();
    variant.with(texts.join(" | ")).deprecated(value.deprecated.as_ref())
}
