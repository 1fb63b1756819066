//! The Rust types of fields, the imports of types, and `<service>/types.rs`: the types that the operations of a service share.

use super::api::IDENTIFIERS;
use super::doc_comment::DocComment;
use super::{FileItem, SourceFile, definition};
use crate::model::{Definition, Field, Name, ObjectType, Service, SharedTypes, Type};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The type alone.
pub(crate) fn plain(ty: &Type, runtime: &ModulePath) -> TokenStream {
    match ty {
        Type::String => quote!(String),
        Type::Secret => quote!(#runtime::Secret),
        Type::Bool => quote!(bool),
        Type::Int32 => quote!(i32),
        Type::Int64 => quote!(i64),
        Type::Float64 => quote!(f64),
        Type::DateTime => quote!(#runtime::DateTime),
        Type::Bytes => quote!(#runtime::Bytes),
        Type::Any => quote!(#runtime::Value),
        Type::Identifier(name) | Type::Enum(name) | Type::Object(name) => quote!(#name),
        Type::Array(items) => {
            let items = plain(items, runtime);
            quote!(Vec<#items>)
        }
        Type::Map(items) => {
            let items = plain(items, runtime);
            quote!(::std::collections::BTreeMap<String, #items>)
        }
    }
}

/// The type as it is written in a row of a table.
pub(crate) fn text(ty: &Type, runtime: &ModulePath) -> String {
    match ty {
        Type::Array(items) => format!("Vec<{}>", text(items, runtime)),
        Type::Map(items) => format!("::std::collections::BTreeMap<String, {}>", text(items, runtime)),
        // One path, which has a space nowhere but around its separators.
        other => plain(other, runtime).to_string().replace(' ', ""),
    }
}

/// The type of a field.
pub(crate) fn field(field: &Field, runtime: &ModulePath) -> TokenStream {
    let ty = plain(&field.ty, runtime);
    match field {
        Field { required: true, .. } => ty,
        Field { boxed: true, .. } => quote!(Option<Box<#ty>>),
        _ => quote!(Option<#ty>),
    }
}

/// The type of the argument `name` for a required field, and the expression that converts it.
pub(crate) fn argument(field: &Field, name: &Name, runtime: &ModulePath) -> (TokenStream, TokenStream) {
    match &field.ty {
        Type::String => (quote!(impl Into<String>), quote!(#name.into())),
        ty => (plain(ty, runtime), quote!(#name)),
    }
}

/// The types that a module mentions.
#[derive(Default)]
pub(crate) struct Imports<'a> {
    identifiers: BTreeSet<&'a Name>,
    shared: BTreeSet<&'a Name>,
}

impl<'a> Imports<'a> {
    /// Those of some definitions. What they do not define themselves, the service's operations share.
    pub(crate) fn of(
        definitions: &'a [Definition],
        objects: impl IntoIterator<Item = &'a ObjectType>,
        types: impl IntoIterator<Item = &'a Type>,
    ) -> Self {
        let own: BTreeSet<&Name> = definitions.iter().map(Definition::name).collect();
        let below = definitions.iter().filter_map(Definition::object);
        let fields = objects.into_iter().chain(below).flat_map(|object| &object.fields).map(|field| &field.ty);
        let mut imports = Self::default();
        for ty in fields.chain(types) {
            match ty.innermost() {
                Type::Identifier(name) => {
                    imports.identifiers.insert(name);
                }
                Type::Object(name) | Type::Enum(name) if !own.contains(name) => {
                    imports.shared.insert(name);
                }
                _ => {}
            }
        }
        imports
    }

    /// The imports of a module within that of its service.
    pub(crate) fn code(&self) -> Option<TokenStream> {
        let identifiers = Name::trusted(IDENTIFIERS);
        let shared = Name::trusted(SHARED_TYPES);
        let lines = [
            import(&quote!(super::super::#identifiers), &self.identifiers),
            import(&quote!(super::#shared), &self.shared),
        ];
        let lines: Vec<TokenStream> = lines.into_iter().flatten().collect();
        (!lines.is_empty()).then(|| quote!(#(#lines)*))
    }
}

fn import(path: &TokenStream, names: &BTreeSet<&Name>) -> Option<TokenStream> {
    let names_in_order = names.iter();
    match names.len() {
        0 => None,
        1 => Some(quote!(use #path::#(#names_in_order)*;)),
        _ => Some(quote!(use #path::{#(#names_in_order),*};)),
    }
}

/// The module that holds them.
pub(crate) const SHARED_TYPES: &str = "types";

/// The file with the shared types.
pub(crate) fn shared_types_file(service: &Service, types: &SharedTypes, runtime: &ModulePath) -> SourceFile {
    let mut docs = DocComment::of("Types that several operations share.");
    if let Some(doc) = &types.doc {
        docs.text(doc);
    }
    let imports = Imports::of(&types.definitions, [], []).code();
    SourceFile {
        path: format!("{}/{SHARED_TYPES}.rs", service.module.bare()),
        source: types.file.clone(),
        head: docs.into_lines(),
        items: imports
            .map(FileItem::Code)
            .into_iter()
            .chain(types.definitions.iter().flat_map(|definition| definition::items(definition, runtime)))
            .collect(),
    }
}
