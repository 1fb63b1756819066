//! The lines of shapes, their members and enumerations.

use super::{Line, Scope};
use crate::model::{Definition, EnumValue, Field, Location, ObjectType, OpenEnum};

/// All lines of a definition.
pub(super) fn definition(definition: &Definition, scope: &Scope<'_>) -> Vec<Line> {
    match definition {
        Definition::Object(object) => self::object(object, scope),
        Definition::Enum(open_enum) => self::open_enum(open_enum),
    }
}

/// All lines of a shape, its members in the order of their names.
pub(super) fn object(object: &ObjectType, scope: &Scope<'_>) -> Vec<Line> {
    let mut lines = head(object, scope);
    let mut fields: Vec<&Field> = object.fields.iter().collect();
    fields.sort_by_key(|field| &field.name);
    lines.extend(fields.into_iter().flat_map(|field| self::field(object, field, scope)));
    lines
}

/// The shape itself, and how it is made.
fn head(object: &ObjectType, scope: &Scope<'_>) -> Vec<Line> {
    let name = &object.name;
    let default = object.has_default().then(|| Line::of(format!("{name}: Default")));
    let constructor = object.has_constructor().then(|| {
        let argument = |field: &Field| format!("{}: {}", field.name, scope.argument(field));
        let arguments: Vec<String> = object.required().map(argument).collect();
        Line::of(format!("{name}::new({})", arguments.join(", ")))
    });
    [Line::of(format!("struct {name}"))].into_iter().chain(default).chain(constructor).collect()
}

/// A member's field, and its setter if it has one.
fn field(object: &ObjectType, field: &Field, scope: &Scope<'_>) -> Vec<Line> {
    let (of, name, deprecated) = (&object.name, &field.name, field.docs.deprecated.as_ref());
    let line = Line::of(format!("{of}.{name}: {}", scope.field(field))).with(wire(field)).deprecated(deprecated);
    let setter = object.has_setter(field).then(|| {
        let setter = format!("{of}.with_{}({})", name.bare(), scope.argument(field));
        Line::of(setter).deprecated(deprecated)
    });
    [line].into_iter().chain(setter).collect()
}

/// What a member is called on the wire, and where it travels unless that is within JSON.
fn wire(field: &Field) -> String {
    let mut wire = format!("{:?}", field.wire);
    let style = field.style.map(|style| format!("({})", style.word())).unwrap_or_default();
    if field.location != Location::Body || !style.is_empty() {
        wire = format!("{wire} in {}{style}", field.location.word());
    }
    if field.key != field.wire {
        wire = format!("{wire} as {:?}", field.key);
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
