//! `<service>/types.yaml`: the types that several operations of a service share.
use crate::decl::field::FieldDecl;
use crate::reader::checks::not_empty;
use crate::reader::mirror::mirror;
use crate::reader::values::{PlacedMap, PlacedText};

mirror! {
    /// The types that several operations of a service share: `<service>/types.yaml`.
    pub struct TypesDecl {
        /// A description of the types.
        doc: optional PlacedText,
        /// The types, by their names in Rust; each is an object or an enum.
        types: required PlacedMap<FieldDecl> [not_empty],
    }
}
