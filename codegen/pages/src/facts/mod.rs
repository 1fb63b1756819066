//! Facts of a spec that pages state, each with its place in the spec.

mod error_facts;
mod field_tree;
mod operation_facts;
mod spec_facts;
mod statement;

pub(crate) use error_facts::{ErrorFact, error_key, numbered};
pub(crate) use field_tree::{FieldNode, FieldTree, field_path, key, path_below};
pub(crate) use operation_facts::OperationFacts;
pub use spec_facts::SpecFacts;
pub(crate) use spec_facts::TOKEN_HEADER;
