//! The mark of what should not be used any more.

use crate::markdown;
use proc_macro2::TokenStream;
use quote::quote;

/// The attribute that says what to use instead.
pub(crate) fn attribute(instead: Option<&String>) -> Option<TokenStream> {
    let instead = text(instead?);
    Some(quote!(#[deprecated = #instead]))
}

/// What to use instead, which rustdoc shows as Markdown.
pub(crate) fn text(instead: &str) -> String {
    markdown::inline(instead)
}
