//! Types as a module of the emitted client names them.

use dingtalk_codegen::model::{Definition, Field, Name, Type};
use dingtalk_codegen::rust_type::TypePrefixes;
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
        self.prefixes(|prefixes| prefixes.text(ty))
    }

    /// An object type or an enum.
    fn path(&self, name: &Name) -> String {
        if self.own.contains(name) { name.to_string() } else { format!("types::{name}") }
    }

    /// The type of a field.
    pub fn field(&self, field: &Field) -> String {
        self.prefixes(|prefixes| prefixes.field(field))
    }

    /// The type of an argument for a field.
    pub fn argument(&self, field: &Field) -> String {
        self.prefixes(|prefixes| prefixes.argument(field))
    }

    fn prefixes(&self, text: impl FnOnce(&TypePrefixes<'_>) -> String) -> String {
        text(&TypePrefixes { runtime: "", collections: "", named: &|name| self.path(name) })
    }
}
