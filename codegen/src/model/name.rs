//! A decided Rust name.

use proc_macro2::{Ident, Span};
use quote::{ToTokens, TokenStreamExt};
use std::fmt;

/// A Rust identifier that was made once, by `resolve`; a keyword carries its `r#`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// Takes a text that is an identifier, raw or not. Only `resolve` may say that it is one.
    pub fn trusted(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identifier as it is written in code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`: for file names, and for names built from this one.
    pub fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    /// The identifier as a token.
    pub fn ident(&self) -> Ident {
        match self.0.strip_prefix("r#") {
            Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
            None => Ident::new(&self.0, Span::call_site()),
        }
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        tokens.append(self.ident());
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
