//! Facts of a spec that pages state, each with its place in the spec.

mod error_facts;
mod fact_type;
mod field_tree;
mod operation_facts;
mod spec_facts;
mod statement;

pub(crate) use error_facts::{ErrorFact, error_key, numbered};
pub(crate) use fact_type::FactType;
pub(crate) use field_tree::{FieldNode, FieldTree, field_path, key};
pub(crate) use operation_facts::OperationFacts;
pub use spec_facts::SpecFacts;
