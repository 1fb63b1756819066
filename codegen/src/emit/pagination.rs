//! The implementation of the runtime's trait for paginated requests.

use super::types;
use crate::model::{Field, Operation, PaginationFields, Type};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The implementation, if the operation is paginated.
pub(crate) fn implementation(operation: &Operation, runtime: &ModulePath) -> Option<TokenStream> {
    let PaginationFields { cursor, next, items, more } = operation.pagination_fields()?;
    let Type::Array(item) = &items.ty else { return None };
    let item = types::plain(item, runtime);
    let ty = types::plain(&cursor.ty, runtime);
    let own = position(cursor, &quote!(self));
    let following = position(next, &quote!(response));
    let set = &cursor.name;
    let value = if cursor.required { quote!(cursor) } else { quote!(Some(cursor)) };
    let guard = more.map(|more| {
        let name = &more.name;
        let is_last = if more.required { quote!(!response.#name) } else { quote!(response.#name != Some(true)) };
        quote!(if #is_last { return None; })
    });
    let list = &items.name;
    let list = if items.required { quote!(response.#list) } else { quote!(response.#list.unwrap_or_default()) };
    Some(quote! {
        impl #runtime::Paginated for Request {
            type Item = #item;
            type Cursor = #ty;

            fn cursor(&self) -> Option<#ty> {
                #own
            }

            fn set_cursor(&mut self, cursor: #ty) {
                self.#set = #value;
            }

            fn next_cursor(response: &Response) -> Option<#ty> {
                #guard
                #following
            }

            fn into_items(response: Response) -> Vec<#item> {
                #list
            }
        }
    })
}

/// The position in a field. An empty text is none.
fn position(field: &Field, of: &TokenStream) -> TokenStream {
    let name = &field.name;
    match (&field.ty, field.required) {
        (Type::String, true) => quote!(Some(#of.#name.clone()).filter(|cursor| !cursor.is_empty())),
        (Type::String, false) => quote!(#of.#name.clone().filter(|cursor| !cursor.is_empty())),
        (_, true) => quote!(Some(#of.#name)),
        (_, false) => quote!(#of.#name),
    }
}
