//! Facts that specs and pages state, each with its place.

mod dialect_facts;
mod error_facts;
mod field_tree;
mod operation_facts;
mod spec_facts;
mod spec_operation;
mod statement;

pub(crate) use dialect_facts::DialectFacts;
pub(crate) use error_facts::{ErrorFact, error_key, is_of_no_language, numbered};
pub(crate) use field_tree::{EnumValueFact, FieldNode, FieldTree, field_path, key, path_below};
pub(crate) use operation_facts::{OperationFacts, PermissionFact};
pub use spec_facts::SpecFacts;
pub(crate) use spec_operation::SpecOperation;
