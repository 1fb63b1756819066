//! `<service>/types.yaml`: the types that several operations of a service share.

use super::checks::not_empty;
use super::field::FieldDecl;
use super::mirror::mirror;
use super::values::{Map, Text};

mirror! {
    /// The types that several operations of a service share: `<service>/types.yaml`.
    pub struct TypesDecl {
        /// A description of the types.
        doc: optional Text,
        /// The types, by their names in Rust; each is an object or an enum.
        types: required Map<FieldDecl> [not_empty],
    }
}
