//! The Rust types of fields, the imports of types, and `<service>/types.rs`: the types that the operations of a service share.

use super::api::IDENTIFIERS;
use super::doc_comment::DocComment;
use super::{FileItem, SourceFile, definition};
use crate::model::{Definition, Field, Name, ObjectType, Service, SharedTypes, Type};
use crate::module_path::ModulePath;
use crate::rust_type::TypePrefixes;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeSet, HashSet};

/// The type alone.
pub(crate) fn plain(ty: &Type, runtime: &ModulePath) -> TokenStream {
    tokens(&with_prefixes(runtime, &Name::to_string, |prefixes| prefixes.text(ty)))
}

/// The type of an argument for a field, as it is written in a row of a table.
pub(crate) fn argument_text(field: &Field, runtime: &ModulePath) -> String {
    with_prefixes(runtime, &Name::to_string, |prefixes| prefixes.argument(field))
}

/// The type of a field within the definition of `owner`, which is `Self` there.
pub(crate) fn field(field: &Field, owner: &Name, runtime: &ModulePath) -> TokenStream {
    tokens(&with_prefixes(runtime, &|name| within(owner, name), |prefixes| prefixes.field(field)))
}

/// The type of an argument for a required field, within the implementation of `owner`.
pub(crate) fn argument(field: &Field, owner: &Name, runtime: &ModulePath) -> TokenStream {
    tokens(&with_prefixes(runtime, &|name| within(owner, name), |prefixes| prefixes.argument(field)))
}

fn within(owner: &Name, name: &Name) -> String {
    if name == owner { "Self".to_owned() } else { name.to_string() }
}

/// Whole paths, which no import changes but those of [`Imports`].
fn with_prefixes(
    runtime: &ModulePath,
    named: &dyn Fn(&Name) -> String,
    text: impl FnOnce(&TypePrefixes<'_>) -> String,
) -> String {
    let runtime = format!("{runtime}::");
    text(&TypePrefixes { runtime: &runtime, collections: "::std::collections::", named })
}

/// The tokens of a type, which is valid by construction.
fn tokens(ty: &str) -> TokenStream {
    ty.parse().unwrap_or_default()
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
        let own: HashSet<&Name> = definitions.iter().map(Definition::name).collect();
        let below = definitions.iter().filter_map(Definition::object);
        let fields = objects.into_iter().chain(below).flat_map(|object| &object.fields).map(|field| &field.ty);
        let mut imports = Self::default();
        for ty in fields.chain(types) {
            match ty.innermost() {
                Type::Identifier(name) => {
                    imports.identifiers.insert(name);
                }
                Type::Object(name) | Type::Enum(name, _) if !own.contains(name) => {
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

/// The module of the types that operations of a service share.
pub(crate) const SHARED_TYPES: &str = "types";

/// The file with the shared types.
pub(crate) fn shared_types_file(service: &Service, types: &SharedTypes, runtime: &ModulePath) -> SourceFile {
    let mut docs = DocComment::of("Types that several operations share.");
    if let Some(doc) = &types.doc {
        docs.text(doc);
    }
    let imports = Imports::of(&types.definitions, [], []).code();
    let mut items: Vec<FileItem> = imports.map(FileItem::Code).into_iter().collect();
    for definition in &types.definitions {
        items.extend(definition::items(definition, runtime));
    }
    SourceFile {
        path: format!("{}/{SHARED_TYPES}.rs", service.module.bare()),
        source: types.file.clone(),
        head: docs.into_lines(),
        items,
    }
}
