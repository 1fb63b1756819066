//! The mark of what should not be used any more.

use super::table;
use crate::markdown;
use proc_macro2::TokenStream;
use quote::quote;

/// The attribute that says what to use instead.
pub(crate) fn attribute(instead: Option<&String>) -> Option<TokenStream> {
    let instead = text(instead?);
    Some(quote!(#[deprecated = #instead]))
}

/// The same attribute in a table.
pub(crate) fn row(instead: &str) -> String {
    format!("#[deprecated = {}]", table::text(&text(instead)))
}

/// The replacement, which rustdoc shows as Markdown.
fn text(instead: &str) -> String {
    markdown::inline(instead)
}
