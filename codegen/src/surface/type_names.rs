//! Types as a module of the emitted client names them.

use crate::model::{Definition, Field, Name, Type};
use std::collections::HashSet;

/// The module that types are named from.
pub struct TypeNames<'a> {
    own: HashSet<&'a Name>,
}

impl<'a> TypeNames<'a> {
    /// The module that defines these.
    pub fn of(definitions: &'a [Definition]) -> Self {
        Self { own: definitions.iter().map(Definition::name).collect() }
    }

    /// A type. What the module does not define itself, the service's operations share.
    pub fn text(&self, ty: &Type) -> String {
        match ty {
            Type::String => "String".to_owned(),
            Type::Secret => "Secret".to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Int32 => "i32".to_owned(),
            Type::Int64 => "i64".to_owned(),
            Type::Float64 => "f64".to_owned(),
            Type::DateTime => "DateTime".to_owned(),
            Type::Bytes => "Bytes".to_owned(),
            Type::Any => "Value".to_owned(),
            Type::Identifier(name) => name.to_string(),
            Type::Enum(name) | Type::Object(name) => self.path(name),
            Type::Array(items) => format!("Vec<{}>", self.text(items)),
            Type::Map(items) => format!("BTreeMap<String, {}>", self.text(items)),
        }
    }

    /// An object type or an enum.
    fn path(&self, name: &Name) -> String {
        if self.own.contains(name) { name.to_string() } else { format!("types::{name}") }
    }

    /// The type of a field.
    pub fn field(&self, field: &Field) -> String {
        let ty = self.text(&field.ty);
        match field {
            Field { required: true, .. } => ty,
            Field { boxed: true, .. } => format!("Option<Box<{ty}>>"),
            _ => format!("Option<{ty}>"),
        }
    }

    /// The type of an argument for a field.
    pub fn argument(&self, field: &Field) -> String {
        match &field.ty {
            Type::String => "impl Into<String>".to_owned(),
            ty => self.text(ty),
        }
    }
}
