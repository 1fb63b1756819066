//! The spec as it is written: the one crate that knows YAML. It refuses what the language does not know and hands on
//! the rest as it stands, without judging names, types or paths.

// Most public items serve the project's other crates, where the attribute on every getter is noise.
#![allow(clippy::must_use_candidate)]

pub mod address;
mod api_file;
mod build;
mod checks;
mod content;
pub mod diag;
mod digest;
mod error_row;
mod field;
pub mod files;
mod folder;
pub mod fragment;
mod invisible;
pub mod json;
mod keys;
pub mod locate;
mod mirror;
mod mismatch;
mod node;
mod number;
mod operation_file;
pub mod parallel;
mod reader;
mod scalar;
mod schema;
mod sources;
mod spec;
mod syntax;
mod tags;
pub mod text;
pub mod title;
mod types_file;
mod values;
mod written;
pub mod yaml;

pub use api_file::{ApiFile, Envelope, Fetch, Host};
pub use content::Content;
pub use digest::{Digest, digest_letters};
pub use error_row::{ErrorRow, Message};
pub use field::{EnumValue, Field};
pub use folder::read_text;
pub use fragment::Fragment;
pub use node::Node;
pub use operation_file::{Access, Exception, OperationFile, Page, Permission, Request, operation_name};
pub use scalar::{Around, LONGEST_KEY, scalar};
pub use schema::{Words, schema};
pub use sources::Sources;
pub use spec::{OperationEntry, Spec, TypesEntry, read};
pub use types_file::TypesFile;
pub use values::{Map, MapEntry, Scalar, Text};
pub use yaml::MAX_FILE_BYTES;

use diag::{Diagnostics, Sink};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads the texts of the spec in a folder, by the names of the files.
///
/// # Errors
///
/// What cannot be read, and what has no place in a spec.
pub fn read_texts(spec: impl AsRef<Path>) -> Result<BTreeMap<String, String>, Diagnostics> {
    let mut sink = Sink::new();
    let sources = Sources::read(spec.as_ref(), &mut sink);
    sink.finish(Some(sources.texts()), &sources).map(|(texts, _)| texts)
}
