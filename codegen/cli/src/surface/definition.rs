//! The lines of object types, their fields, and enums.

use super::{SurfaceLine, TypeNames, by_name};
use dingtalk_codegen::model::{Definition, EnumValue, Field, ObjectType, OpenEnum};

/// All lines of definitions, ordered by name.
pub(super) fn definitions(definitions: &[Definition], names: &TypeNames<'_>) -> Vec<SurfaceLine> {
    let mut lines = Vec::new();
    for definition in by_name(definitions, Definition::name) {
        lines.extend(match definition {
            Definition::Object(object) => self::object(object, names),
            Definition::Enum(open_enum) => self::open_enum(open_enum),
        });
    }
    lines
}

/// All lines of an object type, with fields ordered by name.
pub(super) fn object(object: &ObjectType, names: &TypeNames<'_>) -> Vec<SurfaceLine> {
    let mut lines = head(object, names);
    for field in by_name(&object.fields, |field| &field.name) {
        lines.extend(self::field(object, field, names));
    }
    lines
}

/// The type itself, its default and its constructor.
fn head(object: &ObjectType, names: &TypeNames<'_>) -> Vec<SurfaceLine> {
    let name = &object.name;
    let default = object.has_default().then(|| SurfaceLine::of(format!("{name}: Default")));
    let constructor = object.has_constructor().then(|| {
        let fields_struct = object.fields_struct();
        let argument = |field: &Field| match &fields_struct {
            Some(_) => format!("{}: {}", field.name, names.field(field)),
            None => format!("{}: {}", field.name, names.argument(field)),
        };
        let arguments = object.required().map(argument).collect::<Vec<_>>().join(", ");
        SurfaceLine::of(match &fields_struct {
            Some(fields) => format!("{name}::from({fields} {{ {arguments} }})"),
            None => format!("{name}::new({arguments})"),
        })
    });
    let mut lines = vec![SurfaceLine::of(format!("struct {name}"))];
    lines.extend(default);
    lines.extend(constructor);
    lines
}

/// A field, and its setter if it has one.
fn field(object: &ObjectType, field: &Field, names: &TypeNames<'_>) -> Vec<SurfaceLine> {
    let (of, name, deprecated) = (&object.name, &field.name, field.docs.deprecated.as_ref());
    let line = SurfaceLine::of(format!("{of}.{name}: {}", names.field(field)))
        .with(field.wire_facts(|text| format!("{text:?}")))
        .deprecated(deprecated);
    let setter = object
        .setter(field)
        .map(|setter| SurfaceLine::of(format!("{of}.{setter}({})", names.argument(field))).deprecated(deprecated));
    let mut lines = vec![line];
    lines.extend(setter);
    lines
}

/// All lines of an enumeration, its values in the order of their names.
fn open_enum(open_enum: &OpenEnum) -> Vec<SurfaceLine> {
    let mut lines = vec![
        SurfaceLine::of(format!("enum {}", open_enum.name)),
        SurfaceLine::of(format!("{}::Other({})", open_enum.name, open_enum.repr.rust_type())),
    ];
    lines
        .extend(by_name(&open_enum.values, |value| &value.name).into_iter().map(|value| self::value(open_enum, value)));
    lines
}

/// A value of an enumeration.
fn value(open_enum: &OpenEnum, value: &EnumValue) -> SurfaceLine {
    let variant = SurfaceLine::of(format!("{}::{}", open_enum.name, value.name));
    variant.with(open_enum.spellings(value, |text| format!("{text:?}"))).deprecated(value.deprecated.as_ref())
}
