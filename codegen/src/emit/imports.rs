//! The imports of a module from its siblings and parents.

use super::identifiers;
use super::service_types;
use crate::model::{Definition, Name, ObjectType, Type};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

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
        let below = definitions.iter().filter_map(|definition| match definition {
            Definition::Object(object) => Some(object),
            Definition::Enum(_) => None,
        });
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
        let identifiers = Name::trusted(identifiers::MODULE);
        let shared = Name::trusted(service_types::MODULE);
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
