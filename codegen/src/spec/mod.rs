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
pub mod fragment;
mod invisible;
mod keys;
pub mod locate;
mod mirror;
mod mismatch;
mod node;
mod number;
mod operation_file;
mod reader;
mod scalar;
mod schema;
mod sources;
mod syntax;
mod tags;
pub mod text;
mod types_file;
mod values;
mod written;
pub mod yaml;

pub use api_file::{ApiFile, Envelope, Fetch, Host};
pub use content::Content;
pub use digest::{Digest, digest_letters};
pub use error_row::{ErrorRow, Message};
pub use field::{EnumValue, Field};
pub use files::{OperationEntry, Spec, TypesEntry, read};
pub use folder::read_text;
pub use fragment::Fragment;
pub use node::Node;
pub use operation_file::{Access, Exception, OperationFile, Page, Permission, Request, operation_name};
pub use scalar::{Around, LONGEST_KEY, scalar};
pub use schema::{Words, schema};
pub use sources::Sources;
pub use types_file::TypesFile;
pub use values::{Map, MapEntry, Scalar, Text};
pub use yaml::MAX_BYTES;
