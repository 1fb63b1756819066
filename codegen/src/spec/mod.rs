//! The spec as it is written: the one room that knows YAML. It refuses what the language does not know and hands on
//! the rest as it stands, without judging names, types or paths.

mod api_file;
mod build;
mod checks;
mod content;
mod digest;
mod error_row;
mod field;
mod files;
mod folder;
mod keys;
mod locate;
mod mirror;
mod mismatch;
mod node;
mod operation_file;
mod reader;
#[cfg(feature = "docs")]
mod scalar;
mod schema;
mod sources;
mod syntax;
mod text;
mod types_file;
mod values;
mod yaml;

pub use api_file::{ApiFile, Envelope, Fetch, Host};
pub use content::Content;
#[cfg(feature = "docs")]
pub use digest::digest_letters;
pub use error_row::{ErrorRow, Message};
pub use field::Field;
pub use files::{OperationEntry, Spec, TypesEntry, read};
pub use node::Node;
pub use operation_file::{Access, Exception, OperationFile, Page, Permission, Request};
#[cfg(feature = "docs")]
pub use scalar::{Around, LONGEST_KEY, scalar};
pub use schema::{Words, schema};
pub use sources::Sources;
pub use types_file::TypesFile;
pub use values::{Map, MapEntry, Scalar, Text};
