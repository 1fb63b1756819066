//! Reads nodes into declarations, by the tables that also describe the language.

pub(crate) mod checks;
pub(crate) mod declaration;
pub(crate) mod key_checks;
pub(crate) mod mirror;
pub(crate) mod node_reader;
pub(crate) mod spec;
pub(crate) mod values;
