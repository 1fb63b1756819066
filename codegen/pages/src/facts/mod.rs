//! A spec as the facts that a page states, each with the place where it is written.

mod error;
mod kind;
mod load;
mod operation;
mod statement;
mod tree;

pub(crate) use error::{ErrorFact, error_key, numbered};
pub(crate) use kind::Kind;
pub use load::SpecFacts;
pub(crate) use operation::Operation;
pub(crate) use tree::{Node, Tree, key, way};
