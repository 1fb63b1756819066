//! The paths of Rust modules that a caller of the generator chooses.

use dingtalk_policy::one_line;
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::fmt;
use syn::Ident;

/// A path of a module, such as `::dt::runtime`, `crate::runtime` or `my_crate::dingtalk`.
#[derive(Clone, Debug)]
pub(crate) struct ModulePath {
    is_global: bool,
    /// Identifiers, raw or not; the first may be `crate`.
    segments: Vec<String>,
}

impl ModulePath {
    /// The crate `dingtalk_runtime` under its own name.
    pub(crate) fn default_runtime() -> Self {
        Self { is_global: true, segments: vec!["dingtalk_runtime".to_owned()] }
    }

    /// Reads the path that a setting holds.
    pub(crate) fn parse(setting: &'static str, text: &str) -> Result<Self, InvalidPath> {
        let relative = text.strip_prefix("::");
        let is_global = relative.is_some();
        let segments: Vec<_> = relative.unwrap_or(text).split("::").map(str::to_owned).collect();
        let (first, rest) = segments.split_first().unzip();
        let is_valid = first.is_some_and(|first| is_identifier(first) || !is_global && first == "crate")
            && rest.into_iter().flatten().all(|segment| is_identifier(segment));
        if is_valid { Ok(Self { is_global, segments }) } else { Err(InvalidPath { setting, text: one_line(text) }) }
    }

    /// The path of a module of another crate, or of one within `crate`: no module that is in scope can take its place.
    pub(crate) fn global(mut self) -> Self {
        self.is_global = self.segments.first().is_some_and(|first| first != "crate");
        self
    }
}

/// Returns true if the whole text is an identifier. The parser also accepts white space and comments around it.
fn is_identifier(text: &str) -> bool {
    syn::parse_str::<Ident>(text).is_ok_and(|identifier| identifier == text)
}

impl ToTokens for ModulePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // `parse` accepts valid paths only.
        tokens.extend(self.to_string().parse::<TokenStream>());
    }
}

impl fmt::Display for ModulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = if self.is_global { "::" } else { "" };
        write!(f, "{start}{}", self.segments.join("::"))
    }
}

/// A text that is not a path of a Rust module.
#[derive(Clone, Debug)]
pub struct InvalidPath {
    setting: &'static str,
    /// Without characters that cannot be seen.
    text: String,
}

impl fmt::Display for InvalidPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { setting, text } = self;
        write!(
            f,
            "invalid {setting} path `{text}`: write identifiers separated by `::`, such as `::my_crate::{setting}`"
        )
    }
}

impl std::error::Error for InvalidPath {}
