//! The Rust types of fields.

use crate::model::{Field, Name, Type};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

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
