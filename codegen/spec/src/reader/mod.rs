//! Reads nodes into declarations, by the tables that also make the JSON Schema.

pub(crate) mod checks;
pub(crate) mod key_checks;
pub(crate) mod mirror;
pub(crate) mod node_reader;
pub(crate) mod schema;
pub(crate) mod spec;
pub(crate) mod values;
