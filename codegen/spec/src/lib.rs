//! Reads the YAML description of an HTTP API, as it is written.
//!
//! A spec is a folder: `api.yaml` holds what all endpoints share, `<service>/<operation>.yaml` one operation, and `<service>/types.yaml` the types
//! that operations of a service share.
//!
//! # The pipeline
//!
//! Each step reports all errors that it finds into one [`Sink`](diag::Sink) and goes on.
//!
//! 1. [`Sources::read`] (`sources`) reads the folder. Afterwards the texts of all files are in memory, with bounds on their sizes; whatever else is in the folder is
//!    reported.
//! 2. [`yaml::parse`] (`yaml`) reads a text. Afterwards it is one [`Node`] without tags and invisible characters, with bounds on its depth and on what aliases repeat, and numbers
//!    keep the digits as written.
//! 3. [`read`] (`reader`) reads the nodes into declarations (`decl`). Afterwards there is a [`Spec`]: every key is known, every value has the type that its key asks for and its
//!    [`NodePath`](diag::NodePath). Invalid values are placeholders, which later passes skip.
//! 4. `dingtalk-codegen` resolves the spec. Names, types and paths are judged there, not here.
//! 5. [`Sink::finish`](diag::Sink::finish) gives each diagnostic its line. Afterwards there is a result without errors, or there are [`Diagnostics`](diag::Diagnostics).
//!
//! The same tables that read the files describe them as data ([`file_types`]), from which `dingtalk-cli` makes their JSON Schema. [`files`] reads and replaces files.

// Most public items serve the project's other crates, where the attribute on every getter is noise.
#![allow(clippy::must_use_candidate)]

pub mod address;
mod decl;
pub mod diag;
pub mod files;
pub mod parallel;
mod reader;
mod sources;
pub mod title;
pub mod yaml;

pub use decl::api_file::{
    ApiDecl, DialectDecl, DialectKeys, EnvelopeDecl, HostDecl, ResponseHeadersDecl, SuccessDecl, TokenDecl,
    TokenFetchDecl,
};
pub use decl::built_in_type::{BuiltInType, word_of};
pub use decl::digest::{Digest, digest_letters};
pub use decl::error_row::{ErrorRowDecl, MessageDecl};
pub use decl::field::{ContentDecl, EnumValueDecl, FieldDecl, TypesDecl};
pub use decl::operation_file::{
    AccessDecl, ExceptionDecl, OperationDecl, PageDecl, PaginationDecl, PermissionDecl, RequestDecl,
};
pub use reader::checks::Check;
pub use reader::declaration::{Declaration, DeclaredKey, KeywordList, ValueType, file_types};
pub use reader::spec::{OperationEntry, Spec, TypesEntry, read};
pub use reader::values::{PlacedEntry, PlacedMap, PlacedText, Scalar};
pub use sources::Sources;
pub use sources::folder::read_text;
pub use yaml::MAX_FILE_BYTES;
pub use yaml::node::Node;
pub use yaml::review_marks::REVIEW_MARK;
pub use yaml::written_number::WrittenNumber;
