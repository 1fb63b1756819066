//! The Rust types of the model's types, as emitted code and the public API name them.

use crate::model::{Field, Name, Type};

/// The paths by which a place names types.
pub struct TypePrefixes<'a> {
    /// The path before the types of the runtime, up to its last `::`.
    pub runtime: &'a str,
    /// The path before `BTreeMap`.
    pub collections: &'a str,
    /// The path to an object type or an enum.
    pub named: &'a dyn Fn(&Name) -> String,
}

impl TypePrefixes<'_> {
    /// A type.
    pub fn text(&self, ty: &Type) -> String {
        let Self { runtime, collections, named } = self;
        match ty {
            Type::String => "String".to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Int32 => "i32".to_owned(),
            Type::Int64 => "i64".to_owned(),
            Type::Float64 => "f64".to_owned(),
            Type::Secret => format!("{runtime}Secret"),
            Type::DateTime => format!("{runtime}DateTime"),
            Type::Bytes => format!("{runtime}Bytes"),
            Type::Any => format!("{runtime}Value"),
            Type::Identifier(name) => name.to_string(),
            Type::Enum(name, _) | Type::Object(name) => named(name),
            Type::Array(items) => format!("Vec<{}>", self.text(items)),
            Type::Map(items) => format!("{collections}BTreeMap<String, {}>", self.text(items)),
        }
    }

    /// The type of a field.
    pub fn field(&self, field: &Field) -> String {
        let ty = self.text(&field.ty);
        let ty = if field.boxed { format!("Box<{ty}>") } else { ty };
        match field {
            Field { required: true, .. } => ty,
            Field { nullable: true, .. } => format!("{}Nullable<{ty}>", self.runtime),
            _ => format!("Option<{ty}>"),
        }
    }

    /// The type of an argument for a field.
    pub fn argument(&self, field: &Field) -> String {
        match &field.ty {
            ty if field.nullable => format!("impl Into<{}Nullable<{}>>", self.runtime, self.text(ty)),
            Type::String => "impl Into<String>".to_owned(),
            ty => self.text(ty),
        }
    }
}
