//! The mark of what should not be used any more.

use proc_macro2::TokenStream;
use quote::quote;

/// The attribute that says what to use instead.
pub(crate) fn attribute(instead: Option<&String>) -> Option<TokenStream> {
    instead.map(|instead| quote!(#[deprecated = #instead]))
}
