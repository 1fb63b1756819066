//! Model to source files: one file of this folder for each emitted thing.
//!
//! Everything here is a pure function of the model, so one spec always becomes the same bytes.

mod api;
mod definition;
mod deprecated;
mod docs;
mod endpoint;
mod errors;
mod example;
mod identifiers;
mod imports;
mod markdown;
mod notes;
mod open_enum;
mod operation;
mod root;
mod service;
mod service_types;
mod shape;
mod table;
mod types;

pub(crate) use table::Table;

use crate::model::Model;
use docs::Docs;
use proc_macro2::TokenStream;

/// A file to be written.
pub(crate) struct SourceFile {
    /// Relative to the output folder, with `/`.
    pub(crate) path: String,
    /// What the file was made from, as shown to people.
    pub(crate) source: String,
    /// The lines of the `//!` comment.
    pub(crate) head: Vec<String>,
    pub(crate) items: Vec<Item>,
}

/// A piece of a file that stands between blank lines.
pub(crate) enum Item {
    Code(TokenStream),
    Table(Table),
}

/// Emits every file of the client. `module` is the path under which the caller mounts the root file.
pub(crate) fn emit(model: &Model, module: &str) -> Vec<SourceFile> {
    let mut files = vec![root::file(model), api::file(model), identifiers::file(model)];
    for service in &model.services {
        files.push(service::file(service));
        files.extend(service.types.iter().map(|types| service_types::file(service, types)));
        for operation in &service.operations {
            files.push(operation::file(model, service, operation, module));
        }
    }
    files
}
