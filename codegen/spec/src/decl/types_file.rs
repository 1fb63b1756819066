//! `<service>/types.yaml`: the types that several operations of a service share.
use crate::checks::not_empty;
use crate::field::FieldDecl;
use crate::mirror::mirror;
use crate::values::{PlacedMap, PlacedText};

mirror! {
    /// The types that several operations of a service share: `<service>/types.yaml`.
    pub struct TypesDecl {
        /// A description of the types.
        doc: optional PlacedText,
        /// The types, by their names in Rust; each is an object or an enum.
        types: required PlacedMap<FieldDecl> [not_empty],
    }
}
